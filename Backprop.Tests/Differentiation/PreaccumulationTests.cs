using Backprop.Tests.Harness;

namespace Backprop.Tests.Differentiation;

/// <summary>A called method hands over its partials where those are fewer numbers than what its backward half would read.</summary>
public sealed class PreaccumulationTests
{
    private const string Curve = """
        private static double Curve(double a)
        {
            var b = a < 0.0 ? -a : a;
            if (b > 3.0) { return b; }
            var s = 0.3 * b + 0.7;
            s = s * b + 1.1;
            s = s * b + 2.3;
            if (b < 1.0) { s /= 1.0 + System.Math.Exp(b); } else { s *= System.Math.Sin(b) + 1.0 / s; }
            return a < 0.0 ? s : 2.0 - s * b;
        }
        """;

    [Theory]
    [InlineData(0.7)]
    [InlineData(-0.7)]
    [InlineData(1.7)]
    [InlineData(-1.7)]
    [InlineData(4.7)]
    [InlineData(-4.7)]
    public void A_helper_of_one_number_is_differentiated_as_it_goes(double x)
    {
        GeneratorRun run = Of("double x", "x * Curve(x * x - 2.0 * x) + Curve(x)", Curve);
        GradientAssert.Holds(run, "Code.F", x);
        Assert.Contains("private static double CurveGradient(double a, out double byA)", run.File);
        Assert.DoesNotContain("CurveBackward", run.File);
    }

    [Fact] // Horner's scheme and its derivative side by side: nothing that depends on one variable carries that variable's own slope along.
    public void Variable_and_derivative_are_overwritten_together()
    {
        GeneratorRun run = Of("double x", "x * Horner(-2.0 * x)", """
            private static double Horner(double a)
            {
                var b = 3.0 * a;
                var s = 0.3 * b + 0.7;
                s = s * b + 1.1;
                s = s * b + 2.3;
                return System.Math.Exp(s);
            }
            """);
        GradientAssert.Holds(run, "Code.F", 0.4);
        string[] lines = [.. run.File.Split('\n').Select(l => l.Split("//")[0].Trim())];
        int first = Array.IndexOf(lines, "var s = 0.3 * b + 0.7;");
        Assert.Equal(["var sDot = 0.3 * b + s;", "s = s * b + 1.1;", "sDot = b * sDot + s;", "s = s * b + 2.3;"], lines[(first + 1)..(first + 5)]);
    }

    [Theory]
    [InlineData(0.7, -1.3)]
    [InlineData(-1.7, 0.4)]
    public void A_helper_of_two_numbers_walks_backwards_at_once(double x, double y)
    {
        GeneratorRun run = Of("double x, double y", "x * Blend(y, x + y, 3) - Blend(x, 2.0, 0)", """
            private static double Blend(double a, double b, int n)
            {
                var c = System.Math.Sin(a) * System.Math.Cos(b);
                var d = c > 0.0 ? c * a : c / b;
                return d * d * c + n * System.Math.Exp(d);
            }
            """);
        GradientAssert.Holds(run, "Code.F", x, y);
        Assert.Contains("private static double BlendGradient(double a, double b, int n, out double byA, out double byB)", run.File);
    }

    [Fact]
    public void A_helper_that_keeps_less_than_its_partials_has_halves()
    {
        GeneratorRun run = Of("double x, double y", "x * Sum(x, y, x * y, 2.0)", """
            private static double Sum(double a, double b, double c, double d) { var e = a + 2.0 * b; var f = c - d; return e - 3.0 * f; }
            """);
        GradientAssert.Holds(run, "Code.F", 0.7, -1.3);
        Assert.Contains("SumBackward", run.File);
        Assert.DoesNotContain("SumGradient", run.File);
    }

    [Fact]
    public void Helpers_call_each_other_in_either_way() => GradientAssert.Holds(Of("double x, double y", "Outer(x) * y + Outer(x * y)", $$"""
        private static double Outer(double a) { var b = Curve(a) * a; var c = Sum(a, b, a * b, 1.0); return c * c * Curve(b); }
        private static double Sum(double a, double b, double c, double d) { var e = a + 2.0 * b; var f = c - d; return e - 3.0 * f; }
        {{Curve}}
        """), "Code.F", 0.7, -1.3);

