using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Custom;

/// <summary>Methods with custom derivatives, called from every kind of code; by differences.</summary>
public sealed class CustomCallTests
{
    private const string Own = """
        static double Sq(double v) { lock (typeof(Code)) { return v * v; } }
        [DerivativeOf(nameof(Sq))] static (double value, double dv) SqSlope(double v) => (0, 2 * v);
        static double Mul(double v, double w) { lock (typeof(Code)) { return v * w; } }
        [DerivativeOf(nameof(Mul))] static (double, double, double) MulSlope(double v, double w) => (0, w, v);
        [NonDifferentiable] static int Pick(ReadOnlySpan<double> v) => v[0] > v[1] ? 0 : 1;

        """;

    [Theory]
    [InlineData("return x > 0 && Sq(x) > 1 || Sq(y) > 3 ? Sq(x) * y : Mul(x, y);")]
    [InlineData("int _ = 2; double t = Mul(x, y * _); return t + _;")]
    [InlineData("double s = x; while (Sq(s) < 50) { s = Mul(s, 1.5 + Sq(y)); } return s;")]
    [InlineData("double s = x; int n = 0; while (true) { s += Sq(s) * 0.1 + y; if (++n > 6) return s; if (Sq(s) > 20) break; if (s < -5) return s * y; } return s;")]
    [InlineData("double s = 0; for (int i = 0; i < 3; i++) { for (int j = 0; j < 2; j++) { s += Mul(s + x, y * j); } s = Sq(s) / (1 + s * s); } return s;")]
    [InlineData("if (Sq(x) < 0) { throw new ArgumentException($\"{Sq(x)} {Mul(x, y)}\"); } return Sq(Mul(x, Sq(y)));")]
    [InlineData("return x switch { > 0 => Sq(y), < -1 => Mul(x, y), _ => Mul(y, y) };")]
    [InlineData("double valueByX = x, sqByV = y; double a = Sq(valueByX), b = Sq(sqByV); return a * b;")]
    [InlineData("double a = Sq(x); a = Sq(a); a = Mul(a, a); return a * Sq(y);")]
    [InlineData("double L(double v) => Sq(v) * y; return L(x) + L(L(y));")]
    [InlineData("return Help(x, y, 3) + Help2(y);")]
    [InlineData("double[] a = [x, y]; return a[Pick(a)] * Sq(a[0]) + a[1];")]
    [InlineData("double[] a = [x, y, x * y]; double s = 0; foreach (double v in a) { s += Sq(v) * v; } return s + Mul(a[2], a[0]);")]
    [InlineData("double[] a = new double[4]; a[0] = x; for (int i = 1; i < 4; i++) { a[i] = Mul(a[i - 1], y) + Sq(a[i - 1]); } return a[3] + a[Pick(a)] * 0;")]
    public void In_code_of_every_kind(string body)
    {
        GeneratorRun run = GeneratorRun.Once(ByHand.Source(Own + $$"""
            [Differentiable] public static double F(double x, double y) { {{body}} }
            static double Help(double a, double b, int n) { double s = a; for (int i = 0; i < n; i++) { s = Mul(s, b) + Sq(s) * 0.1; } return s; }
            static double Help2(double a) { double s = Sq(a); if (s > 1) { s = Sq(s) + Mul(s, a); } return s; }
            """));
        foreach ((double x, double y) in new[] { (0.7, 1.3), (1.9, 0.4), (0.3, -0.8) })
        {
            Assert.Empty(run.Warnings);
            ByHand.Near(run, x, y);
        }
    }
}
