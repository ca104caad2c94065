namespace Backprop.Benchmarks.Kernels;

/// <content>Log-sum-exp: a maximum, then a sum of function values.</content>
internal static partial class Kernel
{
    /// <summary>log Σ exp(x[i]), shifted by the maximum, so that nothing overflows.</summary>
    [Differentiable]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double max = x[0];
        for (int i = 1; i < x.Length; i++)
            max = Math.Max(max, x[i]);

        double sum = 0.0;
        for (int i = 0; i < x.Length; i++)
            sum += Math.Exp(x[i] - max);
        return max + Math.Log(sum);
    }

    /// <summary>The value of <see cref="LogSumExp"/> and its gradient, the softmax, which overwrites <paramref name="dx"/>.</summary>
    /// <remarks>The value does not depend on the shift, so that nothing goes back through the maximum.</remarks>
    public static double LogSumExpGradientByHand(ReadOnlySpan<double> x, Span<double> dx)
    {
        double max = x[0];
        for (int i = 1; i < x.Length; i++)
            max = Math.Max(max, x[i]);

        double sum = 0.0;
        dx = dx.Slice(0, x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double exp = Math.Exp(x[i] - max);
            dx[i] = exp;
            sum += exp;
        }

        double scale = 1.0 / sum;
        for (int i = 0; i < dx.Length; i++)
            dx[i] *= scale;
        return max + Math.Log(sum);
    }
}
