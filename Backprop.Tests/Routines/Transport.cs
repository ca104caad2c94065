using System;

namespace Backprop.Tests.Routines;

/// <summary>The cost of moving one distribution into another.</summary>
internal static partial class Transport
{
    /// <summary>The entropic cost, after Sinkhorn, from the potentials of its last round.</summary>
    [Differentiable]
    public static double Sinkhorn(double[] a, double[] b, double[,] cost, [NonDifferentiable] double epsilon, int rounds)
    {
        int n = a.Length, m = b.Length;
        double[,] kernel = new double[n, m];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
                kernel[i, j] = Math.Exp(-cost[i, j] / epsilon);
        }

        Span<double> u = stackalloc double[n], v = stackalloc double[m];
        v.Fill(1);
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < n; i++)
            {
                double sum = 0;
                for (int j = 0; j < m; j++)
                    sum += kernel[i, j] * v[j];
                u[i] = a[i] / sum;
            }

            for (int j = 0; j < m; j++)
            {
                double sum = 0;
                for (int i = 0; i < n; i++)
                    sum += kernel[i, j] * u[i];
                v[j] = b[j] / sum;
            }
        }

        double total = 0;
        for (int i = 0; i < n; i++)
            total += epsilon * a[i] * Math.Log(u[i]);
        for (int j = 0; j < m; j++)
            total += epsilon * b[j] * Math.Log(v[j]);
        return total;
    }

    /// <summary>The cost on a line, a step of one place for each bin: Σ |F − G| over the running sums.</summary>
    [Differentiable]
    public static double OnLine(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double moved = 0, carried = 0;
        for (int i = 0; i < a.Length; i++)
        {
            carried += a[i] - b[i];
            moved += Math.Abs(carried);
        }

        return moved;
    }
}
