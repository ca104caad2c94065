namespace Backprop.Sample.Examples;

/// <summary>The chain rule: of y = f(g(x)) by calls, and of z = 2y, y = 3x by lines.</summary>
public static partial class Chain
{
    [Differentiable]
    public static double Composed(double x)
    {
        var t = G(x);
        return F(t);
    }

    [Differentiable]
    public static double Tripled(double x)
    {
        var y = 3 * x;
        var z = 2 * y;
        return z;
    }

    private static double F(double t) => Math.Sin(t);

    private static double G(double x) => x * x;

    internal static void Show(Page page)
    {
        page.Say(
            "f(g(x)) with f(t) = sin t and g(x) = x * x. The methods called need no "
            + "annotation; the derivative is the product of two local ones, a line each.");
        page.Method(Composed);
        page.Run(ComposedGradient, 0.5);
        page.Check(GradientCheck.Of(Composed, ComposedGradient, 0.5));

        page.Part("3 times, then 2 times: 6 times");
        page.Method(Tripled);
        page.Run(TripledGradient, 1);
        page.Check(GradientCheck.Of(Tripled, TripledGradient, 1));
    }
}
