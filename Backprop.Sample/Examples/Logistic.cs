namespace Backprop.Sample.Examples;

/// <summary>A logistic unit under cross-entropy, whose update rule is gradient descent.</summary>
public static partial class Logistic
{
    [Differentiable]
    public static double Loss(
        double w1, double w2, double b,
        [NonDifferentiable] double x1, [NonDifferentiable] double x2,
        [NonDifferentiable] double y)
    {
        var z = w1 * x1 + w2 * x2 + b;
        var p = 1.0 / (1.0 + Math.Exp(-z));
        return -y * Math.Log(p) - (1.0 - y) * Math.Log(1.0 - p);
    }

    internal static void Show(Page page)
    {
        page.Say(
            "p is the probability that the unit gives to y = 1; the loss is how surprised "
            + "it is by y. The derivatives come to (p - y) x1, (p - y) x2 and p - y.");
        page.Method(Loss);
        page.Run(LossGradient, 0.4, -0.1, 0.1, 2, 1, 1);
        page.Check(GradientCheck.Of(
            (double w1, double w2, double b) => Loss(w1, w2, b, 2, 1, 1),
            (w1, w2, b) => LossGradient(w1, w2, b, 2, 1, 1),
            0.4, -0.1, 0.1));

        page.Part("One step at rate 0.1, by the derivatives and by the rule w + 0.1 (y - p) x");
        Figures figures = new("y", "w1", "by rule", "w2", "by rule", "b", "by rule");
        foreach (int y in (int[])[1, 0])
        {
            var (_, dw1, dw2, db) = LossGradient(0.4, -0.1, 0.1, 2, 1, y);
            double p = 1 / (1 + Math.Exp(-(0.4 * 2 - 0.1 * 1 + 0.1)));
            double step = 0.1 * (y - p);
            figures.Add(y, 0.4 - 0.1 * dw1, 0.4 + step * 2, -0.1 - 0.1 * dw2, -0.1 + step * 1, 0.1 - 0.1 * db, 0.1 + step);
        }

        page.Table(figures);
    }
}
