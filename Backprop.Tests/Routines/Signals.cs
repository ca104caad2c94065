using System;

namespace Backprop.Tests.Routines;

/// <summary>Spectra and sums over samples.</summary>
internal static partial class Signals
{
    /// <summary>The energy in the first bins of the spectrum; the samples, a power of two of them, become the spectrum.</summary>
    [Differentiable]
    public static double FftEnergy(Span<double> re, Span<double> im, int bins)
    {
        Fft(re, im);
        double energy = 0;
        for (int k = 0; k < bins; k++)
            energy += re[k] * re[k] + im[k] * im[k];
        return energy;
    }

    /// <summary>The power at one frequency, in radians a sample, after Goertzel.</summary>
    [Differentiable]
    public static double Goertzel(double frequency, ReadOnlySpan<double> samples)
    {
        double coefficient = 2 * Math.Cos(frequency);
        double s1 = 0, s2 = 0;
        foreach (double sample in samples)
        {
            double s = sample + coefficient * s1 - s2;
            s2 = s1;
            s1 = s;
        }

        return s1 * s1 + s2 * s2 - coefficient * s1 * s2;
    }

    /// <summary>Σ xᵢ·xᵢ₊ₗ, the samples against themselves some places later.</summary>
    [Differentiable]
    public static double Autocorrelation(ReadOnlySpan<double> x, int lag) => Dot(x[lag..], x[..^lag]);

    /// <summary>The energy of the full convolution of two signals.</summary>
    [Differentiable]
    public static double ConvolutionEnergy(double[] x, double[] h)
    {
        double[] y = new double[x.Length + h.Length - 1];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < h.Length; j++)
                y[i + j] += x[i] * h[j];
        }

        double energy = 0;
        foreach (double value in y)
            energy += value * value;
        return energy;
    }

    /// <summary>The sum of the fourth powers of the Haar wavelet's coefficients, which are made in place, half by half.</summary>
    [Differentiable]
    public static double HaarFourthPowers(Span<double> x)
    {
        double[] buffer = new double[x.Length];
        double root = Math.Sqrt(0.5);
        for (int n = x.Length; n > 1; n /= 2)
        {
            int half = n / 2;
            for (int i = 0; i < half; i++)
            {
                buffer[i] = root * (x[2 * i] + x[2 * i + 1]);
                buffer[half + i] = root * (x[2 * i] - x[2 * i + 1]);
            }

            buffer.AsSpan(0, n).CopyTo(x);
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * x[i] * x[i] * x[i];
        return sum;
    }

    private static void Fft(Span<double> re, Span<double> im)
    {
        int n = re.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j ^= bit;
            if (i < j)
            {
                (re[i], re[j]) = (re[j], re[i]);
                (im[i], im[j]) = (im[j], im[i]);
            }
        }

        for (int length = 2; length <= n; length <<= 1)
        {
            double angle = -2 * Math.PI / length;
            for (int start = 0; start < n; start += length)
            {
                for (int k = 0; k < length / 2; k++)
                {
                    double cos = Math.Cos(angle * k), sin = Math.Sin(angle * k);
                    int p = start + k, q = p + length / 2;
                    double oddRe = re[q] * cos - im[q] * sin, oddIm = re[q] * sin + im[q] * cos;
                    (re[p], re[q]) = (re[p] + oddRe, re[p] - oddRe);
                    (im[p], im[q]) = (im[p] + oddIm, im[p] - oddIm);
                }
            }
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
