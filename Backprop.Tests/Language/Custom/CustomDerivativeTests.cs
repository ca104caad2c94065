using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language.Custom;

/// <summary>Methods whose derivative is another method: it gives the partials, and the method itself the value.</summary>
public sealed class CustomDerivativeTests
{
    /// <summary>Partials that no body would give, so that they tell where they came from; the value is to be left alone.</summary>
    private const string Own = """
        static double Own(double x, double y, int n) { double s = x * y; for (int i = 0; i < n; i++) { s += x / (i + 1); if (s > 100) break; } return s; }
        [DerivativeOf(nameof(Own))] static (double value, double dx, double dy) OwnPartials(double x, double y, int n) => (double.NaN, 10 * x, 100 * n);

        """;

    [Fact]
    public void The_partials_are_those_of_the_derivative_and_the_value_is_the_methods_own() =>
        Gives("static double F(double x, double y) => Own(x, y, 3);", [0.5, 2.0], 5, 300);

    [Fact]
    public void The_derivative_is_called_by_its_full_name() =>
        Assert.Contains("var (_, ownByX, ownByY) = global::Code.OwnPartials(x, y, 3);", Gives("static double F(double x, double y) => 2 * Own(x, y, 3);", [2.0, 0.5], 40, 600));

    [Fact]
    public void Only_what_is_read_is_asked_for()
    {
        string text = Gives("static double F([NonDifferentiable] double x, double y) => Own(x, y, 3);", [0.5, 2.0], 300);
        Assert.Contains("var (_, _, valueByY) = global::Code.OwnPartials(x, y, 3);", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("static double F(double x) => Own(2.0, 3.0, 4) * x;")]
    [InlineData("static double F(double x) => Own(x, x, 1) > 1e9 ? 2 * x : 17 * x;")]
    [InlineData("static double F(double x) { if (Own(x, 1, 2) > 1e9) { return Own(x, x, 1); } return 17 * x; }")]
    [InlineData("static double F(double x) { int n = (int)Own(x, 1, 2); return 17 * x + n; }")]
    public void A_derivative_that_nobody_reads_is_not_called(string method)
    {
        string members = """
            static double Own(double x, double y, int n) => 17;
            [DerivativeOf(nameof(Own))] static (double, double, double) OwnPartials(double x, double y, int n) => throw new InvalidOperationException();

            """ + "[Differentiable] " + method;
        ByHand.Gives(members, [0.5], 17);
    }

    [Theory]
    [InlineData("static double F(double x, double y) => Own(x, x, 3) + y;", 305.0, 1.0)]
    [InlineData("static double F(double x, double y) => Own(y: y, x: x, n: 2);", 5.0, 200.0)]
    [InlineData("static double F(double x, double y) => Own(Own(x, y, 1), y, 2);", 5.0 * 10 * 1.5, (100.0 * 10 * 1.5) + 200.0)]
    [InlineData("static double F(double x, double y) => -2 * Own(x, 3, 1) + Own(1, y, 1);", -10.0, 100.0)]
    [InlineData("static double F(double x, double y) { x = Own(x, y, 1); x = Own(x, y, 1); return x; }", 75.0, 1500.0 + 100.0)]
    [InlineData("static double F(double x, double y) { if (y > 1) { y = Own(x, y, 2); } return y; }", 5.0, 200.0)]
    [InlineData("static double F(double x, double y) { double z = x; for (int i = 0; i < 3; i++) { z = y * Own(0.1, z, 1); } return z + x; }", 8e6 + 1, 2e4 * 2e2 * 1.0)]
    public void Calls_stand_anywhere(string method, double dx, double dy)
    {
        if (method.Contains("for", StringComparison.Ordinal))
        {
            // dz = 100 y at each step; by y, the value of each call too.
            double Step(double z) => Value(0.1, z, 1);
            double first = Step(0.5), second = Step(2 * first), third = Step(2 * second);
            dx = (2 * (100 * (2 * (100 * (2 * 100.0))))) + 1;
            double inner = 200.0;
            dy = third + (inner * second) + (inner * inner * first);
        }

        Gives(method, [0.5, 2.0], dx, dy);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(-1.2)]
    [InlineData(0.8)]
    public void A_series_with_a_closed_derivative(double x) =>
        GradientAssert.Holds(ByHand.Source("""
            public static double Erf(double x)
            {
                double term = x, sum = x;
                for (int n = 1; n < 100 && Math.Abs(term) > 1e-17; n++) { term *= -x * x / n; sum += term / (2 * n + 1); }
                return 2 / Math.Sqrt(Math.PI) * sum;
            }
            [DerivativeOf(nameof(Erf))] public static (double value, double dx) ErfSlope(double x) => (Erf(x), 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x));
            [Differentiable] public static double F(double x) { double s = 0; for (int i = 1; i <= 3; i++) { s += Erf(x * i) * Erf(s); s += x; } return s * Half(x) + Both(x, s) + Small(x); }
            static double Half(double a) { double b = Erf(a) * a; if (b > 0.1) { b += Erf(b); } return b / (1 + b * b); }
            static double Both(double a, double c) { double b = Erf(a * c); if (b < 0) { return b * c; } return b * a; }
            static double Small(double a) => 1 + Erf(a);
            """), "Code.F", x);

    [Fact]
    public void A_float_method() => Assert.Contains("global::Code.RootSlope(x)", ByHand.Gives("""
        static float Root(float x) => MathF.Sqrt(x);
        [DerivativeOf(nameof(Root))] static (float value, float dx) RootSlope(float x) => (0, 3f);
        [Differentiable] static float F(float x) => 2 * Root(x) + x;
        """, [4f], 7), StringComparison.Ordinal);

    [Fact]
    public void A_method_of_both_precisions() => ByHand.Gives("""
        static double Mixed(float a, double b) => a * b;
        [DerivativeOf(nameof(Mixed))] static (double, float, double) MixedSlope(float a, double b) => (0, 3f, 5.0);
        [Differentiable] static double F(float x, double y) => 2 * Mixed(x, y) + Mixed((float)y, 1);
        """, [4f, 3.0], 6, 13);

    [Fact]
    public void A_method_of_a_library() => ByHand.Gives("""
        [DerivativeOf(typeof(Convert), nameof(Convert.ToDouble))] static (double value, double dx) Convert_(double x) => (x, 7);
        [DerivativeOf(typeof(Convert), nameof(Convert.ToDouble))] static (double value, float dx) Convert_(float x) => (x, 9f);
        [Differentiable] static double F(double x, float y) => Convert.ToDouble(x) * 2 + Convert.ToDouble(y);
        """, [4.0, 3f], 14, 9);

    [Fact] // A gate would look through the functions that it knows.
    public void A_function_that_has_a_rule_is_overruled() => ByHand.Gives("""
        [DerivativeOf(typeof(Math), nameof(Math.Exp))] static (double value, double dx) Exp(double x) => (0, 0.5);
        [DerivativeOf(typeof(Math), nameof(Math.Abs))] static (double value, double dx) Abs(double x) => (0, x == 0 ? 1 : Math.Sign(x));
        [Differentiable] static double F(double x, double y) => 1 / (1 + Math.Exp(-x)) + Math.Abs(y);
        """, [0.0, 0.0], 0.125, 1);

    [Fact]
    public void Other_overloads_are_left_alone() => ByHand.Gives("""
        static double Own(double x) => x * x;
        static double Own(double x, double y) => x * y;
        static float Own(float x) => x * x;
        [DerivativeOf(nameof(Own))] static (double, double) Slope(double x) => (0, 100);
        [Differentiable] static double F(double x, float y) => Own(x) + Own(x, 3) + Own(y);
        """, [0.5, 2f], 103, 4);

    [Theory]
    [InlineData("", "[DerivativeOf(nameof(Own))]")]
    [InlineData("", "[global::Backprop.DerivativeOfAttribute(\"Own\")]")]
    [InlineData("", "[DerivativeOf(method: nameof(Own), type: typeof(Code))]")]
    [InlineData("using D = Backprop.DerivativeOfAttribute;\n", "[D(nameof(Own))]")]
    [InlineData("using SlopeAttribute = Backprop.DerivativeOfAttribute;\n", "[Slope(nameof(Own))]")]
    [InlineData("using B = Backprop;\n", "[B::DerivativeOf(nameof(Own))]")]
    [InlineData("global using D = Backprop.DerivativeOfAttribute;\n", "[System.Obsolete, D(nameof(Own))]")]
    public void The_attribute_goes_by_any_name(string @using, string attribute) => ByHand.Gives(GeneratorRun.Once(@using + ByHand.Source($$"""
        static double Own(double x) => x * x;
        {{attribute}} static (double value, double dx) Slope(double x) => (0, 100);
        [Differentiable] static double F(double x) => 2 * Own(x);
        """)), [0.5], 200);

    [Fact]
    public void The_derivative_stands_in_another_file()
    {
        GeneratorRun run = GeneratorRun.OfFiles(
            "public static partial class Code { [Backprop.Differentiable] public static double F(double x) => 2 * Library.Own(x); }",
            "static class Library { internal static double Own(double x) => x * x; }",
            "namespace Far { static class Slopes { [Backprop.DerivativeOf(typeof(Library), nameof(Library.Own))] internal static (double value, double dx) Own(double x) => (0, 100); } }");
        Assert.Contains("global::Far.Slopes.Own(x)", ByHand.Gives(run, [0.5], 200), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_that_carry_no_derivative_may_be_anything() => ByHand.Gives("""
        sealed class Table { public double Scale = 3; public double At(double x) => Scale * x; }
        readonly Table _table = new();
        static double Read(Table table, in double x, string how, DayOfWeek day, bool isOn = true, [NonDifferentiable] double at = 1) => table.At(x) + at;
        [DerivativeOf(nameof(Read))] static (double value, double dx) ReadSlope(Table table, double x, string how, DayOfWeek day, bool isOn, double at) => (0, table.Scale * 10 + at + (how == "b" && isOn ? 1 : 0));
        [Differentiable] double F(double x)
        {
            Table table = _table;
            string how = x > 0 ? "b" : "c";
            double sum = 0;
            for (int i = 0; i < 2; i++) { sum += Read(table, x * 2, how, DayOfWeek.Friday, at: x); }
            return sum;
        }
        """, [4.0], 2 * 2 * 35);

    [Fact]
    public void A_partial_method() => ByHand.Gives("""
        private static partial double Own(double x);
        private static partial double Own(double y) => y * y;
        [DerivativeOf(nameof(Own))] private static partial (double value, double dx) Slope(double x);
        private static partial (double value, double dx) Slope(double x) => (0, 100);
        [Differentiable] static double F(double x) => 2 * Own(x);
        """, [0.5], 200);

    [Fact]
    public void An_extension_method() => ByHand.Gives(GeneratorRun.Once(ByHand.Source(
        "[Differentiable] static double F(double x) => 2 * x.Own(1);",
        "static class Extensions { internal static double Own(this double x, int n) => x * n; [DerivativeOf(nameof(Own))] internal static (double value, double dx) Slope(double x, int n) => (0, 100); }")),
        [0.5], 200);

    [Fact]
    public void A_method_that_calls_itself() => ByHand.Gives("""
        static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);
        [DerivativeOf(nameof(Power))] static (double value, double dx) PowerSlope(double x, int n) => (0, n * Power(x, n - 1));
        [Differentiable] static double F(double x) => Power(x, 3);
        """, [2.0], 12);

    [Theory] // An exception thrown by the method's guard comes before anything of its derivative.
    [InlineData(0.5)]
    [InlineData(-0.5)]
    public void A_method_that_throws(double x) => Specimen.Of("""
        static double Log(double v) => v > 0 ? Math.Log(v) : throw new ArgumentException("v");
        [DerivativeOf(nameof(Log))] static (double value, double dv) LogSlope(double v) => v > 0 ? (0, 1 / v) : throw new InvalidOperationException();
        [Differentiable] static double F(double x) => Log(x) * x;
        """).IsRight(x);

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.5)]
    public void Only_the_branch_taken_asks_for_partials(double x) => Specimen.Of("""
        static double Log(double v) => Math.Log(v);
        [DerivativeOf(nameof(Log))] static (double value, double dv) LogSlope(double v) => v > 0 ? (0, 1 / v) : throw new InvalidOperationException();
        [Differentiable] static double F(double x) => x > 0 ? Log(x) * x : x * x;
        """).IsRight(x);

    [Fact]
    public void An_annotated_method_with_a_custom_derivative_has_that_gradient()
    {
        string text = ByHand.Gives("""
            [Differentiable] static double F(double x, [NonDifferentiable] double y, int n = 2) { lock (new object()) { return x * y * n; } }
            [DerivativeOf(nameof(F))] static (double value, double dx) Slope(double x, double y, int n) => (0, 100 + y);
            [Differentiable] static double G(double x) => F(x, x, 1);
            """, [0.5, 3.0, 2], 103);
        Assert.Equal(4, text.Split("global::Code.Slope(").Length - 1); // in the gradients of F and of G, and in the forward half of each
    }

    [Fact]
    public void Another_project_finds_it_in_the_gradient()
    {
        GeneratorRun library = GeneratorRun.Once("""
            public static partial class Library
            {
                [Backprop.Differentiable] public static double Own(double x) => x * x;
                [Backprop.DerivativeOf(nameof(Own))] private static (double value, double dx) Slope(double x) => (0, 100);
            }
            """);
        GeneratorRun user = GeneratorRun.Once("public static partial class Code { [Backprop.Differentiable] public static double F(double x) => Library.Own(x); }")
            .With(library.Output.ToMetadataReference());
        Assert.Empty(user.Diagnostics);
        Assert.Contains("global::Library.OwnForward(x, out", user.File, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("private", "private")]
    [InlineData("public", "private")]
    [InlineData("internal", "protected")]
    [InlineData("protected", "public")]
    public void A_derivative_is_accessible_where_its_method_is_called(string method, string derivative) => ByHand.Gives($$"""
        {{method}} static double Own(double x) => x * x;
        [DerivativeOf(nameof(Own))] {{derivative}} static (double value, double dx) Slope(double x) => (0, 100);
        [Differentiable] public static double F(double x) => Own(x);
        """, [0.5], 100);

    [Fact]
    public void A_derivative_of_the_base_type() => ByHand.Gives(GeneratorRun.Once(
        "public class Base { protected static double Own(double x) => x * x; [Backprop.DerivativeOf(nameof(Own))] protected static (double value, double dx) Slope(double x) => (0, 100); }\n"
        + "public partial class Code : Base { [Backprop.Differentiable] public static double F(double x) => Own(x); }"), [0.5], 100);

    [Fact]
    public void A_helper_that_reaches_a_private_one_is_to_be_annotated() =>
        Assert.Equal(("BP1008", "Library.Help(x)"), ByHand.Error(ByHand.Source(
            "[Differentiable] static double F(double x) => Library.Help(x);",
            """
            static class Library
            {
                internal static double Help(double x) { double t = Own(x); if (t > 1) { t *= x; } return t; }
                private static double Own(double x) => x * x;
                [DerivativeOf(nameof(Own))] private static (double value, double dx) Slope(double x) => (0, 100);
            }
            """)) is var (id, at, _) ? (id, at) : default);

    [Fact]
    public void What_it_changes_is_read_again() => Specimen.Of("""
        static double s_count = 1;
        static double Own(double x) { s_count++; return x; }
        [DerivativeOf(nameof(Own))] static (double value, double dx) Slope(double x) => (0, 1);
        [Differentiable] static double F(double x) { Reset(); double before = s_count * x; return before + Own(x) * s_count; }
        static void Reset() => s_count = 1;
        """).IsRight(0.5);

    private static string Gives(string method, object[] arguments, params double[] gradient) => ByHand.Gives(Own + "[Differentiable] " + method, arguments, gradient);

    private static double Value(double x, double y, int n)
    {
        double s = x * y;
        for (int i = 0; i < n; i++)
        {
            s += x / (i + 1);
        }

        return s;
    }
}
