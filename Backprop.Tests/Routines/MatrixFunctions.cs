using System;

namespace Backprop.Tests.Routines;

/// <summary>Functions of a matrix.</summary>
internal static partial class MatrixFunctions
{
    /// <summary>tr e^A by scaling, Taylor's series and squaring.</summary>
    [Differentiable]
    public static double ExponentialTrace(double[,] a)
    {
        int n = a.GetLength(0);
        double norm = 0;
        foreach (double x in a)
            norm = Math.Max(norm, Math.Abs(x));

        int squarings = 0;
        double scale = 1;
        while (n * norm * scale > 0.5)
        {
            scale /= 2;
            squarings++;
        }

        double[,] term = Identity(n), sum = Identity(n), product = new double[n, n];
        for (int k = 1; k <= 16; k++)
        {
            Multiply(term, a, scale / k, product);
            Copy(product, term);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                    sum[i, j] += term[i, j];
            }
        }

        for (; squarings > 0; squarings--)
        {
            Multiply(sum, sum, 1, product);
            Copy(product, sum);
        }

        double trace = 0;
        for (int i = 0; i < n; i++)
            trace += sum[i, i];
        return trace;
    }

    private static double[,] Identity(int n)
    {
        double[,] identity = new double[n, n];
        for (int i = 0; i < n; i++)
            identity[i, i] = 1;
        return identity;
    }

    private static void Multiply(double[,] a, double[,] b, double factor, double[,] product)
    {
        int n = a.GetLength(0);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++)
                    sum += a[i, k] * b[k, j];
                product[i, j] = factor * sum;
            }
        }
    }

    private static void Copy(double[,] from, double[,] to)
    {
        for (int i = 0; i < from.GetLength(0); i++)
        {
            for (int j = 0; j < from.GetLength(1); j++)
                to[i, j] = from[i, j];
        }
    }
}
