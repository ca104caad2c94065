using System;

namespace Backprop.Tests.Routines;

/// <summary>The largest eigenvalue of a symmetric matrix.</summary>
internal static partial class Eigenvalues
{
    /// <summary>Power iteration, until the vector stands still.</summary>
    [Differentiable]
    public static double PowerIteration(double[,] a)
    {
        int n = a.GetLength(0);
        double[] v = new double[n], w = new double[n];
        Array.Fill(v, 1 / Math.Sqrt(n));
        double eigenvalue, change;
        do
        {
            Multiply(a, v, w);
            double norm = 0;
            for (int i = 0; i < n; i++)
                norm += w[i] * w[i];
            norm = Math.Sqrt(norm);

            eigenvalue = 0;
            change = 0;
            for (int i = 0; i < n; i++)
            {
                eigenvalue += v[i] * w[i];
                double next = w[i] / norm;
                change += Math.Abs(next - v[i]);
                v[i] = next;
            }
        }
        while (change > 1e-13);

        return eigenvalue;
    }

    /// <summary>Jacobi's rotations, sweep after sweep, of the matrix given by its lower triangle.</summary>
    [Differentiable]
    public static double Jacobi(double[,] a)
    {
        int n = a.GetLength(0);
        double[,] s = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
                s[i, j] = s[j, i] = a[i, j];
        }

        for (int sweep = 0; sweep < 10; sweep++)
        {
            for (int p = 0; p < n - 1; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    if (Math.Abs(s[p, q]) < 1e-15)
                        continue;
                    double theta = (s[q, q] - s[p, p]) / (2 * s[p, q]);
                    double t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
                    double cos = 1 / Math.Sqrt(t * t + 1);
                    Rotate(s, p, q, cos, t * cos);
                }
            }
        }

        double largest = s[0, 0];
        for (int i = 1; i < n; i++)
        {
            if (s[i, i] > largest)
                largest = s[i, i];
        }

        return largest;
    }

    private static void Multiply(double[,] a, double[] v, double[] product)
    {
        for (int i = 0; i < a.GetLength(0); i++)
        {
            double sum = 0;
            for (int j = 0; j < a.GetLength(1); j++)
                sum += a[i, j] * v[j];
            product[i] = sum;
        }
    }

    private static void Rotate(double[,] s, int p, int q, double cos, double sin)
    {
        int n = s.GetLength(0);
        for (int k = 0; k < n; k++)
            (s[k, p], s[k, q]) = (cos * s[k, p] - sin * s[k, q], sin * s[k, p] + cos * s[k, q]);
        for (int k = 0; k < n; k++)
            (s[p, k], s[q, k]) = (cos * s[p, k] - sin * s[q, k], sin * s[p, k] + cos * s[q, k]);
    }
}
