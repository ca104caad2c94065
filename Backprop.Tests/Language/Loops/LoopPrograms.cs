namespace Backprop.Tests.Language.Loops;

/// <summary>Loops as people write them; each is differentiated, and held to its own differences.</summary>
internal static partial class LoopPrograms
{
    [Differentiable]
    public static double NewtonSqrt(double a)
    {
        var x = a;
        while (Math.Abs(x * x - a) > 1e-12) { x = 0.5 * (x + a / x); }
        return x;
    }
    [Differentiable]
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            var a = x[i + 1] - x[i] * x[i];
            var b = 1.0 - x[i];
            sum += 100.0 * a * a + b * b;
        }
        return sum;
    }
    [Differentiable]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double max = x[0];
        for (int i = 1; i < x.Length; i++) if (x[i] > max) max = x[i];
        double sum = 0;
        foreach (var v in x) sum += Math.Exp(v - max);
        return max + Math.Log(sum);
    }
    [Differentiable]
    public static double Cumulative(double[] x)
    {
        for (int i = 1; i < x.Length; i++) x[i] = Math.Sin(x[i] * x[i - 1]);
        double s = 0;
        for (int i = 0; i < x.Length; i++) { s = s * x[i] + Math.Cos(s); }
        return s;
    }
    [Differentiable]
    public static double Early(double[] x)
    {
        double p = 1;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < -5) continue;
            p *= 1 + x[i] * x[i];
            if (p > 1.5) break;
            if (p > 100) return p * x[0];
        }
        return Math.Log(p) * p;
    }
    [Differentiable]
    public static double Scale(Span<double> x)
    {
        int k = 0;
        while (k < x.Length) x[k++] *= 2 + x[0];
        for (int i = x.Length - 1; i > 0; i--) (x[i], x[i - 1]) = (x[i - 1], x[i]);
        return x[0] * x[1] + x[^1];
    }
    [Differentiable]
    public static double Local(ReadOnlySpan<double> x)
    {
        Span<double> t = stackalloc double[8];
        var u = new double[x.Length];
        for (int i = 0; i < x.Length; i++) { t[i] = Math.Exp(x[i]); u[i] = t[i] * x[0]; }
        double s = 0;
        for (int i = 0; i < x.Length; i++) { u[i] += t[x.Length - 1 - i]; s += u[i] * u[i]; }
        return Math.Sqrt(s);
    }
    [Differentiable]
    public static double Nested(ReadOnlySpan<double> x)
    {
        double s = 0, y = 0.3;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = i; j < x.Length; j++)
            {
                y = Math.Sin(y + x[j]) * x[i];
                if (y > 0) s += y * y; else s -= x[j] * y;
            }
        }
        return s + y;
    }
    [Differentiable]
    public static double Poly(double[] c, double x)
    {
        double r = 0;
        for (int i = c.Length - 1; i >= 0; i--) r = r * x + c[i];
        return r;
    }
}