    [Fact]
    public void An_annotated_method_is_called_by_its_gradient()
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            public static partial class Code { [Backprop.Differentiable] public static double F(double x, double y) => x * Other.Curve(x * y, 2) + Other.Curve(y, 1); }
            public static partial class Other
            {
                [Backprop.Differentiable]
                public static double Curve(double a, int n) { var b = System.Math.Sin(a) * a; var c = b * b + n; return System.Math.Exp(-b) / c; }
            }
            """);
        GradientAssert.Holds(run, "Code.F", 0.7, -1.3);
        GradientAssert.Holds(run, "Other.Curve", 0.7, 2);
        Assert.Contains("= global::Other.CurveGradient(x * y, 2);", run.Files["Code.Backprop.g.cs"]);
    }

    [Fact]
    public void Its_exception_is_the_methods_own()
    {
        GeneratorRun run = Of("double x", "x * Guarded(x)", """
            private static double Guarded(double a)
            {
                if (a <= 0.0) { throw new System.ArgumentOutOfRangeException(nameof(a), a, "positive"); }
                var b = System.Math.Log(a) * a;
                return b * b;
            }
            """);
        GradientAssert.Holds(run, "Code.F", 0.7);
        System.Reflection.MethodInfo gradient = run.Load().GetType("Code")!.GetMethod("FGradient")!;
        Exception thrown = Assert.Throws<System.Reflection.TargetInvocationException>(() => gradient.Invoke(null, [-1.0])).InnerException!;
        Assert.Equal("a", Assert.IsType<ArgumentOutOfRangeException>(thrown).ParamName);
    }

    [Fact]
    public void Float_and_double_in_one_helper_walk_backwards()
    {
        GeneratorRun run = Of("double x", "x * Mixed(x)", """
            private static double Mixed(double a) { var b = (float)a * 3f; var c = b * b * a; return c * c; }
            """);
        (double value, double dx) = (ValueTuple<double, double>)run.Load().GetType("Code")!.GetMethod("FGradient")!.Invoke(null, [0.75])!;
        Assert.Equal((81 * Math.Pow(0.75, 7), 567 * Math.Pow(0.75, 6)), (value, dx)); // 81·x⁷, and all of it is exact at 3/4
        Assert.Contains("MixedBackward", run.File);
    }

    [Fact] // By 1e50 as a float it would be infinite; times 1e-50 it is not.
    public void A_partial_by_a_float_that_would_overflow_is_never_formed()
    {
        GeneratorRun run = Of("double x, float y", "x * 1e-50 * Steep(y)", """
            private static double Steep(float a) { var b = a * 1e25 * 1e25; var c = b * 2 * (1 + 1e-60 * b); return c * (1 + c * 1e-60); }
            """);
        (double value, double dx, float dy) = (ValueTuple<double, double, float>)run.Load().GetType("Code")!.GetMethod("FGradient")!.Invoke(null, [1.5, 0.75f])!;
        Assert.True(double.IsFinite(value) && double.IsFinite(dx));
        Assert.InRange(dy, 2.9999f, 3.0001f);
    }

    [Theory] // Where a tangent stands between the lines, it may read what is computed later in none, and gates look no further back than it starts from.
    [InlineData("var t = Math.Tan(a); var u = t * Math.Exp(a); var v = Math.Log(a) * Math.Pow(a, 2.5); var w = Math.Pow(a, 1.5); return u * v * w;")]
    [InlineData("var s = Math.Cos(a); s = s * s * a; var c = Math.Sin(a); var e = s * c * a; return e * Math.Exp(e) * s;")]
    [InlineData("var s = Math.Sin(a) * a; var t = s * s; var c = Math.Cos(a); return t * c + Math.Cos(s);")]
    [InlineData("var n = a * 0.1 + 1; var t = Math.Pow(2.0, a); var u = Math.Pow(a, n); var l = Math.Log(a); var e = Math.Pow(a, n - 1); return t * u * l * e;")]
    [InlineData("var u = a * a; var v = u * u; var l = Math.Sqrt(v); var q = l * Math.Sin(l); return q * Math.Exp(q) * q;")]
    [InlineData("var b = a * a * 0.5 + Math.Sin(a); var e = Math.Exp(-b); var s = 1 / (1 + e); return s;")]
    [InlineData("var q = Math.Cos(a) * a; var r = 1 / q; var s = Math.Log(r * r); return s * Math.Sin(s) * s;")]
    [InlineData("var q = Math.Exp(a); var d = 1 + q; var s = q / d; if (a > 1) { s = s * Math.Sin(a); } var c = Math.Cos(a); return s * c * q;")]
    public void Forward_mode_reads_what_is_there(string body)
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            using System;
            public static partial class Code
            {
                [Backprop.Differentiable] public static double F(double x, double y) => y * H(x) + H(x * y);
                private static double H(double a) { {{body}} }
            }
            """);
        GradientAssert.Holds(run, "Code.F", 0.7, 1.1);
        GradientAssert.Holds(run, "Code.F", 1.3, 0.9);
        Assert.Contains("HGradient", run.File);
    }

    [Fact] // Generated methods take by value what C# tells apart by in.
    public void Helpers_that_differ_by_in_alone_do_not_meet() => GradientAssert.Holds(Of("double x", "x * Twin(x) * Twin(in x)", """
        private static double Twin(double a) { var b = a * a; return System.Math.Sin(b) * b; }
        private static double Twin(in double a) { var b = a * 3.0; return System.Math.Cos(b) * b; }
        """), "Code.F", 0.7);

    [Fact]
    public void Names_of_the_partials_meet_no_others() => GradientAssert.Holds(Of("double x, double y", "Help(x, y)", """
        private static double Help(double a, double byA) { var byByA = System.Math.Sin(a) * byA; var valueDot = byByA * byByA; return valueDot * System.Math.Exp(byA); }
        """), "Code.F", 0.7, 0.3);

    private static GeneratorRun Of(string parameters, string value, string helpers) => GeneratorRun.Once($$"""
        public static partial class Code
        {
            [Backprop.Differentiable] public static double F({{parameters}}) => {{value}};
            {{helpers}}
        }
        """);
}
