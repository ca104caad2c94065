namespace Backprop.Tests.Language.Loops;

/// <summary>Arrays as people use them: overwritten, shared, sliced, copied, handed to helpers.</summary>
internal static partial class ArrayPrograms
{
    private static void Normalize(Span<double> a, double by) { for (int i = 0; i < a.Length; i++) a[i] /= by; }
    private static double Norm(ReadOnlySpan<double> a) { double s = 0; foreach (var v in a) s += v * v; return Math.Sqrt(s); }
    private static int ArgMax(ReadOnlySpan<double> a) { int best = 0; for (int i = 1; i < a.Length; i++) if (a[i] > a[best]) best = i; return best; }
    private static double[] Squares(double[] a) { var r = new double[a.Length]; for (int i = 0; i < a.Length; i++) r[i] = a[i] * a[i]; return r; }
    [Differentiable]
    public static double Helpers(double[] x)
    {
        Normalize(x, Norm(x) + 1);
        Normalize(x.AsSpan(1, 3), 2);
        var q = Squares(x);
        double s = x[ArgMax(x)] * 3;
        for (int k = 0; k < 2; k++) { Normalize(q, Norm(q) + 0.5); s += q[k]; }
        return s + Norm(q);
    }
    [Differentiable]
    public static double Slices(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i + 2 <= x.Length; i += 2)
        {
            var row = x.Slice(i, 2);
            s += row[0] * Math.Exp(row[1]) * s + row[^1];
        }
        return s * x[^1] * x[x.Length / 2];
    }
    [Differentiable]
    public static double Ranges(double[] x)
    {
        var a = x[1..^1];
        a[0] = a[1] * x[0];
        Span<double> b = x.AsSpan()[2..];
        b[0] *= b[1];
        double s = 0;
        for (int i = 0; i < b.Length; i++) s += a[i % a.Length] * b[i] * x[i];
        return s;
    }
    [Differentiable]
    public static double DoWhile(double[] x)
    {
        double y = x[0]; int i = 0;
        do { y = Math.Sin(y) + x[i]; i++; if (i == 2) continue; y *= 0.9; } while (i < x.Length && y < 5);
        return y;
    }
    [Differentiable]
    public static double Bulk(double[] x)
    {
        var a = new double[8]; Array.Fill(a, x[0]);
        x.CopyTo(a, 0);
        x.AsSpan(0, 2).CopyTo(a.AsSpan(3));
        Array.Copy(a, 0, a, 1, 4);
        a.AsSpan(5, 1).Clear();
        a.AsSpan(6, 2).Fill(x[2] * x[3]);
        Array.Clear(x, 0, 2);
        double s = 0; for (int i = 0; i < 8; i++) s += a[i] * a[i] * (i + 1); for (int i = 0; i < x.Length; i++) s += x[i] * x[i];
        return s;
    }
    [Differentiable]
    public static double Literals(ReadOnlySpan<double> x)
    {
        double[] a = [x[0], x[1] * 2, 3]; var b = new[] { x[2], x[3] }; Span<double> c = stackalloc double[] { x[4], 1.5 };
        ReadOnlySpan<int> idx = [1, 0, 1];
        double[,] m = { { x[0], x[1] }, { x[2], x[3] } };
        double s = 0;
        foreach (int i in idx) s += a[i] * b[i] * c[i] * m[i, 1 - i];
        return s;
    }
    [Differentiable]
    public static double Alias(double[] x)
    {
        var y = x; Span<double> z = y;
        for (int i = 1; i < z.Length; i++) { z[i] = y[i] * x[i - 1]; x[i - 1] = z[i] + 1; }
        return y[0] * z[^1] + x[2];
    }
    [Differentiable]
    public static double Table(double[] x, int[] t)
    {
        double s = 1; int k = 0;
        while (k < t.Length) { x[t[k]] *= s; s += x[t[k++]] * x[0]; }
        return s;
    }
    [Differentiable]
    public static double Jagged(double[] x)
    {
        var m = new double[3][];
        for (int i = 0; i < 3; i++) { m[i] = new double[i + 1]; for (int j = 0; j <= i; j++) m[i][j] = x[i] * x[j]; }
        double s = 0;
        for (int i = 0; i < 3; i++) { var row = m[i]; for (int j = 0; j < row.Length; j++) s += Math.Sin(row[j]) * m[2][j]; }
        return s * s;
    }
    [Differentiable]
    public static double Switchy(double[] x)
    {
        double s = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            switch (i % 4)
            {
                case 0: s *= x[i]; break;
                case 1: if (x[i] > 0) break; s += 100; break;
                case 2: continue;
                default: s = Math.Tanh(s + x[i]); break;
            }
            s += 0.25 * x[i] * s;
        }
        return s;
    }
    [Differentiable]
    public static double Returns(double[] x)
    {
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < x.Length; j++)
            {
                x[j] *= 1 + x[i];
                if (x[i] * x[j] > 0.9) return x[i] * x[j] * x[0] + i;
                if (x[j] < -3) break;
            }
        return x[0];
    }
    [Differentiable]
    public static double LocalFunctions(double[] x)
    {
        double total = 0;
        void Add(int i) { total += x[i] * x[i]; x[i] = total; }
        double At(int i) => x[i] * total;
        for (int i = 0; i < x.Length; i++) { Add(i); total += At(x.Length - 1 - i); }
        return total;
    }
    [Differentiable]
    public static double Scratch(ReadOnlySpan<double> x, [NonDifferentiable] Span<double> w)
    {
        double s = 0;
        for (int k = 0; k < 3; k++)
        {
            for (int i = 0; i < x.Length; i++) w[i] = x[i] * (k + 1);
            double p = 0;
            for (int i = 0; i < x.Length; i++) p += w[i] * w[i] * x[0];
            s += Math.Log(1 + p * p);
        }
        return s;
    }
    [Differentiable]
    public static double Cholesky(ReadOnlySpan<double> x)
    {
        int n = 3; var a = new double[n, n]; var l = new double[n, n];
        int k = 0;
        for (int i = 0; i < n; i++) for (int j = 0; j <= i; j++) { a[i, j] = x[k++]; if (i == j) a[i, j] += 5; }
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
            {
                double s = a[i, j];
                for (int m = 0; m < j; m++) s -= l[i, m] * l[j, m];
                if (i == j) { if (s <= 0) throw new ArgumentException("not positive"); l[i, i] = Math.Sqrt(s); }
                else l[i, j] = s / l[j, j];
            }
        double d = 0; for (int i = 0; i < n; i++) d += 2 * Math.Log(l[i, i]);
        return d;
    }
    private static readonly double[] Nodes = [0.1, 0.5, 0.9];
    private static ReadOnlySpan<double> Weights => [0.2, 0.6, 0.2];
    [Differentiable]
    public static double Static(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < Nodes.Length; i++) s += Weights[i] * Math.Exp(Nodes[i] * x[i]) * x[3];
        return s;
    }
    [Differentiable]
    public static double WhileEffects(double[] x)
    {
        int i = 0; double acc = 1, last;
        while (i < x.Length && (last = x[i++] * acc) < 3) { acc += last * last; if (acc > 8) break; }
        for (int a = 0, b = x.Length - 1; a < b; a++, b--) acc += x[a] * x[b];
        for (; ; ) { acc *= 0.5; if (acc < 1) break; }
        return acc;
    }
    [Differentiable]
    public static double Mem(Memory<double> x)
    {
        var s = x.Span; double t = 0;
        foreach (double v in s) t = t * 0.5 + v * v;
        s[1] = t; return s[1] * s[0] + x.Span[2];
    }
    [Differentiable]
    public static double Sort(double[] x)
    {
        for (int i = 0; i < x.Length; i++)
            for (int j = i + 1; j < x.Length; j++)
                if (x[j] < x[i]) (x[i], x[j]) = (x[j], x[i]);
        double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i] * (i + 1);
        return s;
    }

    [Differentiable]
    public static double Rows([NonDifferentiable] double[][] rows, [NonDifferentiable] double[,] table, double x)
    {
        rows[0][0] = x;
        table[0, 1] = x * x;
        return rows[0][0] * table[0, 1];
    }
}
