namespace Backprop.Sample.Examples;

/// <summary>The fraction of cs231n, (x + sigmoid(y)) / (sigmoid(x) + (x + y)^2), in steps that are easy to differentiate.</summary>
public static partial class Fraction
{
    [Differentiable]
    public static double F(double x, double y)
    {
        var sigy = 1.0 / (1.0 + Math.Exp(-y));
        var num = x + sigy;
        var sigx = 1.0 / (1.0 + Math.Exp(-x));
        var xpy = x + y;
        var xpysqr = xpy * xpy;
        var den = sigx + xpysqr;
        var invden = 1.0 / den;
        return num * invden;
    }

    internal static void Show(Page page)
    {
        page.Say(
            "(x + sigmoid(y)) / (sigmoid(x) + (x + y)^2) in small steps. x and y are used "
            + "more than once: what reaches dx and dy first is assigned, the rest is added.");
        page.Method(F);
        page.Run(FGradient, 3, -4);
        page.Check(GradientCheck.Of(F, FGradient, 3, -4));
    }
}
