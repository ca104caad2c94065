using System;

namespace Backprop.Tests.Routines;

/// <summary>Numbers about numbers.</summary>
internal static partial class Statistics
{
    /// <summary>The variance in one pass, after Welford.</summary>
    [Differentiable]
    public static double Variance(ReadOnlySpan<double> x)
    {
        double mean = 0, squares = 0;
        int n = 0;
        foreach (double value in x)
        {
            n++;
            double before = value - mean;
            mean += before / n;
            squares += before * (value - mean);
        }

        return squares / (n - 1);
    }

    /// <summary>Pearson's correlation.</summary>
    [Differentiable]
    public static double Correlation(double[] x, double[] y)
    {
        double meanX = 0, meanY = 0;
        for (int i = 0; i < x.Length; i++)
        {
            meanX += x[i] / x.Length;
            meanY += y[i] / y.Length;
        }

        double xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - meanX, dy = y[i] - meanY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }

        return xy / Math.Sqrt(xx * yy);
    }

    /// <summary>The entropy of a histogram into which each sample goes in parts, to the two bins beside it.</summary>
    [Differentiable]
    public static double SoftHistogramEntropy(ReadOnlySpan<double> samples, int bins)
    {
        Span<double> counts = stackalloc double[bins];
        counts.Fill(0.5);
        foreach (double sample in samples)
        {
            int bin = (int)sample;
            if (bin < 0 || bin >= bins - 1)
                continue;
            double part = sample - bin;
            counts[bin] += 1 - part;
            counts[bin + 1] += part;
        }

        double total = 0;
        foreach (double count in counts)
            total += count;

        double entropy = 0;
        foreach (double count in counts)
        {
            double p = count / total;
            entropy -= p * Math.Log(p);
        }

        return entropy;
    }
}
