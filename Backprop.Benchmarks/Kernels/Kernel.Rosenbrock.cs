namespace Backprop.Benchmarks.Kernels;

/// <content>Rosenbrock's function: a loop whose steps share neighbours.</content>
internal static partial class Kernel
{
    /// <summary>Σ 100 (x[i+1] - x[i]²)² + (1 - x[i])²: Rosenbrock (1960), in n dimensions.</summary>
    [Differentiable]
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0.0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double a = x[i + 1] - x[i] * x[i];
            double b = 1.0 - x[i];
            sum += 100.0 * a * a + b * b;
        }

        return sum;
    }

    /// <summary>The value of <see cref="Rosenbrock"/> and its gradient, which overwrites <paramref name="dx"/>.</summary>
    /// <remarks>Every entry is written once: what a step says of its right neighbour waits in a local for the next step.</remarks>
    public static double RosenbrockGradientByHand(ReadOnlySpan<double> x, Span<double> dx)
    {
        ReadOnlySpan<double> next = x.Slice(1);
        Span<double> drest = dx.Slice(0, next.Length);
        double sum = 0.0, xi = x[0], left = 0.0;
        for (int i = 0; i < next.Length; i++)
        {
            double a = next[i] - xi * xi;
            double b = 1.0 - xi;
            sum += 100.0 * a * a + b * b;

            double da = 200.0 * a;
            drest[i] = left - 2.0 * (xi * da + b);
            left = da;
            xi = next[i];
        }

        dx[next.Length] = left;
        return sum;
    }
}
