namespace Backprop.Sample.Examples;

/// <summary>A logarithm behind a guard: only the branch that is taken is differentiated.</summary>
public static partial class Guard
{
    [Differentiable]
    public static double SquaredLog(double x)
    {
        if (x > 0)
        {
            var log = Math.Log(x);
            return log * log;
        }

        return 0;
    }

    internal static void Show(Page page)
    {
        page.Say(
            "Where x is not positive, Math.Log has no finite value. The guard keeps that out "
            + "of the gradient too. Lines that did not run have no number at their right.");
        page.Method(SquaredLog);
        page.Run(SquaredLogGradient, 2);
        page.Check(GradientCheck.Of(SquaredLog, SquaredLogGradient, 2));

        page.Part("And behind the guard");
        page.Run(SquaredLogGradient, -1);
        page.Check(GradientCheck.Of(SquaredLog, SquaredLogGradient, -1));
    }
}
