using System;

namespace Backprop.Tests.Seeds;

/// <summary>Seed 003's layers over batches: a row for each example. What a layer gives goes into the array it is handed last.</summary>
internal static partial class Seed3Layers
{
    /// <summary>Y = X + B, the bias B added to every row.</summary>
    [Differentiable]
    public static void AddBias(double[,] x, double[] b, double[,] y)
    {
        for (int n = 0; n < y.GetLength(0); n++)
        {
            for (int j = 0; j < b.Length; j++)
                y[n, j] = x[n, j] + b[j];
        }
    }

    /// <summary>Y = X·W + B.</summary>
    [Differentiable]
    public static void Affine(double[,] x, double[,] w, double[] b, double[,] y)
    {
        for (int n = 0; n < y.GetLength(0); n++)
        {
            for (int j = 0; j < y.GetLength(1); j++)
            {
                double sum = 0;
                for (int i = 0; i < w.GetLength(0); i++)
                    sum += x[n, i] * w[i, j];
                y[n, j] = sum + b[j];
            }
        }
    }

    [Differentiable]
    public static void Relu(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = x[i] <= 0 ? 0 : x[i];
    }

    [Differentiable]
    public static void Sigmoid(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = 1.0 / (1.0 + Math.Exp(-x[i]));
    }

    /// <summary>ReLU in place, with what went in added to what comes out.</summary>
    [Differentiable]
    public static double SkipConnection(ReadOnlySpan<double> x, [NonDifferentiable] ReadOnlySpan<double> weights)
    {
        Span<double> y = stackalloc double[x.Length];
        x.CopyTo(y);
        for (int i = 0; i < y.Length; i++)
            y[i] = Math.Max(0, y[i]);

        double sum = 0;
        for (int i = 0; i < y.Length; i++)
            sum += weights[i] * (y[i] + x[i]);
        return sum;
    }

    /// <summary>The mean of softmax with cross-entropy, from logits.</summary>
    [Differentiable]
    public static double CrossEntropy(double[,] a, int[] labels)
    {
        double loss = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            double max = a[n, 0];
            for (int k = 1; k < a.GetLength(1); k++)
                max = Math.Max(max, a[n, k]);

            double sum = 0;
            for (int k = 0; k < a.GetLength(1); k++)
                sum += Math.Exp(a[n, k] - max);
            loss += max + Math.Log(sum) - a[n, labels[n]];
        }

        return loss / labels.Length;
    }

    /// <summary>½Σ(y − t)² behind the identity.</summary>
    [Differentiable]
    public static double HalfSquares(ReadOnlySpan<double> y, [NonDifferentiable] ReadOnlySpan<double> t)
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
            sum += (y[i] - t[i]) * (y[i] - t[i]);
        return sum / 2;
    }
}
