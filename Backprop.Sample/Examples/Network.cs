namespace Backprop.Sample.Examples;

/// <summary>Two inputs, two sigmoid neurons without bias; the error is half the sum of squares.</summary>
public static partial class Network
{
    [Differentiable]
    public static double Error(
        [NonDifferentiable] double x0, [NonDifferentiable] double x1,
        double w0, double w1, double w2, double w3,
        [NonDifferentiable] double y0, [NonDifferentiable] double y1)
    {
        var z0 = x0 * w0 + x1 * w2;
        var z1 = x0 * w1 + x1 * w3;
        var a0 = Sigmoid(z0);
        var a1 = Sigmoid(z1);
        var e0 = a0 - y0;
        var e1 = a1 - y1;
        return (e0 * e0 + e1 * e1) / 2;
    }

    private static double Sigmoid(double z) => 1.0 / (1.0 + Math.Exp(-z));

    internal static void Show(Page page)
    {
        page.Say(
            "Two inputs x, two neurons a, four weights w, two targets y. Only the "
            + "weights are to learn: the rest is [NonDifferentiable] and costs no line.");
        page.Method(Error);
        page.Run(ErrorGradient, 0.3, 0.6, 0.1, 0.2, 0.3, 0.4, 0.2, 0.8);
        page.Check(GradientCheck.Of(
            (double w0, double w1, double w2, double w3) => Error(0.3, 0.6, w0, w1, w2, w3, 0.2, 0.8),
            (w0, w1, w2, w3) => ErrorGradient(0.3, 0.6, w0, w1, w2, w3, 0.2, 0.8),
            0.1, 0.2, 0.3, 0.4));

        page.Part("Training: 100,000 steps at rate 0.01, each weight against its own derivative");
        Train(page);
    }

    private static void Train(Page page)
    {
        const double Rate = 0.01;
        Figures figures = new("step", "error", "step size", "a0", "a1", "");
        double w0 = 0.1, w1 = 0.2, w2 = 0.3, w3 = 0.4;
        for (int step = 1; step <= 100_000; step++)
        {
            var (error, dw0, dw1, dw2, dw3) = ErrorGradient(0.3, 0.6, w0, w1, w2, w3, 0.2, 0.8);
            if (step is 1 or 2 or 10 or 100 or 300 or 1_000 or 3_000 or 10_000 or 100_000)
            {
                double size = Rate * Math.Sqrt(dw0 * dw0 + dw1 * dw1 + dw2 * dw2 + dw3 * dw3);
                double a0 = Sigmoid(0.3 * w0 + 0.6 * w2), a1 = Sigmoid(0.3 * w1 + 0.6 * w3);
                figures.Add(step, Digits.Exact(error), size, a0, a1, new Bar(error / 0.1));
            }

            w0 -= Rate * dw0;
            w1 -= Rate * dw1;
            w2 -= Rate * dw2;
            w3 -= Rate * dw3;
        }

        page.Table(figures);
        page.Say($"The outputs a have come to the targets, 0.2 and 0.8. The weights are {w0:F6}, {w1:F6}, {w2:F6} and {w3:F6}.");
    }
}
