namespace Backprop.Tests.Routines;

/// <content>Polynomials, special functions, interpolation.</content>
internal static partial class ClosedForms
{
    public static double[] Horner(double[] p) =>
    [
        Enumerable.Range(1, p.Length - 2).Sum(i => i * p[i + 1] * Math.Pow(p[0], i - 1)),
        .. Enumerable.Range(0, p.Length - 1).Select(i => Math.Pow(p[0], i)),
    ];

    /// <summary>Tₖ(cos θ) = cos kθ.</summary>
    public static double[] Chebyshev(double[] p)
    {
        double theta = Math.Acos(p[0]);
        return
        [
            Enumerable.Range(0, p.Length - 1).Sum(k => p[k + 1] * k * Math.Sin(k * theta) / Math.Sin(theta)),
            .. Enumerable.Range(0, p.Length - 1).Select(k => Math.Cos(k * theta)),
        ];
    }

    public static double[] FromRoots(double[] p)
    {
        double[] roots = p[1..];
        double[] without = [.. roots.Select((_, i) => roots.Where((_, j) => j != i).Aggregate(1.0, (product, r) => product * (p[0] - r)))];
        return [without.Sum(), .. without.Select(w => -w)];
    }

    /// <summary>Σ (−1)ᵏ·(x/2)²ᵏ⁺¹/(k!·(k + 1)!).</summary>
    public static double BesselJ1(double x)
    {
        double term = x / 2, sum = term;
        for (int k = 1; k < 60; k++)
        {
            term *= -x * x / 4 / (k * (k + 1.0));
            sum += term;
        }

        return sum;
    }

    /// <summary>ψ(x): reflected, then moved to the right until its asymptotic series is exact.</summary>
    public static double Digamma(double x)
    {
        if (x < 0.5)
            return Digamma(1 - x) - Math.PI / Math.Tan(Math.PI * x);

        double sum = 0;
        for (; x < 20; x++)
            sum -= 1 / x;
        double r = 1 / (x * x);
        return sum + Math.Log(x) - 0.5 / x - r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r / 240)));
    }

    /// <summary>K′ = (E − (1 − m)·K)/(2·m·(1 − m)), where E = K·(1 − Σ 2ⁿ⁻¹·cₙ²).</summary>
    public static double EllipticKSlope(double m)
    {
        double a = 1, g = Math.Sqrt(1 - m), sum = m / 2, weight = 1;
        for (int n = 0; n < 10; n++)
        {
            double c = (a - g) / 2;
            (a, g) = ((a + g) / 2, Math.Sqrt(a * g));
            sum += weight * c * c;
            weight *= 2;
        }

        double k = Math.PI / (2 * a);
        return (k * (1 - sum) - (1 - m) * k) / (2 * m * (1 - m));
    }

    /// <summary>Σ yᵢ·ℓᵢ(x). To move a node along the polynomial and its value with it changes nothing, so ∂/∂xᵢ = −p′(xᵢ)·ℓᵢ(x).</summary>
    public static double[] Lagrange(double[] p)
    {
        double[] xs = p[1..5], ys = p[5..];
        double[] basis = [.. xs.Select((_, i) => Product(p[0], i, -1))];
        return [Slope(p[0]), .. xs.Select((x, i) => -Slope(x) * basis[i]), .. basis];

        double Slope(double x) =>
            ys.Select((y, i) => y * Enumerable.Range(0, 4).Where(j => j != i).Sum(j => Product(x, i, j) / (xs[i] - xs[j]))).Sum();

        double Product(double x, int i, int left) =>
            Enumerable.Range(0, 4).Where(k => k != i && k != left).Aggregate(1.0, (product, k) => product * (x - xs[k]) / (xs[i] - xs[k]));
    }

    public static double[] Bernstein(double[] p)
    {
        double t = p[0], s = 1 - t;
        double dt = 3 * ((p[2] - p[1]) * s * s + (p[3] - p[2]) * 2 * s * t + (p[4] - p[3]) * t * t);
        return [dt, s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    }

    public static double[] Bilinear(double[] p)
    {
        double[,] grid = Flat.Matrix(p[2..], 3);
        int i = Math.Clamp((int)Math.Floor(p[0]), 0, grid.GetLength(0) - 2), j = Math.Clamp((int)Math.Floor(p[1]), 0, 1);
        double u = p[0] - i, v = p[1] - j;
        double dx = (1 - v) * (grid[i + 1, j] - grid[i, j]) + v * (grid[i + 1, j + 1] - grid[i, j + 1]);
        double dy = (1 - u) * (grid[i, j + 1] - grid[i, j]) + u * (grid[i + 1, j + 1] - grid[i + 1, j]);
        double[,] dgrid = new double[grid.GetLength(0), 3];
        (dgrid[i, j], dgrid[i, j + 1], dgrid[i + 1, j], dgrid[i + 1, j + 1]) = ((1 - u) * (1 - v), (1 - u) * v, u * (1 - v), u * v);
        return [dx, dy, .. dgrid.Cast<double>()];
    }
}
