using System;

namespace Backprop.Tests.Routines;

/// <summary>Roots by iteration until they stand still.</summary>
internal static partial class RootFinding
{
    /// <summary>Heron's rule, which is Newton's for x² = a.</summary>
    [Differentiable]
    public static double SquareRoot(double a)
    {
        double x = a;
        while (Math.Abs(x * x - a) > 1e-12)
        {
            x = 0.5 * (x + a / x);
        }

        return x;
    }

    /// <summary>Newton for Kepler's equation E − e·sin E = M.</summary>
    [Differentiable]
    public static double Kepler(double mean, double eccentricity)
    {
        double anomaly = mean;
        double step = 1;
        while (Math.Abs(step) > 1e-12)
        {
            step = (anomaly - eccentricity * Math.Sin(anomaly) - mean) / (1 - eccentricity * Math.Cos(anomaly));
            anomaly -= step;
        }

        return anomaly;
    }

    /// <summary>W(c), where W·e^W = c, c > 0: bisection, and one step of Newton.</summary>
    /// <remarks>
    /// The ends of the bracket are constants between jumps: what is bisected has no derivative. The last step gives it the one of
    /// the root.
    /// </remarks>
    [Differentiable]
    public static double LambertW(double c)
    {
        double low = 0, high = 1;
        while (high * Math.Exp(high) < c)
            high *= 2;

        for (int i = 0; i < 60; i++)
        {
            double middle = 0.5 * (low + high);
            if (middle * Math.Exp(middle) < c)
                low = middle;
            else
                high = middle;
        }

        double w = 0.5 * (low + high), e = Math.Exp(w);
        return w - (w * e - c) / (e * (w + 1));
    }

    /// <summary>The secant rule for cos x = a·x, from 0 and 1.</summary>
    [Differentiable]
    public static double Secant(double a)
    {
        double x0 = 0, x1 = 1;
        double f0 = Math.Cos(x0) - a * x0;
        do
        {
            double f1 = Math.Cos(x1) - a * x1;
            (x0, x1, f0) = (x1, x1 - f1 * (x1 - x0) / (f1 - f0), f1);
        }
        while (Math.Abs(x1 - x0) > 1e-9);

        return x1;
    }

    /// <summary>The friction factor of a pipe after Colebrook: 1/√f = −2·log₁₀(k/3.7 + 2.51/(Re·√f)), by iteration.</summary>
    [Differentiable]
    public static double Colebrook(double reynolds, double roughness)
    {
        double inverseRoot = 8;
        for (int i = 0; ; i++)
        {
            double next = -2 * Math.Log10(roughness / 3.7 + 2.51 * inverseRoot / reynolds);
            double change = next - inverseRoot;
            inverseRoot = next;
            if (i == 100 || Math.Abs(change) < 1e-14)
                break;
        }

        return 1 / (inverseRoot * inverseRoot);
    }
}
