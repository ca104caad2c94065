using System;

namespace Backprop.Tests.Seeds;

/// <summary>Seed 004: a logistic unit with cross-entropy, a chain of two products, a 3–2–1 network.</summary>
internal static partial class Seed4
{
    [Differentiable]
    public static double Error(double w1, double w2, double b, double x1, double x2, double y)
    {
        double z = w1 * x1 + w2 * x2 + b;
        double yHat = 1.0 / (1.0 + Math.Exp(-z));
        return -y * Math.Log(yHat) - (1 - y) * Math.Log(1 - yHat);
    }

    /// <summary>The same where only the weights are trained.</summary>
    [Differentiable]
    public static double TrainingError(
        double w1, double w2, double b, [NonDifferentiable] double x1, [NonDifferentiable] double x2, [NonDifferentiable] double y)
    {
        double z = w1 * x1 + w2 * x2 + b;
        double yHat = 1.0 / (1.0 + Math.Exp(-z));
        return -y * Math.Log(yHat) - (1 - y) * Math.Log(1 - yHat);
    }

    [Differentiable]
    public static double Sigmoid(double z) => 1.0 / (1.0 + Math.Exp(-z));

    [Differentiable]
    public static double CrossEntropy(double yHat, [NonDifferentiable] double y) => -y * Math.Log(yHat) - (1 - y) * Math.Log(1 - yHat);

    /// <summary>The formula of the post, of the sum.</summary>
    [Differentiable]
    public static double Naive(double z, [NonDifferentiable] double y)
    {
        double yHat = 1.0 / (1.0 + Math.Exp(-z));
        return -y * Math.Log(yHat) - (1 - y) * Math.Log(1 - yHat);
    }

    [Differentiable]
    public static double Fused(double z, [NonDifferentiable] double y) => Math.Max(z, 0) - z * y + double.LogP1(Math.Exp(-Math.Abs(z)));

    [Differentiable]
    public static double Chain(double w1, double x, double w2)
    {
        double y = w1 * x;
        return w2 * y;
    }

    [Differentiable]
    public static double ChainLoss(double w1, double x, double w2, [NonDifferentiable] double target)
    {
        double y = w1 * x;
        double z = w2 * y;
        return 0.5 * (z - target) * (z - target);
    }

    /// <summary>The 3–2–1 network: <c>u21</c> leads from input 2 to hidden neuron 1; the third input and hidden neuron are 1.</summary>
    [Differentiable]
    public static double TwoLayers(
        double u11, double u12, double u21, double u22, double u31, double u32, double v1, double v2, double v3,
        double x1, double x2, [NonDifferentiable] double y)
    {
        double h1 = u11 * x1 + u21 * x2 + u31, h2 = u12 * x1 + u22 * x2 + u32;
        double a1 = 1.0 / (1.0 + Math.Exp(-h1)), a2 = 1.0 / (1.0 + Math.Exp(-h2));
        double h = v1 * a1 + v2 * a2 + v3;
        double yHat = 1.0 / (1.0 + Math.Exp(-h));
        return -y * Math.Log(yHat) - (1 - y) * Math.Log(1 - yHat);
    }

    /// <summary>The same in matrix form, of any size: the last row of w0 and the last number of w1 weigh the 1.</summary>
    [Differentiable]
    public static double MatrixTwoLayers(double[,] w0, double[] w1, double[] x, [NonDifferentiable] double y)
    {
        double h = w1[^1];
        for (int j = 0; j < w0.GetLength(1); j++)
        {
            double z = w0[x.Length, j];
            for (int i = 0; i < x.Length; i++)
                z += w0[i, j] * x[i];
            double a = 1.0 / (1.0 + Math.Exp(-z));
            h += w1[j] * a;
        }

        double yHat = 1.0 / (1.0 + Math.Exp(-h));
        return -y * Math.Log(yHat) - (1 - y) * Math.Log(1 - yHat);
    }

    /// <summary>The output's sum as a function of the hidden sums.</summary>
    [Differentiable]
    public static double OutputSum(double h1, double h2, double v1, double v2, double v3)
    {
        double a1 = 1.0 / (1.0 + Math.Exp(-h1)), a2 = 1.0 / (1.0 + Math.Exp(-h2));
        return v1 * a1 + v2 * a2 + v3;
    }
}
