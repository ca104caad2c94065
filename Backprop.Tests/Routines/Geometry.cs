using System;

namespace Backprop.Tests.Routines;

/// <summary>Areas, crossings and distances.</summary>
internal static partial class Geometry
{
    /// <summary>The area of a polygon, positive where it turns left.</summary>
    [Differentiable]
    public static double ShoelaceArea(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            int next = (i + 1) % x.Length;
            sum += x[i] * y[next] - x[next] * y[i];
        }

        return sum / 2;
    }

    /// <summary>Where, row by row, a field first rises or falls through a level; −1 where it never does.</summary>
    [Differentiable]
    public static double FirstCrossing(double level, double[,] field)
    {
        for (int i = 0; i < field.GetLength(0); i++)
        {
            for (int j = 0; j + 1 < field.GetLength(1); j++)
            {
                double left = field[i, j] - level, right = field[i, j + 1] - level;
                if (left == 0)
                    return j;
                if (left * right < 0)
                    return j + left / (left - right);
            }
        }

        return -1;
    }

    /// <summary>How far a ray goes until it meets the first of some spheres, rows of (x, y, z, radius), by sphere tracing.</summary>
    /// <remarks>Stops 1e-9 before the sphere, and goes the rest of the way as if the sphere were flat there.</remarks>
    [Differentiable]
    public static double SphereTrace(double[] origin, double[] direction, double[][] spheres)
    {
        double t = 0, previous = 0, before = 0;
        for (int step = 0; step < 500; step++)
        {
            double nearest = double.MaxValue;
            foreach (double[] sphere in spheres)
            {
                double squares = 0;
                for (int i = 0; i < 3; i++)
                {
                    double apart = origin[i] + t * direction[i] - sphere[i];
                    squares += apart * apart;
                }

                nearest = Math.Min(nearest, Math.Sqrt(squares) - sphere[^1]);
            }

            if (nearest < 1e-9)
                return t + nearest * (t - previous) / (before - nearest);
            (previous, before) = (t, nearest);
            t += nearest;
            if (t > 100)
                break;
        }

        return double.PositiveInfinity;
    }

    /// <summary>How fast c escapes under z ← z² + c: n + 1 − log₂ log |z|; 0 where it does not.</summary>
    [Differentiable]
    public static double MandelbrotEscape(double cx, double cy, int iterations)
    {
        double x = 0, y = 0;
        for (int n = 0; n < iterations; n++)
        {
            (x, y) = (x * x - y * y + cx, 2 * x * y + cy);
            double r2 = x * x + y * y;
            if (r2 > 1e6)
                return n + 1 - Math.Log2(0.5 * Math.Log(r2));
        }

        return 0;
    }
}
