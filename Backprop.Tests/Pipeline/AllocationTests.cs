namespace Backprop.Tests.Pipeline;

/// <summary>Once warm, no generated member allocates.</summary>
public sealed partial class AllocationTests
{
    private readonly double _rate = 0.25;

    [Fact]
    public void A_gradient_allocates_nothing()
    {
        double sum = 0;
        Assert.Equal(0, Allocated(() => sum += BumpGradient(0.7, -1.3f, 3).dx + ScaledGradient(0.7).dx + WideGradient(1, 2, 3, 4, 5, 6, 7, 8, 9).di));
        Assert.NotEqual(0, sum);
    }

    [Fact]
    public void The_halves_allocate_nothing()
    {
        double dx = 0;
        float dy = 0;
        Assert.Equal(0, Allocated(() =>
        {
            BumpForward(0.7, -1.3f, 3, out BumpSaved saved);
            BumpBackward(ref saved, 0.5, ref dx, ref dy);
            ScaledForward(0.7, out ScaledSaved scaled);
            ScaledBackward(ref scaled, 0.5, ref dx);
        }));
        Assert.NotEqual(0, dx + dy);
    }

    [Fact] // What its loops record lies in pools.
    public void Arrays_and_loops_allocate_nothing()
    {
        double sum = 0;
        double[,] matrix = { { 0.3, 0.7 }, { -0.2, 1.1 } }, dmatrix = new double[2, 2];
        double[] x = [0.5, -0.4], dx = new double[2];
        double[][] rows = [[0.1], [0.2, 0.3]], drows = [[0], [0, 0]];
        Assert.Equal(0, Allocated(() =>
        {
            sum += SettledGradient(matrix, x, rows, dmatrix, dx, drows);
            sum += SettledForward(matrix, x, rows, out SettledSaved saved);
            SettledBackward(ref saved, 0.5, dmatrix, dx, drows);
            saved.Dispose();
        }));
        Assert.NotEqual(0, sum * dmatrix[0, 1] * dx[1] * drows[1][0]);
    }

    [Differentiable]
    private static double Settled(double[,] matrix, ReadOnlySpan<double> x, double[][] rows)
    {
        double[] y = new double[x.Length];
        double change = 1, sum = 0;
        while (Math.Abs(change) > 1e-3)
        {
            change = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double before = y[i];
                y[i] = Math.Tanh(x[i] + 0.5 * matrix[i, 0] * y[0] + 0.5 * matrix[i, 1] * y[^1]);
                change += y[i] - before;
            }
        }

        foreach (double[] row in rows)
        {
            foreach (double r in row) sum += r * y[row.Length - 1];
        }

        return sum;
    }

    [Differentiable]
    private static double Bump(double x, float y, int kind)
    {
        if (kind < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(kind), $"{kind} is negative");
        }

        double scale = kind switch { 1 => x, 2 => x * x, _ => Curve(x * y) };
        return Math.Sin(x) * scale + Curve(scale);
    }

    private static double Curve(double a)
    {
        double b = a * a;
        if (b > 0.1)
        {
            b *= Math.Exp(-b);
        }

        return b + a;
    }

    [Differentiable]
    private double Scaled(double x) => Math.Tanh(x * _rate) * x;

    [Differentiable]
    private static double Wide(double a, double b, double c, double d, double e, double f, double g, double h, double i) => a * b * c + d * e * f + g * h * i;

    /// <summary>What a hundred calls allocate once warm: the least of some rounds, since a collection that other tests cause empties pools.</summary>
    private static long Allocated(Action action) => Enumerable.Range(0, 10).Min(_ =>
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
