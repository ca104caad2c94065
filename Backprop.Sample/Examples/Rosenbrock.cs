namespace Backprop.Sample.Examples;

/// <summary>Rosenbrock's valley over a span of any length: a loop whose trips do not need each other.</summary>
public static partial class Rosenbrock
{
    [Differentiable]
    public static double Valley(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            var a = x[i + 1] - x[i] * x[i];
            var b = 1.0 - x[i];
            sum += 100.0 * a * a + b * b;
        }

        return sum;
    }

    internal static void Show(Page page)
    {
        page.Say(
            "The gradient of a span is a span of the same length. No trip through the loop needs what another "
            + "one computed, so the derivatives are added up in the same pass and nothing is recorded.");
        page.Method(Valley);
        page.Run(ValleyGradient, [-1.2, 1, 1.5]);
        page.Check(GradientCheck.Of(Valley, ValleyGradient, [-1.2, 1, 1.5]));
    }
}
