namespace Backprop.Tests.Routines;

/// <content>Clusters and layers.</content>
internal static partial class ClosedForms
{
    /// <summary>Three points near the first center, three near the second.</summary>
    public static double[] TwoHeaps(double[] p)
    {
        double[] toPoints = [.. Enumerable.Range(0, 12).Select(k => 2 * (p[k] - p[12 + 2 * (k / 6) + k % 2]))];
        return [.. toPoints, .. Enumerable.Range(0, 4).Select(c => -Enumerable.Range(0, 3).Sum(i => toPoints[c / 2 * 6 + i * 2 + c % 2]))];
    }

    /// <summary>Centers that are means are minima, so that only the points' own squares change.</summary>
    public static double[] TwoHeapsSettled(double[] p) =>
    [
        .. Enumerable.Range(0, 12).Select(k => 2 * (p[k] - Enumerable.Range(0, 3).Average(i => p[6 * (k / 6) + 2 * i + k % 2]))),
        0, 0, 0, 0,
    ];

    /// <summary>Each sample counts in each normal distribution by its responsibility.</summary>
    public static double[] Mixture(double[] p, double[] data)
    {
        double[] d = new double[6];
        foreach (double x in data)
        {
            double[] z = [(x - p[2]) / p[4], (x - p[3]) / p[5]];
            double[] density = [.. Enumerable.Range(0, 2).Select(k => p[k] / p[4 + k] * Math.Exp(-z[k] * z[k] / 2))];
            for (int k = 0; k < 2; k++)
            {
                double responsibility = density[k] / density.Sum();
                d[k] += responsibility / p[k];
                d[2 + k] += responsibility * z[k] / p[4 + k];
                d[4 + k] += responsibility * (z[k] * z[k] - 1) / p[4 + k];
            }
        }

        return d;
    }

    public static double[] SoftmaxLoss(double[] logits, int label)
    {
        double[] e = [.. logits.Select(l => Math.Exp(l - logits.Max()))];
        return [.. e.Select((x, i) => x / e.Sum() - (i == label ? 1 : 0))];
    }

    /// <summary>s·(u − mean u − x̂·mean(u·x̂)), u = gain·v.</summary>
    public static double[] LayerNorm(double[] p, double[] v)
    {
        double[] x = p[..3], u = [.. v.Zip(p[3..6], (a, b) => a * b)];
        double scale = 1 / Math.Sqrt(x.Average(a => Math.Pow(a - x.Average(), 2)) + 1e-5);
        double[] normal = [.. x.Select(a => (a - x.Average()) * scale)];
        double along = u.Zip(normal, (a, b) => a * b).Average();
        return [.. u.Select((a, i) => scale * (a - u.Average() - normal[i] * along)), .. v.Zip(normal, (a, b) => a * b), .. v];
    }

    /// <summary>Two inputs, two and two hidden neurons, one output, by the chain rule on paper; the target is ¼.</summary>
    public static double[] PerceptronOfThreeLayers(double[] p)
    {
        double[] x = p[..2], w = p[2..8], v = p[8..14], o = p[14..];
        double[] h = Hidden(w, x), g = Hidden(v, h);
        double error = o[0] * g[0] + o[1] * g[1] + o[2] - 0.25;
        double[] dg = [.. g.Select((a, i) => error * o[i] * (1 - a * a))];
        double[] dh = [.. h.Select((a, j) => (dg[0] * v[j] + dg[1] * v[3 + j]) * (1 - a * a))];
        double[] dx = [.. x.Select((_, j) => dh[0] * w[j] + dh[1] * w[3 + j])];
        return [.. dx, .. Weights(dh, x), .. Weights(dg, h), error * g[0], error * g[1], error];

        static double[] Hidden(double[] w, double[] x) =>
            [Math.Tanh(w[0] * x[0] + w[1] * x[1] + w[2]), Math.Tanh(w[3] * x[0] + w[4] * x[1] + w[5])];

        static double[] Weights(double[] d, double[] x) => [d[0] * x[0], d[0] * x[1], d[0], d[1] * x[0], d[1] * x[1], d[1]];
    }
}
