using System;

namespace Backprop.Tests.Routines;

/// <summary>Minimization, and what is minimized.</summary>
internal static partial class Descents
{
    /// <summary>Rosenbrock's valley.</summary>
    [Differentiable]
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double a = x[i + 1] - x[i] * x[i];
            double b = 1 - x[i];
            sum += 100 * a * a + b * b;
        }

        return sum;
    }

    /// <summary>What is left of ½·Σ λᵢ·xᵢ² after steps of gradient descent with momentum.</summary>
    [Differentiable]
    public static double Momentum(double rate, double momentum, double[] curvature, double[] start, int steps)
    {
        double[] x = new double[start.Length], velocity = new double[start.Length];
        Array.Copy(start, x, start.Length);
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                velocity[i] = momentum * velocity[i] - rate * curvature[i] * x[i];
                x[i] += velocity[i];
            }
        }

        double value = 0;
        for (int i = 0; i < x.Length; i++)
            value += 0.5 * curvature[i] * x[i] * x[i];
        return value;
    }
}
