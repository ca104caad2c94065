namespace Backprop.Sample.Examples;

/// <summary>A square root by Newton's method: a loop that overwrites what its derivative needs.</summary>
public static partial class Newton
{
    [Differentiable]
    public static double SquareRoot(double a)
    {
        var x = a;
        while (Math.Abs(x * x - a) > 1e-12)
        {
            x = 0.5 * (x + a / x);
        }

        return x;
    }

    internal static void Show(Page page)
    {
        page.Say(
            "Each trip through the loop overwrites x, and its derivative needs the x before. The forward "
            + "part records it; the backward part takes the trips in reverse and finds it there. Of a line "
            + "that runs more than once, the last value is shown.");
        page.Method(SquareRoot);
        page.Run(SquareRootGradient, 2);
        page.Check(GradientCheck.Of(SquareRoot, SquareRootGradient, 2));
        page.Say($"Mathematics says 1 / (2 * sqrt(2)), which is {Digits.Exact(1 / (2 * Math.Sqrt(2)))}.");
    }
}
