using System;

namespace Backprop.Tests.Routines;

/// <summary>A·x = b, of which a number is returned.</summary>
internal static partial class LinearSolvers
{
    /// <summary>|x|², by LU with partial pivoting in a copy whose rows are swapped element by element.</summary>
    [Differentiable]
    public static double LuSolve(double[,] a, ReadOnlySpan<double> b)
    {
        int n = b.Length;
        double[,] lu = new double[n, n];
        Array.Copy(a, lu, n * n);
        int[] pivots = new int[n];
        Factor(lu, pivots);

        Span<double> x = stackalloc double[n];
        b.CopyTo(x);
        Substitute(lu, pivots, x);
        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += x[i] * x[i];
        return sum;
    }

    /// <summary>|x|², by Gauss and Jordan in rows [A | b], which are swapped whole.</summary>
    // [Differentiable]
    public static double GaussJordan(double[][] a, double[] b)
    {
        int n = b.Length;
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++)
            rows[i] = [.. a[i], b[i]];

        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(rows[i][k]) > Math.Abs(rows[pivot][k]))
                    pivot = i;
            }

            (rows[k], rows[pivot]) = (rows[pivot], rows[k]);
            for (int j = n; j >= k; j--)
                rows[k][j] /= rows[k][k];

            for (int i = 0; i < n; i++)
            {
                if (i == k)
                    continue;
                double factor = rows[i][k];
                for (int j = k; j <= n; j++)
                    rows[i][j] -= factor * rows[k][j];
            }
        }

        double sum = 0;
        foreach (double[] row in rows)
            sum += row[^1] * row[^1];
        return sum;
    }

    /// <summary>
    /// bᵀ·x by conjugate gradients, where A is never formed: the sum of a diagonal and of the chain −1, 2, −1.
    /// </summary>
    [Differentiable]
    public static double ConjugateGradient(double[] diagonal, double[] b)
    {
        int n = b.Length;
        double[] x = new double[n], r = (double[])b.Clone(), p = (double[])b.Clone(), ap = new double[n];
        double rr = Dot(r, r);
        for (int iteration = 0; iteration < 2 * n && rr > 1e-20; iteration++)
        {
            for (int i = 0; i < n; i++)
            {
                ap[i] = (2 + diagonal[i]) * p[i];
                if (i > 0)
                    ap[i] -= p[i - 1];
                if (i < n - 1)
                    ap[i] -= p[i + 1];
            }

            double alpha = rr / Dot(p, ap);
            for (int i = 0; i < n; i++)
            {
                x[i] += alpha * p[i];
                r[i] -= alpha * ap[i];
            }

            double next = Dot(r, r), beta = next / rr;
            for (int i = 0; i < n; i++)
                p[i] = r[i] + beta * p[i];
            rr = next;
        }

        return Dot(b, x);
    }

    /// <summary>Σ x of a tridiagonal system, after Thomas: forth through the rows, and back.</summary>
    [Differentiable]
    public static double Thomas(
        ReadOnlySpan<double> lower, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> upper, ReadOnlySpan<double> b)
    {
        int n = b.Length;
        Span<double> c = stackalloc double[n], x = stackalloc double[n];
        c[0] = upper[0] / diagonal[0];
        x[0] = b[0] / diagonal[0];
        for (int i = 1; i < n; i++)
        {
            double pivot = diagonal[i] - lower[i - 1] * c[i - 1];
            if (i < n - 1)
                c[i] = upper[i] / pivot;
            x[i] = (b[i] - lower[i - 1] * x[i - 1]) / pivot;
        }

        double sum = x[^1];
        for (int i = n - 2; i >= 0; i--)
        {
            x[i] -= c[i] * x[i + 1];
            sum += x[i];
        }

        return sum;
    }

    /// <summary>|x|², by Gauss and Seidel from the x that is given, in place, until nothing moves.</summary>
    [Differentiable]
    public static double GaussSeidel(double[,] a, ReadOnlySpan<double> b, Span<double> x)
    {
        double moved;
        do
        {
            moved = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double rest = b[i];
                for (int j = 0; j < x.Length; j++)
                {
                    if (j != i)
                        rest -= a[i, j] * x[j];
                }

                double next = rest / a[i, i];
                moved = Math.Max(moved, Math.Abs(next - x[i]));
                x[i] = next;
            }
        }
        while (moved > 1e-14);

        double sum = 0;
        foreach (double e in x)
            sum += e * e;
        return sum;
    }

    private static void Factor(double[,] lu, int[] pivots)
    {
        int n = pivots.Length;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(lu[i, k]) > Math.Abs(lu[pivot, k]))
                    pivot = i;
            }

            pivots[k] = pivot;
            if (pivot != k)
            {
                for (int j = 0; j < n; j++)
                    (lu[k, j], lu[pivot, j]) = (lu[pivot, j], lu[k, j]);
            }

            for (int i = k + 1; i < n; i++)
            {
                lu[i, k] /= lu[k, k];
                for (int j = k + 1; j < n; j++)
                    lu[i, j] -= lu[i, k] * lu[k, j];
            }
        }
    }

    private static void Substitute(double[,] lu, int[] pivots, Span<double> x)
    {
        int n = pivots.Length;
        for (int i = 0; i < n; i++)
            (x[i], x[pivots[i]]) = (x[pivots[i]], x[i]);

        for (int i = 1; i < n; i++)
        {
            for (int j = 0; j < i; j++)
                x[i] -= lu[i, j] * x[j];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++)
                x[i] -= lu[i, j] * x[j];
            x[i] /= lu[i, i];
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
