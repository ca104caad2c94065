namespace Backprop.Tests.Routines;

/// <summary>Derivatives by formula, in the order of a case's arguments; they share no code with the routines but their values.</summary>
internal static partial class ClosedForms
{
    private const double Gravity = 9.81;

    /// <summary>The derivatives of a linear function.</summary>
    public static double[] Linear(Func<double[], double> function, int size) =>
        [.. Enumerable.Range(0, size).Select(i => function([.. Enumerable.Range(0, size).Select(j => j == i ? 1.0 : 0)]))];

    /// <summary>∂/∂k by parts: ∫ x²·e^(−kx²) = (∫ e^(−kx²) − [x·e^(−kx²)]) / 2k.</summary>
    public static double[] BellIntegral(double[] p)
    {
        double a = p[0], b = p[1], k = p[2];
        double atA = Math.Exp(-k * a * a), atB = Math.Exp(-k * b * b);
        return [-atA, atB, (b * atB - a * atA - Quadrature.GaussLegendre(a, b, k, 16)) / (2 * k)];
    }

    /// <summary>u = g(u), so du = dg/(1 − ∂g/∂u), and f = 1/u².</summary>
    public static double[] Colebrook(double[] p)
    {
        double u = 1 / Math.Sqrt(RootFinding.Colebrook(p[0], p[1]));
        double outer = -2 / (Math.Log(10) * (p[1] / 3.7 + 2.51 * u / p[0]));
        double toF = -2 / (u * u * u) / (1 - outer * 2.51 / p[0]);
        return [-toF * outer * 2.51 * u / (p[0] * p[0]), toF * outer / 3.7];
    }

    /// <summary>A pendulum let go at an angle, as long as it must be to hang straight after a second.</summary>
    public static double[] QuarterSwing(double theta) =>
        [theta, 0, Gravity / Math.Pow(SpecialFunctions.EllipticK(Math.Pow(Math.Sin(theta / 2), 2)), 2)];

    /// <summary>
    /// A quarter period is √(l/g)·K(sin²(θ/2)), and θ passes 0 with −2·√(g/l)·sin(θ/2) then. A push at the start is, to first
    /// order, a shift in time.
    /// </summary>
    public static double[] AfterAQuarterSwing(double[] p)
    {
        double sin = Math.Sin(p[0] / 2), speed = -2 * Math.Sqrt(Gravity / p[2]) * sin;
        double later = Math.Sqrt(p[2] / Gravity) * EllipticKSlope(sin * sin) * Math.Sin(p[0]) / 2;
        return [-speed * later, -speed * p[2] / (Gravity * Math.Sin(p[0])), -speed / (2 * p[2])];
    }

    /// <summary>On the z axis z′ = −β·z, of which 20 steps of 0.01 make a power of e's series up to the fourth term.</summary>
    public static double[] LorenzOnTheAxis(double[] p)
    {
        double x = -p[2] * 0.01, factor = 1 + x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4))), slope = 1 + x * (1 + x / 2 * (1 + x / 3));
        return [0, 0, -0.01 * p[5] * 20 * Math.Pow(factor, 19) * slope, 0, 0, Math.Pow(factor, 20)];
    }

    public static double[] HalfSine(int size) => [.. Enumerable.Range(0, size).Select(i => Math.Sin(Math.PI * i / (size - 1)))];

    /// <summary>How the middle of a half sine, which every step multiplies by 1 − 4·r·sin²(π/2(n − 1)), changes with r.</summary>
    public static double SineDecay(double r, int size, int steps)
    {
        double slope = -4 * Math.Pow(Math.Sin(Math.PI / (2 * (size - 1))), 2);
        return steps * Math.Pow(1 + slope * r, steps - 1) * slope;
    }

    public static double[] Rosenbrock(double[] x)
    {
        double[] d = new double[x.Length];
        for (int i = 0; i < x.Length - 1; i++)
        {
            double a = x[i + 1] - x[i] * x[i];
            d[i] += -400 * x[i] * a - 2 * (1 - x[i]);
            d[i + 1] += 200 * a;
        }

        return d;
    }

    /// <summary>½·Σ λ·x²·(1 − η·λ)²ⁿ.</summary>
    public static double[] PlainDescent(double[] p, int steps)
    {
        double[] curvature = p[2..4], start = p[4..];
        double drate = 0;
        double[] dcurvature = new double[2], dstart = new double[2];
        for (int i = 0; i < 2; i++)
        {
            double factor = 1 - p[0] * curvature[i], odd = Math.Pow(factor, 2 * steps - 1), even = odd * factor;
            double common = curvature[i] * start[i] * start[i] * steps * odd;
            drate -= common * curvature[i];
            dcurvature[i] = 0.5 * start[i] * start[i] * even - common * p[0];
            dstart[i] = curvature[i] * start[i] * even;
        }

        return [drate, double.NaN, .. dcurvature, .. dstart];
    }
}
