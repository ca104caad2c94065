using System.Numerics;

namespace Backprop.Tests.Routines;

/// <content>The earth, shapes, particles.</content>
internal static partial class ClosedForms
{
    /// <summary>A step north or east at an end changes the distance by its part along the great circle.</summary>
    public static double[] GreatCircle(double[] p, double radius)
    {
        double degree = Math.PI / 180, phi1 = p[0] * degree, phi2 = p[2] * degree, lambda = (p[3] - p[1]) * degree;
        (double sin1, double cos1) = Math.SinCos(phi1);
        (double sin2, double cos2) = Math.SinCos(phi2);
        double start = Math.Atan2(Math.Sin(lambda) * cos2, cos1 * sin2 - sin1 * cos2 * Math.Cos(lambda));
        double end = Math.Atan2(Math.Sin(lambda) * cos1, sin2 * cos1 * Math.Cos(lambda) - cos2 * sin1);
        double r = radius * degree;
        return [-r * Math.Cos(start), -r * cos1 * Math.Sin(start), r * Math.Cos(end), r * cos2 * Math.Sin(end)];
    }

    public static double[] Shoelace(double[] p) =>
    [
        .. Enumerable.Range(0, 4).Select(i => (p[4 + (i + 1) % 4] - p[4 + (i + 3) % 4]) / 2),
        .. Enumerable.Range(0, 4).Select(i => (p[(i + 3) % 4] - p[(i + 1) % 4]) / 2),
    ];

    /// <summary>Between l and r, both less the level: l/(l − r).</summary>
    public static double[] FirstCrossing(double[] p)
    {
        int at = Enumerable.Range(1, p.Length - 2).First(k => k % 3 != 0 && (p[k] - p[0]) * (p[k + 1] - p[0]) < 0);
        double l = p[at] - p[0], r = p[at + 1] - p[0];
        double[] d = new double[p.Length];
        d[0] = -1 / (l - r);
        d[at] = -r / ((l - r) * (l - r));
        d[at + 1] = l / ((l - r) * (l - r));
        return d;
    }

    /// <summary>Where |o + t·d − c| = R, with n the normal: n·(do + t·dd + d·dt − dc) = dR.</summary>
    public static double[] SphereHit(double[] p)
    {
        double t = Geometry.SphereTrace(p[..3], p[3..6], Flat.Rows(p[6..], 4, 4));
        double[] hit = [.. Enumerable.Range(0, 3).Select(i => p[i] + t * p[3 + i])];
        double[][] normals = [Normal(p[6..10]), Normal(p[10..])];
        int which = Enumerable.Range(0, 2).MinBy(s => Math.Abs(normals[s].Sum(n => n * n) - 1));
        double[] normal = normals[which], none = new double[4];
        double along = Enumerable.Range(0, 3).Sum(i => normal[i] * p[3 + i]);
        double[] sphere = [.. normal.Select(n => n / along), 1 / along];
        return
        [
            .. normal.Select(n => -n / along), .. normal.Select(n => -t * n / along),
            .. which == 0 ? sphere : none, .. which == 1 ? sphere : none,
        ];

        double[] Normal(double[] of) => [.. hit.Zip(of, (at, center) => (at - center) / of[3])];
    }

    /// <summary>z′ ← 2·z·z′ + 1 beside z ← z² + c.</summary>
    public static double[] Escape(double[] p)
    {
        Complex c = new(p[0], p[1]), z = 0, slope = 0;
        while (z.Magnitude <= 1000)
        {
            slope = 2 * z * slope + 1;
            z = z * z + c;
        }

        Complex toC = slope / z / (-Math.Log(2) * Math.Log(z.Magnitude));
        return [toC.Real, -toC.Imaginary];
    }

    /// <summary>E = Σ 4·ε·(s¹² − s⁶), s = σ/r, of which d/dr is −24·ε·(2·s¹² − s⁶)/r.</summary>
    public static double[] LennardJones(double[] p, double cutoff)
    {
        int n = p.Length / 2 - 1;
        double energy = 0, dsize = 0;
        double[] forces = new double[2 * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double x = p[2 + 2 * i] - p[2 + 2 * j], y = p[3 + 2 * i] - p[3 + 2 * j], r = Math.Sqrt(x * x + y * y);
                if (i == j || r > cutoff)
                    continue;
                double s6 = Math.Pow(p[1] / r, 6), slope = -24 * p[0] * (2 * s6 * s6 - s6) / r;
                energy += 2 * p[0] * (s6 * s6 - s6); // each pair is met twice
                dsize -= slope * r / p[1] / 2;
                forces[2 * i] += slope * x / r;
                forces[2 * i + 1] += slope * y / r;
            }
        }

        return [energy / p[0], dsize, .. forces];
    }
}
