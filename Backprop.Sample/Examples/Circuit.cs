namespace Backprop.Sample.Examples;

/// <summary>The smallest circuit with two kinds of gate: an adder into a multiplier.</summary>
public static partial class Circuit
{
    [Differentiable]
    public static double F(double x, double y, double z)
    {
        var q = x + y;
        return q * z;
    }

    internal static void Show(Page page)
    {
        page.Say("A multiplier gives each of its inputs the other's value; an adder hands on to both what it gets.");
        page.Method(F);
        page.Run(FGradient, -2, 5, -4);
        page.Check(GradientCheck.Of(F, FGradient, -2, 5, -4));
        page.Say($"dx and dy are negative: with both inputs smaller by 0.01, F(-2.01, 4.99, -4) is {Digits.Exact(F(-2.01, 4.99, -4))}.");
    }
}
