using System;

namespace Backprop.Tests.Routines;

/// <summary>Differential equations, step by step.</summary>
internal static partial class Ode
{
    private const double Gravity = 9.81;

    /// <summary>Where a pendulum of some length (m) is after some steps of Runge–Kutta: θ″ = −(g/l)·sin θ.</summary>
    [Differentiable]
    public static double Pendulum(double theta, double omega, double length, [NonDifferentiable] double dt, int steps)
    {
        double pull = -Gravity / length;
        for (int i = 0; i < steps; i++)
        {
            double k1 = omega, m1 = pull * Math.Sin(theta);
            double k2 = omega + dt / 2 * m1, m2 = pull * Math.Sin(theta + dt / 2 * k1);
            double k3 = omega + dt / 2 * m2, m3 = pull * Math.Sin(theta + dt / 2 * k2);
            double k4 = omega + dt * m3, m4 = pull * Math.Sin(theta + dt * k3);
            theta += dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
            omega += dt / 6 * (m1 + 2 * m2 + 2 * m3 + m4);
        }

        return theta;
    }

    /// <summary>How far from the origin Lorenz's system is after some steps of Runge–Kutta.</summary>
    [Differentiable]
    public static double Lorenz(
        double sigma, double rho, double beta, ReadOnlySpan<double> start, [NonDifferentiable] double dt, int steps)
    {
        double[] s = [start[0], start[1], start[2]];
        double[] k1 = new double[3], k2 = new double[3], k3 = new double[3], k4 = new double[3], at = new double[3];
        for (int step = 0; step < steps; step++)
        {
            LorenzSlope(s, sigma, rho, beta, k1);
            Move(s, k1, dt / 2, at);
            LorenzSlope(at, sigma, rho, beta, k2);
            Move(s, k2, dt / 2, at);
            LorenzSlope(at, sigma, rho, beta, k3);
            Move(s, k3, dt, at);
            LorenzSlope(at, sigma, rho, beta, k4);
            for (int i = 0; i < 3; i++)
                s[i] += dt / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }

        return Math.Sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
    }

    /// <summary>The distance of a body from its sun after some steps of leapfrog; position and velocity are moved in place.</summary>
    [Differentiable]
    public static double Orbit(double mass, Span<double> q, Span<double> v, [NonDifferentiable] double dt, int steps)
    {
        Span<double> pull = stackalloc double[q.Length];
        Accelerate(q, mass, pull);
        while (steps-- > 0)
        {
            for (int i = 0; i < q.Length; i++)
            {
                v[i] += dt / 2 * pull[i];
                q[i] += dt * v[i];
            }

            Accelerate(q, mass, pull);
            for (int i = 0; i < q.Length; i++)
                v[i] += dt / 2 * pull[i];
        }

        return Length(q);
    }

    /// <summary>The middle of a rod whose ends are held at their temperature; r is the diffusivity in units of dx²/dt.</summary>
    [Differentiable]
    public static double HeatRod(double r, double[] start, int steps)
    {
        double[] u = new double[start.Length], next = new double[start.Length];
        start.CopyTo(u, 0);
        start.CopyTo(next, 0);
        for (int step = 0; step < steps; step++)
        {
            for (int i = 1; i < u.Length - 1; i++)
                next[i] = u[i] + r * (u[i - 1] - 2 * u[i] + u[i + 1]);
            (u, next) = (next, u);
        }

        return u[u.Length / 2];
    }

    /// <summary>y′ = −k·(y − cos t) from 0 to the end by Heun's rule, which halves its step where Euler's is far off.</summary>
    [Differentiable]
    public static double AdaptiveHeun(double y, double k, [NonDifferentiable] double end, [NonDifferentiable] double tolerance)
    {
        double t = 0, h = 0.1;
        while (t < end)
        {
            h = Math.Min(h, end - t);
            double slope = -k * (y - Math.Cos(t));
            double slopeAtEnd = -k * (y + h * slope - Math.Cos(t + h));
            double error = Math.Abs(h / 2 * (slopeAtEnd - slope));
            if (error > tolerance)
            {
                h /= 2;
                continue;
            }

            y += h / 2 * (slope + slopeAtEnd);
            t += h;
            if (error < tolerance / 8)
                h *= 2;
        }

        return y;
    }

    private static void LorenzSlope(double[] s, double sigma, double rho, double beta, double[] slope)
    {
        slope[0] = sigma * (s[1] - s[0]);
        slope[1] = s[0] * (rho - s[2]) - s[1];
        slope[2] = s[0] * s[1] - beta * s[2];
    }

    private static void Move(double[] from, double[] slope, double h, double[] to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = from[i] + h * slope[i];
    }

    private static void Accelerate(ReadOnlySpan<double> q, double mass, Span<double> pull)
    {
        double r = Length(q);
        for (int i = 0; i < q.Length; i++)
            pull[i] = -mass * q[i] / (r * r * r);
    }

    private static double Length(ReadOnlySpan<double> q)
    {
        double sum = 0;
        foreach (double x in q)
            sum += x * x;
        return Math.Sqrt(sum);
    }
}
