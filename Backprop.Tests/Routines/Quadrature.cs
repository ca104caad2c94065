using System;

namespace Backprop.Tests.Routines;

/// <summary>The integral of the bell e^(−k·x²) from a to b.</summary>
internal static partial class Quadrature
{
    /// <summary>Composite Simpson with n panels, n even.</summary>
    [Differentiable]
    public static double Simpson(double a, double b, double k, int n)
    {
        double h = (b - a) / n;
        double sum = Bell(a, k) + Bell(b, k);
        for (int i = 1; i < n; i++)
            sum += (i % 2 == 0 ? 2 : 4) * Bell(a + i * h, k);
        return sum * h / 3;
    }

    /// <summary>Five points of Gauss–Legendre in each of n panels.</summary>
    [Differentiable]
    public static double GaussLegendre(double a, double b, double k, int panels)
    {
        ReadOnlySpan<double> nodes = [-0.906179845938664, -0.5384693101056831, 0, 0.5384693101056831, 0.906179845938664];
        ReadOnlySpan<double> weights =
            [0.23692688505618908, 0.47862867049936647, 0.5688888888888889, 0.47862867049936647, 0.23692688505618908];
        double half = (b - a) / (2 * panels);
        double sum = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            double middle = a + (2 * panel + 1) * half;
            for (int i = 0; i < nodes.Length; i++)
            {
                sum += weights[i] * Bell(middle + half * nodes[i], k);
            }
        }

        return half * sum;
    }

    /// <summary>Trapezoids of halved width, extrapolated to width 0 in a triangular table.</summary>
    [Differentiable]
    public static double Romberg(double a, double b, double k, int levels)
    {
        double[,] r = new double[levels, levels];
        double h = b - a;
        r[0, 0] = h / 2 * (Bell(a, k) + Bell(b, k));
        for (int i = 1; i < levels; i++)
        {
            h /= 2;
            double sum = 0;
            for (int j = 1; j < 1 << i; j += 2)
                sum += Bell(a + j * h, k);
            r[i, 0] = r[i - 1, 0] / 2 + h * sum;

            double power = 1;
            for (int j = 1; j <= i; j++)
            {
                power *= 4;
                r[i, j] = r[i, j - 1] + (r[i, j - 1] - r[i - 1, j - 1]) / (power - 1);
            }
        }

        return r[levels - 1, levels - 1];
    }

    /// <summary>Simpson, halving a panel until its halves agree with it; the panels that wait lie on a stack.</summary>
    [Differentiable]
    public static double Adaptive(double a, double b, double k, [NonDifferentiable] double tolerance)
    {
        Span<double> left = stackalloc double[64], right = stackalloc double[64];
        int top = 0;
        left[0] = a;
        right[0] = b;
        double total = 0;
        while (top >= 0)
        {
            double low = left[top], high = right[top];
            top--;
            double middle = (low + high) / 2;
            double whole = Panel(low, high, k);
            double halves = Panel(low, middle, k) + Panel(middle, high, k);
            if (Math.Abs(halves - whole) <= 15 * tolerance || top > 60)
            {
                total += halves + (halves - whole) / 15;
                continue;
            }

            left[++top] = middle;
            right[top] = high;
            left[++top] = low;
            right[top] = middle;
        }

        return total;
    }

    private static double Panel(double a, double b, double k) => (b - a) / 6 * (Bell(a, k) + 4 * Bell((a + b) / 2, k) + Bell(b, k));

    private static double Bell(double x, double k) => Math.Exp(-k * x * x);
}
