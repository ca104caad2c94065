namespace Backprop.Sample.Examples;

/// <summary>XOR, which one perceptron cannot learn, by two hidden neurons and one output.</summary>
public static partial class Xor
{
    [Differentiable]
    public static double Loss(
        double a0, double a1, double aBias,
        double b0, double b1, double bBias,
        double ya, double yb, double yBias,
        [NonDifferentiable] double x0, [NonDifferentiable] double x1,
        [NonDifferentiable] double target)
    {
        var a = Neuron(x0, x1, a0, a1, aBias);
        var b = Neuron(x0, x1, b0, b1, bBias);
        var y = Neuron(a, b, ya, yb, yBias);
        var miss = y - target;
        return miss * miss / 2;
    }

    private static double Neuron(double p, double q, double wp, double wq, double bias) =>
        1.0 / (1.0 + Math.Exp(-(wp * p + wq * q + bias)));

    internal static void Show(Page page)
    {
        page.Say("Two hidden neurons a and b, one output y, nine weights, sigmoids throughout.");
        page.Method(Loss);
        page.Run(LossGradient, 0.5, -0.5, 0, -0.5, 0.5, 0, 0.5, 0.5, 0, 1, 1, 0);
        double[] start = [0.5, -0.5, 0, -0.5, 0.5, 0, 0.5, 0.5, 0];
        string[] names = ["a0", "a1", "aBias", "b0", "b1", "bBias", "ya", "yb", "yBias"];
        page.Check(GradientCheck.Of(w => LossAt(w, 1, 1, 0), start, Gradient(start, 1, 1, 0), names));

        page.Part("Training: 3,000 epochs of the four examples, at rate 1");
        Train(page, start);
    }

    private static void Train(Page page, double[] w)
    {
        Figures figures = new("epoch", "error", "0 xor 0", "0 xor 1", "1 xor 0", "1 xor 1", "");
        for (int epoch = 1; epoch <= 3_000; epoch++)
        {
            if (epoch is 1 or 10 or 100 or 300 or 1_000 or 3_000)
            {
                double error = LossAt(w, 0, 0, 0) + LossAt(w, 0, 1, 1) + LossAt(w, 1, 0, 1) + LossAt(w, 1, 1, 0);
                figures.Add(epoch, error, Output(w, 0, 0), Output(w, 0, 1), Output(w, 1, 0), Output(w, 1, 1), new Bar(error / 0.6));
            }

            for (int i = 0; i < 4; i++)
            {
                int j = 0;
                foreach (double d in Gradient(w, i / 2, i % 2, (i / 2) ^ (i % 2))) w[j++] -= d;
            }
        }

        page.Table(figures);
        page.Say("All four are right: only 0 xor 1 and 1 xor 0 are above one half.");
    }

    private static double Output(double[] w, double x0, double x1) =>
        Neuron(Neuron(x0, x1, w[0], w[1], w[2]), Neuron(x0, x1, w[3], w[4], w[5]), w[6], w[7], w[8]);

    private static double LossAt(double[] w, double x0, double x1, double target) =>
        Loss(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], x0, x1, target);

    private static double[] Gradient(double[] w, double x0, double x1, double target)
    {
        var g = LossGradient(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], x0, x1, target);
        return [g.da0, g.da1, g.daBias, g.db0, g.db1, g.dbBias, g.dya, g.dyb, g.dyBias];
    }
}
