using System;

namespace Backprop.Tests.Routines;

/// <summary>What is left of a signal when its noise is taken out.</summary>
internal static partial class Filters
{
    /// <summary>The log-likelihood of positions measured every second of something that moves evenly: a Kalman step for each.</summary>
    /// <param name="q">The variance of the push per second.</param>
    /// <param name="r">The variance of a measurement.</param>
    [Differentiable]
    public static double KalmanLogLikelihood(double q, double r, ReadOnlySpan<double> measured)
    {
        double position = 0, speed = 0, logLikelihood = 0;
        double[,] p = { { 10, 0 }, { 0, 10 } };
        foreach (double z in measured)
        {
            position += speed;
            p[0, 0] += p[0, 1] + p[1, 0] + p[1, 1] + q / 4;
            p[0, 1] += p[1, 1] + q / 2;
            p[1, 0] = p[0, 1];
            p[1, 1] += q;

            double innovation = z - position, s = p[0, 0] + r;
            double gain0 = p[0, 0] / s, gain1 = p[1, 0] / s;
            position += gain0 * innovation;
            speed += gain1 * innovation;
            p[1, 1] -= gain1 * p[0, 1];
            p[1, 0] -= gain1 * p[0, 0];
            p[0, 1] = p[1, 0];
            p[0, 0] -= gain0 * p[0, 0];
            logLikelihood -= 0.5 * (Math.Log(2 * Math.PI * s) + innovation * innovation / s);
        }

        return logLikelihood;
    }

    /// <summary>The energy behind a filter of second order, b over (1, a), in direct form II; its state is a parameter.</summary>
    [Differentiable]
    public static double BiquadEnergy(double[] b, double[] a, ReadOnlySpan<double> input, Span<double> state)
    {
        double energy = 0;
        for (int i = 0; i < input.Length; i++)
        {
            double w = input[i] - a[0] * state[0] - a[1] * state[1];
            double output = b[0] * w + b[1] * state[0] + b[2] * state[1];
            state[1] = state[0];
            state[0] = w;
            energy += output * output;
        }

        return energy;
    }

    /// <summary>The mean without the least and the greatest few, which are found by insertion sort.</summary>
    [Differentiable]
    public static double TrimmedMean(double[] x, int cut)
    {
        double[] sorted = [.. x];
        for (int i = 1; i < sorted.Length; i++)
        {
            double key = sorted[i];
            int j = i - 1;
            while (j >= 0 && sorted[j] > key)
            {
                sorted[j + 1] = sorted[j];
                j--;
            }

            sorted[j + 1] = key;
        }

        double sum = 0;
        foreach (double kept in sorted[cut..^cut])
            sum += kept;
        return sum / (sorted.Length - 2 * cut);
    }

    /// <summary>The squared errors of foretelling each value by the smoothed ones before it.</summary>
    [Differentiable]
    public static double SmoothingError(double alpha, ReadOnlySpan<double> series)
    {
        double level = series[0], error = 0;
        foreach (double value in series[1..])
        {
            double miss = value - level;
            error += miss * miss;
            level += alpha * miss;
        }

        return error;
    }
}
