namespace Backprop.Tests.Language;

public sealed class CallTests
{
    [Theory]
    [InlineData(0.5), InlineData(2.0)]
    public void Of_a_local_function_within_a_local_function(double x) =>
        Specimen.Of("""
            [Differentiable]
            static double F(double x)
            {
                double total = Outer(x);
                return total * x + After(total);
                double Outer(double v)
                {
                    double s = Inner(v) + v;
                    if (s > 3) return Inner(s);
                    return s;
                    double Inner(double w) { total = w * w; return w > 1 ? w * w : w; }
                }
                static double After(double a) => a * a;
            }
            """.Replace("double total = Outer(x);", "double total = 0; total += Outer(x);")).IsRight(x);

    [Theory]
    [InlineData(0.5), InlineData(4.0)]
    public void Of_a_partial_method(double x) =>
        Specimen.Of("""
            private static partial double Part(double v, double scale = 2);
            private static partial double Part(double w, double s) { double t = w * w * s; if (t > 9) return 1 + t; return t * t; }
            private static partial double Small(double v);
            private static partial double Small(double w) => w * w;
            [Differentiable] public static partial double F(double x);
            public static partial double F(double x) => Part(x) + Small(x) + Part(x, x);
            """).IsRight(x);

    [Theory]
    [InlineData(0.5)]
    public void Of_an_annotated_part(double x) =>
        Specimen.Of("""
            public static partial double F(double x, int n = 3);
            [Differentiable] public static partial double F(double x, int n) { if (n > 2) return x * x * n; return x; }
            [Differentiable] static double G(double x) => F(x) * F(2 * x, 4);
            """).IsRight(x, 3);

    [Fact]
    public void Of_a_method_by_name_with_defaults_is_evaluated_as_written() =>
        Specimen.Of("""
            [Differentiable] static double F(double x) { double k = x; return Long(b: k *= 2, a: k) + k; }
            static double Long(double a, double b, double c = 3) { double t = a * b; if (t > 200) return t; return t * c; }
            """).IsRight(1.5);

    [Theory]
    [InlineData(0.5), InlineData(2.0)]
    public void Of_helpers_that_share_helpers(double x) =>
        Specimen.Of("""
            [Differentiable] static double F(double x) => Sq(Sq(x)) + Sq(Mid(x)) + Mid(x * x) + Other.Far(x);
            static double Sq(double v) => v * v;
            static double Mid(double v) { if (v > 1) return Sq(v) * 2 + Low(v); return Big(v) + Sq(v); }
            static double Low(double v) { double t = Math.Cos(v); if (t > 0) t *= 2; return t + Big(t); }
            [Differentiable] static double Big(double v) { var t = Math.Sin(v); return t * t; }
            """, "static class Other { internal static double Far(double v) { double t = v; t *= v; if (t > 1) return t; return Math.Sin(t); } }").IsRight(x);

    [Fact]
    public void That_comes_back_to_the_annotated_method_is_refused() =>
        Specimen.Of("[Differentiable] static double F(double x) => A(x); static double A(double x) { if (x > 100) return F(x); return x * x; }")
            .IsRefused("BP1004", "F(x)");

    [Fact]
    public void That_comes_back_to_its_caller_is_refused() =>
        Specimen.Of("""
            [Differentiable] static double F(double x) => A(x) + B(x);
            static double A(double x) { if (x > 100) return B(x); return x * x; }
            static double B(double x) { if (x > 1000) return A(x - 1); return x; }
            """).IsRefused("BP1004", "A(x - 1)");

    [Fact]
    public void Of_a_method_that_another_helper_could_not_read_is_told_once() =>
        Specimen.Of("""
            [Differentiable] static double F(double x) => A(x) + B(x) + B(2 * x);
            static double A(double x) { double t = B(x); return t * x; }
            static double B(double x) { lock (new object()) x /= 2; return x; }
            """).IsRefused("BP1001", "lock");

    [Fact]
    public void Of_an_annotated_method_with_errors_of_its_own()
    {
        Specimen specimen = Specimen.Of("""
            [Differentiable] static double F(double x) => G(x) + Odd(x, 1);
            [Differentiable] static double G(double x) { lock (new object()) x /= 2; return x; }
            [Differentiable] static double Odd(double x, double y) { double t = x * y; if (t > 2) return t; return x; } static int OddGradient;
            """);
        specimen.IsSound();
        Assert.Equal([("BP1001", "lock"), ("BP0004", "Odd")], specimen.Problems.Select(p => (p.Id, p.At)));
        Assert.Empty(specimen.Text);
    }

    [Fact]
    public void Of_a_conditional_local_function_is_refused() =>
        Specimen.Of("""
            [Differentiable]
            static double F(double x)
            {
                [Conditional("NEVER")] static void Check(double v) { if (v > 0) throw new ArgumentException(); }
                Check(x);
                return x * x;
            }
            """).IsRefused("BP1002", "Check(x)");
}
