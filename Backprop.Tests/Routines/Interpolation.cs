using System;

namespace Backprop.Tests.Routines;

/// <summary>Values between values.</summary>
internal static partial class Interpolation
{
    /// <summary>The natural cubic spline through points, at x; its second derivatives by a tridiagonal solve.</summary>
    [Differentiable]
    public static double CubicSpline(double x, double[] xs, double[] ys)
    {
        int n = xs.Length;
        double[] second = new double[n], u = new double[n];
        for (int i = 1; i < n - 1; i++)
        {
            double ratio = (xs[i] - xs[i - 1]) / (xs[i + 1] - xs[i - 1]);
            double pivot = ratio * second[i - 1] + 2;
            double jump = (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]) - (ys[i] - ys[i - 1]) / (xs[i] - xs[i - 1]);
            second[i] = (ratio - 1) / pivot;
            u[i] = (6 * jump / (xs[i + 1] - xs[i - 1]) - ratio * u[i - 1]) / pivot;
        }

        second[^1] = 0;
        for (int i = n - 2; i >= 0; i--)
            second[i] = second[i] * second[i + 1] + u[i];

        int low = 0, high = n - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (xs[middle] > x)
                high = middle;
            else
                low = middle;
        }

        double h = xs[high] - xs[low], a = (xs[high] - x) / h, b = (x - xs[low]) / h;
        return a * ys[low] + b * ys[high] + ((a * a * a - a) * second[low] + (b * b * b - b) * second[high]) * h * h / 6;
    }

    /// <summary>The polynomial through points, at x, after Neville: each round interpolates between neighbours of the last.</summary>
    [Differentiable]
    public static double Neville(double x, ReadOnlySpan<double> xs, ReadOnlySpan<double> ys)
    {
        double[] p = ys.ToArray();
        for (int width = 1; width < p.Length; width++)
        {
            for (int i = 0; i < p.Length - width; i++)
                p[i] = ((x - xs[i + width]) * p[i] + (xs[i] - x) * p[i + 1]) / (xs[i] - xs[i + width]);
        }

        return p[0];
    }

    /// <summary>A point of a Bézier curve, after de Casteljau, in the array of its control points.</summary>
    [Differentiable]
    public static double Bezier(double t, Span<double> control)
    {
        for (Span<double> rest = control; rest.Length > 1; rest = rest[..^1])
        {
            for (int i = 0; i < rest.Length - 1; i++)
                rest[i] += t * (rest[i + 1] - rest[i]);
        }

        return control[0];
    }

    /// <summary>Between the four corners of the cell of a grid; outside, the nearest cell is extended.</summary>
    [Differentiable]
    public static double Bilinear(double x, double y, double[,] grid)
    {
        int i = Math.Clamp((int)Math.Floor(x), 0, grid.GetLength(0) - 2), j = Math.Clamp((int)Math.Floor(y), 0, grid.GetLength(1) - 2);
        double u = x - i, v = y - j, sum = 0;
        for (int a = 0; a < 2; a++)
        {
            for (int b = 0; b < 2; b++)
                sum += (a == 0 ? 1 - u : u) * (b == 0 ? 1 - v : v) * grid[i + a, j + b];
        }

        return sum;
    }
}
