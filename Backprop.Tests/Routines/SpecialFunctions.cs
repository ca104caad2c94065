using System;

namespace Backprop.Tests.Routines;

/// <summary>Functions that Math lacks, by series, recurrences and continued fractions.</summary>
internal static partial class SpecialFunctions
{
    // g = 7, n = 9, after Godfrey.
    private static readonly double[] LanczosCoefficients =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>J₀(x) by its power series.</summary>
    [Differentiable]
    public static double BesselJ0(double x)
    {
        double q = -0.25 * x * x;
        double term = 1, sum = 1;
        for (int k = 1; Math.Abs(term) > 1e-18; k++)
        {
            term *= q / (k * k);
            sum += term;
        }

        return sum;
    }

    /// <summary>Γ(x), left of ½ by reflection.</summary>
    [Differentiable]
    public static double Gamma(double x) => x < 0.5 ? Math.PI / (Math.Sin(Math.PI * x) * Lanczos(1 - x)) : Lanczos(x);

    /// <summary>erf(x) by its power series.</summary>
    [Differentiable]
    public static double Erf(double x)
    {
        double term = x, sum = x;
        int n = 0;
        do
        {
            n++;
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        while (Math.Abs(term) > 1e-18);

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>The regularized lower incomplete gamma function P(a, x).</summary>
    /// <remarks>Numerical Recipes, §6.2: a series left of a + 1, right of it Lentz's continued fraction for 1 − P.</remarks>
    [Differentiable]
    public static double GammaP(double a, double x)
    {
        double front = Math.Exp(a * Math.Log(x) - x) / Gamma(a);
        if (x < a + 1)
        {
            double term = 1 / a, sum = term;
            for (int n = 1; n < 500; n++)
            {
                term *= x / (a + n);
                sum += term;
                if (term < sum * 1e-17)
                    return front * sum;
            }
        }

        double b = x + 1 - a, c = 1e300, d = 1 / b, fraction = d;
        for (int i = 1; i < 500; i++)
        {
            double an = -i * (i - a);
            b += 2;
            d = 1 / (an * d + b);
            c = b + an / c;
            double factor = d * c;
            fraction *= factor;
            if (Math.Abs(factor - 1) < 1e-15)
                break;
        }

        return 1 - front * fraction;
    }

    /// <summary>K(m), the complete elliptic integral of the first kind, by the arithmetic-geometric mean.</summary>
    [Differentiable]
    public static double EllipticK(double m)
    {
        double a = 1, g = Math.Sqrt(1 - m);
        do
            (a, g) = ((a + g) / 2, Math.Sqrt(a * g));
        while (Math.Abs(a - g) > 1e-12);

        return Math.PI / (2 * a);
    }

    /// <summary>ζ(s), s > 1, by Euler and Maclaurin from 10 on.</summary>
    [Differentiable]
    public static double Zeta(double s)
    {
        const int N = 10;
        ReadOnlySpan<double> bernoulli = [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6];
        double sum = 0;
        for (int n = 1; n < N; n++)
            sum += Math.Pow(n, -s);
        sum += Math.Pow(N, 1 - s) / (s - 1) + Math.Pow(N, -s) / 2;

        double factor = s * Math.Pow(N, -s - 1) / 2;
        int k = 0;
        foreach (double b in bernoulli)
        {
            sum += b * factor;
            factor *= (s + 2 * k + 1) * (s + 2 * k + 2) / ((2 * k + 3) * (2 * k + 4) * N * N);
            k++;
        }

        return sum;
    }

    private static double Lanczos(double x)
    {
        double z = x - 1, t = z + 7.5, sum = LanczosCoefficients[0];
        for (int i = 1; i < LanczosCoefficients.Length; i++)
            sum += LanczosCoefficients[i] / (z + i);
        return Math.Sqrt(2 * Math.PI) * Math.Pow(t, z + 0.5) * Math.Exp(-t) * sum;
    }
}
