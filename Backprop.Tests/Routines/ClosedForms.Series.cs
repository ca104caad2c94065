using System.Numerics;

namespace Backprop.Tests.Routines;

/// <content>Signals, filters and sequences.</content>
internal static partial class ClosedForms
{
    /// <summary>Of Σ |Xₖ|², Xₖ = Σ zⱼ·e^(−2πijk/n): 2·Σ Xₖ·e^(2πijk/n), its real part to the real sample.</summary>
    public static double[] SpectralEnergy(double[] p, int bins)
    {
        int n = p.Length / 2;
        Complex[] slopes = new Complex[n];
        for (int k = 0; k < bins; k++)
        {
            Complex x = Enumerable.Range(0, n).Aggregate(Complex.Zero, (sum, j) => sum + new Complex(p[j], p[n + j]) * Turn(-j * k));
            for (int j = 0; j < n; j++)
                slopes[j] += 2 * x * Turn(j * k);
        }

        return [.. slopes.Select(s => s.Real), .. slopes.Select(s => s.Imaginary)];

        Complex Turn(int places) => Complex.FromPolarCoordinates(1, 2 * Math.PI * places / n);
    }

    /// <summary>Of |X|², X = Σ xⱼ·e^(−iωj).</summary>
    public static double[] Goertzel(double[] p)
    {
        Complex x = 0, slope = 0;
        for (int j = 0; j < p.Length - 1; j++)
        {
            Complex turned = p[j + 1] * Complex.FromPolarCoordinates(1, -p[0] * j);
            x += turned;
            slope -= Complex.ImaginaryOne * j * turned;
        }

        return
        [
            2 * (Complex.Conjugate(x) * slope).Real,
            .. Enumerable.Range(0, p.Length - 1).Select(j => 2 * (Complex.Conjugate(x) * Complex.FromPolarCoordinates(1, -p[0] * j)).Real),
        ];
    }

    public static double[] ConvolutionEnergy(double[] p)
    {
        double[] x = p[..5], h = p[5..], dx = new double[5], dh = new double[3];
        for (int k = 0; k < 7; k++)
        {
            double y = Enumerable.Range(0, 5).Where(i => k - i is >= 0 and < 3).Sum(i => x[i] * h[k - i]);
            for (int i = Math.Max(0, k - 2); i <= Math.Min(4, k); i++)
            {
                dx[i] += 2 * y * h[k - i];
                dh[k - i] += 2 * y * x[i];
            }
        }

        return [.. dx, .. dh];
    }

    public static double[] Correlation(double[] p)
    {
        double[] x = [.. p[..4].Select(v => v - p[..4].Average())], y = [.. p[4..].Select(v => v - p[4..].Average())];
        double xx = x.Sum(v => v * v), yy = y.Sum(v => v * v), r = x.Zip(y, (a, b) => a * b).Sum() / Math.Sqrt(xx * yy);
        return
        [
            .. Enumerable.Range(0, 4).Select(i => y[i] / Math.Sqrt(xx * yy) - r * x[i] / xx),
            .. Enumerable.Range(0, 4).Select(i => x[i] / Math.Sqrt(xx * yy) - r * y[i] / yy),
        ];
    }

    /// <summary>A sample that moves right takes from its left bin what it gives to the right one.</summary>
    public static double[] HistogramEntropy(double[] samples, int bins)
    {
        double[] counts = [.. Enumerable.Repeat(0.5, bins)];
        foreach (double sample in samples.Where(IsInside))
        {
            counts[(int)sample] += 1 - (sample - (int)sample);
            counts[(int)sample + 1] += sample - (int)sample;
        }

        return [.. samples.Select(s => IsInside(s) ? Math.Log(counts[(int)s] / counts[(int)s + 1]) / counts.Sum() : 0)];

        bool IsInside(double sample) => sample >= 0 && sample < bins - 1;
    }

    /// <summary>
    /// All measurements at once are normal, with S = E[z·zᵀ]: −S⁻¹·z to them, and −½·(tr S⁻¹S′ − zᵀ·S⁻¹·S′·S⁻¹·z) to what S
    /// depends on.
    /// </summary>
    public static double[] Kalman(double[] p)
    {
        double[] z = p[2..];
        double[,] byPush = Pushes(z.Length);
        double[,] inverse = Matrices.Inverse(Positions(p[0], p[1], z.Length));
        double[] solved = Matrices.Multiply(inverse, z), pushed = Matrices.Multiply(byPush, solved);
        double trace = Enumerable.Range(0, z.Length).Sum(i => Matrices.Multiply(inverse, byPush)[i, i]);
        return
        [
            -0.5 * (trace - solved.Zip(pushed, (a, b) => a * b).Sum()),
            -0.5 * (Enumerable.Range(0, z.Length).Sum(i => inverse[i, i]) - solved.Sum(s => s * s)),
            .. solved.Select(s => -s),
        ];
    }

    /// <summary>The covariance of measured positions: start and speed of variance 10, pushes of variance q, noise of variance r.</summary>
    public static double[,] Positions(double q, double r, int n)
    {
        double[,] pushes = Pushes(n);
        return Matrices.Of(n, n, (i, j) => 10 + 10 * (i + 1.0) * (j + 1) + q * pushes[i, j] + (i == j ? r : 0));
    }

    /// <summary>What pushes of variance 1 add: each moves by ½ in its own second, by 1 in each that follows.</summary>
    private static double[,] Pushes(int n) =>
        Matrices.Of(n, n, (i, j) => Enumerable.Range(0, Math.Min(i, j) + 1).Sum(s => (0.5 + i - s) * (0.5 + j - s)));

    public static double[] SquaredDifferences(double[] s) =>
        [.. s.Select((x, i) => 2 * ((i > 0 ? x - s[i - 1] : 0) - (i < s.Length - 1 ? s[i + 1] - x : 0)))];

    public static double[] Warped(double[] a, double[] b, (int I, int J)[] path) =>
    [
        .. a.Select((x, i) => path.Where(at => at.I == i).Sum(at => 2 * (x - b[at.J]))),
        .. b.Select((y, j) => path.Where(at => at.J == j).Sum(at => 2 * (y - a[at.I]))),
    ];

    /// <summary>Of the logarithm of Σ over all paths of two states, or of the likeliest, of the product of its parameters.</summary>
    public static double[] OverPaths(double[] p, int[] observed, bool likeliest)
    {
        double total = 0;
        double[] sum = new double[p.Length];
        for (int path = 0; path < 1 << observed.Length; path++)
        {
            int[] uses = Uses(path, observed, p.Length);
            double probability = uses.Select((n, i) => Math.Pow(p[i], n)).Aggregate((a, b) => a * b);
            if (likeliest && probability <= total)
                continue;
            total = likeliest ? probability : total + probability;
            sum = [.. uses.Select((n, i) => (likeliest ? 0 : sum[i]) + n * probability / p[i])];
        }

        return [.. sum.Select(s => s / total)];
    }

    /// <summary>How often a path, a bit for each time, uses each of the start, transition and emission probabilities.</summary>
    private static int[] Uses(int path, int[] observed, int parameters)
    {
        int[] uses = new int[parameters];
        int before = path & 1;
        uses[before]++;
        for (int t = 0; t < observed.Length; t++)
        {
            int state = (path >> t) & 1;
            if (t > 0)
                uses[2 + 2 * before + state]++;
            uses[6 + 3 * state + observed[t]]++;
            before = state;
        }

        return uses;
    }
}
