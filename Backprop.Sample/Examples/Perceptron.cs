namespace Backprop.Sample.Examples;

/// <summary>Rosenblatt's perceptron learns AND and OR, and cannot learn XOR.</summary>
public static partial class Perceptron
{
    [Differentiable]
    public static double Loss(
        double w0, double w1, double bias,
        [NonDifferentiable] double x0, [NonDifferentiable] double x1,
        [NonDifferentiable] double target)
    {
        var z = Sum(w0, w1, bias, x0, x1);
        return Math.Max(0, -target * z);
    }

    private static double Sum(double w0, double w1, double bias, double x0, double x1) =>
        w0 * x0 + w1 * x1 + bias;

    internal static void Show(Page page)
    {
        page.Say(
            "A perceptron answers 1 or -1 by the sign of z. The sign has no useful derivative; "
            + "the loss is how far z lies on the wrong side, and is 0 on the right one.");
        page.Method(Loss);
        page.Run(LossGradient, 0.1, 0.2, 0.3, 1, 1, -1);
        page.Check(GradientCheck.Of(
            (double w0, double w1, double bias) => Loss(w0, w1, bias, 1, 1, -1),
            (w0, w1, bias) => LossGradient(w0, w1, bias, 1, 1, -1),
            0.1, 0.2, 0.3));

        page.Part("Training: one example a step, at rate 0.1, until all are right or 400 steps are done");
        Figures figures = new("", "steps", "right", "w0", "w1", "bias");
        figures.Add(["AND", .. Train([-1, -1, -1, 1])]);
        figures.Add(["OR", .. Train([-1, 1, 1, 1])]);
        figures.Add(["XOR", .. Train([-1, 1, 1, -1])]);
        page.Table(figures);
        page.Say(
            "A straight line parts the cases of AND, and those of OR; for XOR "
            + "there is none, and three of four is the best a line can do.");
    }

    /// <summary>Steps done, how many of the four were right at best, and the weights then.</summary>
    private static object[] Train(int[] targets)
    {
        const double Rate = 0.1;
        double w0 = 0.5, w1 = 0.5, bias = 0.5;
        object[] best = [];
        int step = 0, most = 0;
        while (step < 400 && most < 4)
        {
            int i = step++ % 4;
            var (_, dw0, dw1, dbias) = LossGradient(w0, w1, bias, i / 2, i % 2, targets[i]);
            w0 -= Rate * dw0;
            w1 -= Rate * dw1;
            bias -= Rate * dbias;

            int right = Enumerable.Range(0, 4).Count(j => Math.Sign(Sum(w0, w1, bias, j / 2, j % 2)) == targets[j]);
            if (right > most) (most, best) = (right, [$"{right} of 4", w0, w1, bias]);
        }

        return [step, .. best];
    }
}
