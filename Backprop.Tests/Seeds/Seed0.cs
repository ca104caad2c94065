using System;

namespace Backprop.Tests.Seeds;

/// <summary>Seed 000: a 2–2 network with sigmoid, half the squared error, one step of SGD.</summary>
internal static partial class Seed0
{
    [Differentiable]
    public static double Error(double x0, double x1, double w0, double w1, double w2, double w3, double y0, double y1)
    {
        double z0 = x0 * w0 + x1 * w2, z1 = x0 * w1 + x1 * w3;
        double a0 = 1.0 / (1.0 + Math.Exp(-z0)), a1 = 1.0 / (1.0 + Math.Exp(-z1));
        return ((a0 - y0) * (a0 - y0) + (a1 - y1) * (a1 - y1)) / 2;
    }

    /// <summary>The same where nobody asks for the gradient of the data.</summary>
    [Differentiable]
    public static double TrainingError(
        [NonDifferentiable] double x0, [NonDifferentiable] double x1,
        double w0, double w1, double w2, double w3,
        [NonDifferentiable] double y0, [NonDifferentiable] double y1)
    {
        double z0 = x0 * w0 + x1 * w2, z1 = x0 * w1 + x1 * w3;
        double a0 = 1.0 / (1.0 + Math.Exp(-z0)), a1 = 1.0 / (1.0 + Math.Exp(-z1));
        return ((a0 - y0) * (a0 - y0) + (a1 - y1) * (a1 - y1)) / 2;
    }

    /// <summary>The same as a matrix, Z = xW, for any number of inputs and outputs; W has a row for each input.</summary>
    [Differentiable]
    public static double MatrixError(double[] x, double[,] w, double[] y)
    {
        double error = 0;
        for (int j = 0; j < y.Length; j++)
        {
            double z = 0;
            for (int i = 0; i < x.Length; i++)
                z += x[i] * w[i, j];
            double a = 1.0 / (1.0 + Math.Exp(-z));
            error += (a - y[j]) * (a - y[j]);
        }

        return error / 2;
    }

    [Differentiable]
    public static double Sum(double x0, double w0, double x1, double w2) => x0 * w0 + x1 * w2;

    [Differentiable]
    public static double Sigmoid(double z) => 1.0 / (1.0 + Math.Exp(-z));

    /// <summary>F(x) = f(g(x)), each of the two on a line.</summary>
    [Differentiable]
    public static double Nested(double x)
    {
        double t = 1.0 + x * x;
        return Math.Log(t);
    }

    /// <summary>The same by calls: of a method with a gradient of its own, and of one without.</summary>
    [Differentiable]
    public static double NestedCalls(double x) => Outer(Inner(x));

    [Differentiable]
    public static double Outer(double t)
    {
        double log = Math.Log(t);
        return log;
    }

    internal static double Inner(double x)
    {
        double square = x * x;
        return 1.0 + square;
    }
}
