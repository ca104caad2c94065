using System;

namespace Backprop.Tests.Seeds;

/// <summary>
/// Seed 001: two inputs, three hidden ReLU neurons, one output with the identity. Weight <c>w1a</c> leads from input 1 to
/// hidden neuron a, <c>va</c> from there to the output.
/// </summary>
internal static partial class Seed1
{
    [Differentiable]
    public static double Loss(
        double x1, double x2, double w1a, double w1b, double w1c, double w2a, double w2b, double w2c, double va, double vb, double vc)
    {
        double za = w1a * x1 + w2a * x2, zb = w1b * x1 + w2b * x2, zc = w1c * x1 + w2c * x2;
        double ha = Relu(za), hb = Relu(zb), hc = Relu(zc);
        double z2 = va * ha + vb * hb + vc * hc;
        double y = z2;
        return (y - 1) * (y - 1) / 2;
    }

    /// <summary>The same as the post trains it: nothing is passed to the input.</summary>
    [Differentiable]
    public static double WeightsLoss(
        [NonDifferentiable] double x1, [NonDifferentiable] double x2,
        double w1a, double w1b, double w1c, double w2a, double w2b, double w2c, double va, double vb, double vc)
    {
        double za = w1a * x1 + w2a * x2, zb = w1b * x1 + w2b * x2, zc = w1c * x1 + w2c * x2;
        double ha = Relu(za), hb = Relu(zb), hc = Relu(zc);
        double z2 = va * ha + vb * hb + vc * hc;
        double y = z2;
        return (y - 1) * (y - 1) / 2;
    }

    /// <summary>The network without a loss: its backward half takes ∂J/∂y of any.</summary>
    [Differentiable]
    public static double Output(
        double x1, double x2, double w1a, double w1b, double w1c, double w2a, double w2b, double w2c, double va, double vb, double vc)
    {
        double za = w1a * x1 + w2a * x2, zb = w1b * x1 + w2b * x2, zc = w1c * x1 + w2c * x2;
        double ha = Relu(za), hb = Relu(zb), hc = Relu(zc);
        return va * ha + vb * hb + vc * hc;
    }

    /// <summary>Any number of inputs and hidden neurons; <c>w1</c> has a row for each input.</summary>
    [Differentiable]
    public static double NetworkLoss(double[] x, double[,] w1, double[] w2)
    {
        double y = 0;
        for (int j = 0; j < w2.Length; j++)
        {
            double z = 0;
            for (int i = 0; i < x.Length; i++)
                z += w1[i, j] * x[i];
            y += w2[j] * Relu(z);
        }

        return (y - 1) * (y - 1) / 2;
    }

    /// <inheritdoc cref="WeightsLoss"/>
    [Differentiable]
    public static double NetworkWeightsLoss([NonDifferentiable] double[] x, double[,] w1, double[] w2)
    {
        double y = 0;
        for (int j = 0; j < w2.Length; j++)
        {
            double z = 0;
            for (int i = 0; i < x.Length; i++)
                z += w1[i, j] * x[i];
            y += w2[j] * Relu(z);
        }

        return (y - 1) * (y - 1) / 2;
    }

    private static double Relu(double z) => Math.Max(0, z);
}
