using Backprop.Benchmarks.Gradients;

namespace Backprop.Benchmarks.Kernels;

/// <summary>The kernels on inputs of the size at which they are timed, drawn by a fixed seed.</summary>
internal static class KernelSubjects
{
    /// <param name="batch">Examples that the network is shown; with fewer a check takes less time.</param>
    public static IEnumerable<FlatMethod> All(int batch)
    {
        Random random = new(20260101);
        yield return new(
            "Rosenbrock, n = 1000", Draw(random, 1000, 2.0), [0], p => Kernel.Rosenbrock(p), (p, dp) => Kernel.RosenbrockGradientByHand(p, dp),
            (p, dp) => Kernel.RosenbrockGradient(p, dp));
        yield return new(
            "log-sum-exp, n = 1000", Draw(random, 1000, 10.0), [0], p => Kernel.LogSumExp(p), (p, dp) => Kernel.LogSumExpGradientByHand(p, dp),
            (p, dp) => Kernel.LogSumExpGradient(p, dp));
        yield return QuadraticForm(random, 300);
        yield return Mlp(random, 784, 50, 10, batch);
    }

    private static FlatMethod QuadraticForm(Random random, int n) => new(
        $"quadratic form, n = {n}",
        Draw(random, n * n + n, 1.0),
        [0, n * n],
        p => Kernel.QuadraticForm(p.AsSpan(0, n * n), p.AsSpan(n * n)),
        (p, dp) => Kernel.QuadraticFormGradientByHand(p.AsSpan(0, n * n), p.AsSpan(n * n), dp.AsSpan(0, n * n), dp.AsSpan(n * n)),
        (p, dp) => Kernel.QuadraticFormGradient(p.AsSpan(0, n * n), p.AsSpan(n * n), dp.AsSpan(0, n * n), dp.AsSpan(n * n)));

    private static FlatMethod Mlp(Random random, int inputs, int hidden, int outputs, int batch)
    {
        double[] x = Draw(random, batch * inputs, 1.0);
        int[] labels = [.. Enumerable.Range(0, batch).Select(_ => random.Next(outputs))];
        int b1 = inputs * hidden, w2 = b1 + hidden, b2 = w2 + hidden * outputs, end = b2 + outputs;
        return new(
            $"MLP {inputs}-{hidden}-{outputs}, batch {batch}",
            Draw(random, end, 0.1),
            [0, b1, w2, b2],
            p => Kernel.MlpLoss(p.AsSpan(0..b1), p.AsSpan(b1..w2), p.AsSpan(w2..b2), p.AsSpan(b2..end), x, labels),
            (p, dp) => Kernel.MlpLossGradientByHand(
                p.AsSpan(0..b1), p.AsSpan(b1..w2), p.AsSpan(w2..b2), p.AsSpan(b2..end), x, labels,
                dp.AsSpan(0..b1), dp.AsSpan(b1..w2), dp.AsSpan(w2..b2), dp.AsSpan(b2..end)),
            (p, dp) => Kernel.MlpLossGradient(
                p.AsSpan(0..b1), p.AsSpan(b1..w2), p.AsSpan(w2..b2), p.AsSpan(b2..end), x, labels,
                dp.AsSpan(0..b1), dp.AsSpan(b1..w2), dp.AsSpan(w2..b2), dp.AsSpan(b2..end)));
    }

    /// <summary>Numbers between -range and range.</summary>
    private static double[] Draw(Random random, int count, double range)
    {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
            numbers[i] = range * (2.0 * random.NextDouble() - 1.0);

        return numbers;
    }
}
