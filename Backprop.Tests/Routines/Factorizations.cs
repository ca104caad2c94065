using System;

namespace Backprop.Tests.Routines;

/// <summary>Matrices taken apart into triangles.</summary>
internal static partial class Factorizations
{
    /// <summary>log det A after Cholesky, from the lower triangle; NaN where A is not positive definite.</summary>
    [Differentiable]
    public static double CholeskyLogDeterminant(double[,] a)
    {
        int n = a.GetLength(0);
        double[,] l = new double[n, n];
        double logDeterminant = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = a[i, j];
                for (int k = 0; k < j; k++)
                    sum -= l[i, k] * l[j, k];

                if (i != j)
                {
                    l[i, j] = sum / l[j, j];
                    continue;
                }

                if (sum <= 0)
                    return double.NaN;
                l[i, i] = Math.Sqrt(sum);
                logDeterminant += 2 * Math.Log(l[i, i]);
            }
        }

        return logDeterminant;
    }

    /// <summary>det A, by elimination with partial pivoting; rows stay where they are, their order is swapped.</summary>
    [Differentiable]
    public static double LuDeterminant(double[,] a)
    {
        int n = a.GetLength(0);
        double[,] lu = (double[,])a.Clone();
        int[] row = new int[n];
        for (int i = 0; i < n; i++)
            row[i] = i;

        double determinant = 1;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(lu[row[i], k]) > Math.Abs(lu[row[pivot], k]))
                    pivot = i;
            }

            if (lu[row[pivot], k] == 0)
                return 0;

            if (pivot != k)
            {
                (row[k], row[pivot]) = (row[pivot], row[k]);
                determinant = -determinant;
            }

            determinant *= lu[row[k], k];
            for (int i = k + 1; i < n; i++)
            {
                double factor = lu[row[i], k] / lu[row[k], k];
                for (int j = k + 1; j < n; j++)
                    lu[row[i], j] -= factor * lu[row[k], j];
            }
        }

        return determinant;
    }

    /// <summary>The volume that the columns of A span, by modified Gram–Schmidt.</summary>
    [Differentiable]
    public static double GramSchmidtVolume(double[,] a)
    {
        int m = a.GetLength(0), n = a.GetLength(1);
        double[,] q = new double[m, n];
        Array.Copy(a, q, a.Length);
        double volume = 1;
        for (int j = 0; j < n; j++)
        {
            double norm = 0;
            for (int i = 0; i < m; i++)
                norm += q[i, j] * q[i, j];
            norm = Math.Sqrt(norm);
            volume *= norm;

            for (int i = 0; i < m; i++)
                q[i, j] /= norm;

            for (int k = j + 1; k < n; k++)
            {
                double dot = 0;
                for (int i = 0; i < m; i++)
                    dot += q[i, j] * q[i, k];
                for (int i = 0; i < m; i++)
                    q[i, k] -= dot * q[i, j];
            }
        }

        return volume;
    }

    /// <summary>min |A·x − b|² over x, by Householder's reflections of the rows of A and b, both overwritten.</summary>
    [Differentiable]
    public static double HouseholderResidual(double[][] a, Span<double> b)
    {
        int m = a.Length, n = a[0].Length;
        double[] v = new double[m];
        for (int k = 0; k < n; k++)
        {
            double norm = 0;
            for (int i = k; i < m; i++)
                norm += a[i][k] * a[i][k];
            double alpha = a[k][k] > 0 ? -Math.Sqrt(norm) : Math.Sqrt(norm);

            double length = 0;
            for (int i = k; i < m; i++)
            {
                v[i] = i == k ? a[i][k] - alpha : a[i][k];
                length += v[i] * v[i];
            }

            for (int j = k; j < n; j++)
            {
                double dot = 0;
                for (int i = k; i < m; i++)
                    dot += v[i] * a[i][j];
                for (int i = k; i < m; i++)
                    a[i][j] -= 2 * dot / length * v[i];
            }

            Reflect(v, length, k, b);
        }

        double residual = 0;
        foreach (double y in b[n..])
            residual += y * y;
        return residual;
    }

    private static void Reflect(double[] v, double length, int from, Span<double> b)
    {
        double dot = 0;
        for (int i = from; i < b.Length; i++)
            dot += v[i] * b[i];
        for (int i = from; i < b.Length; i++)
            b[i] -= 2 * dot / length * v[i];
    }
}
