using System;

namespace Backprop.Tests.Seeds;

/// <summary>Seed 002, ŷ = σ(…σ(σ(x·W1)·W2)…Wn) and half the squares of ŷ − y: by a loop over the layers, and with three layers written out.</summary>
internal static partial class Seed2Layers
{
    [Differentiable]
    public static double LoopError(double[] x, double[][,] w, double[] y)
    {
        int widest = x.Length;
        foreach (double[,] layer in w)
            widest = Math.Max(widest, layer.GetLength(1));

        double[] h = new double[widest], next = new double[widest];
        x.CopyTo(h, 0);
        foreach (double[,] layer in w)
        {
            for (int j = 0; j < layer.GetLength(1); j++)
            {
                double z = 0;
                for (int i = 0; i < layer.GetLength(0); i++)
                    z += h[i] * layer[i, j];
                next[j] = 1.0 / (1.0 + Math.Exp(-z));
            }

            next.CopyTo(h, 0);
        }

        double error = 0;
        for (int k = 0; k < y.Length; k++)
            error += (h[k] - y[k]) * (h[k] - y[k]);
        return error / 2;
    }

    [Differentiable]
    public static double WrittenOutError(double[] x, double[,] w1, double[,] w2, double[,] w3, double[] y)
    {
        double[] h1 = Layer(x, w1);
        double[] h2 = Layer(h1, w2);
        double[] yHat = Layer(h2, w3);
        double error = 0;
        for (int k = 0; k < y.Length; k++)
            error += (yHat[k] - y[k]) * (yHat[k] - y[k]);
        return error / 2;
    }

    private static double[] Layer(double[] x, double[,] w)
    {
        double[] a = new double[w.GetLength(1)];
        for (int j = 0; j < a.Length; j++)
        {
            double z = 0;
            for (int i = 0; i < x.Length; i++)
                z += x[i] * w[i, j];
            a[j] = 1.0 / (1.0 + Math.Exp(-z));
        }

        return a;
    }
}
