using System;

namespace Backprop.Tests.Routines;

/// <summary>Polynomials by their recurrences.</summary>
internal static partial class Polynomials
{
    /// <summary>c₀ + c₁·x + c₂·x² + …, from the highest down.</summary>
    [Differentiable]
    public static double Horner(double x, ReadOnlySpan<double> c)
    {
        double y = c[^1];
        for (int i = c.Length - 2; i >= 0; i--)
            y = y * x + c[i];
        return y;
    }

    /// <summary>The sum of cₖ·Tₖ(x) over Chebyshev's polynomials.</summary>
    [Differentiable]
    public static double Clenshaw(double x, double[] c)
    {
        double b1 = 0, b2 = 0;
        for (int k = c.Length - 1; k > 0; k--)
            (b1, b2) = (2 * x * b1 - b2 + c[k], b1);
        return x * b1 - b2 + c[0];
    }

    /// <summary>Legendre's polynomial of a degree: k·Pₖ = (2k − 1)·x·Pₖ₋₁ − (k − 1)·Pₖ₋₂.</summary>
    [Differentiable]
    public static double Legendre(double x, int degree)
    {
        if (degree == 0)
            return 1;

        double previous = 1, current = x;
        for (int k = 2; k <= degree; k++)
        {
            double next = ((2 * k - 1) * x * current - (k - 1) * previous) / k;
            previous = current;
            current = next;
        }

        return current;
    }

    /// <summary>The value at x of the polynomial with these roots, from its coefficients, which are multiplied out in place.</summary>
    [Differentiable]
    public static double FromRoots(double x, ReadOnlySpan<double> roots)
    {
        Span<double> c = stackalloc double[roots.Length + 1];
        c.Clear();
        c[0] = 1;
        int degree = 0;
        foreach (double root in roots)
        {
            degree++;
            for (int i = degree; i > 0; i--)
                c[i] = c[i - 1] - root * c[i];
            c[0] *= -root;
        }

        return Horner(x, c);
    }
}
