using Backprop.Tests.Harness;

namespace Backprop.Tests.Pipeline;

/// <summary>Parameters and overloads: the generated signatures follow the method's own.</summary>
public sealed class ParameterTests
{
    [Fact]
    public void Overloads_have_a_gradient_each()
    {
        GeneratorRun run = GeneratorRun.Once("""
            public static partial class Many
            {
                [Backprop.Differentiable] public static double F(double x) => x * x;
                [Backprop.Differentiable] public static float F(float x) => x * x * x;
                [Backprop.Differentiable] public static double F(double x, int n) => x * x * n;
                public static int F(int n) => n;
                [Backprop.Differentiable] public static double F(double x, double y) => x * x * y;
                [Backprop.Differentiable] public static float F(float x, double y) => x * x * (float)y;
            }
            """);
        GradientAssert.Holds(run, "Many.F", 0.7);
        GradientAssert.Holds(run, "Many.F", 0.7f);
        GradientAssert.Holds(run, "Many.F", 0.7, 3);
        GradientAssert.Holds(run, "Many.F", 0.7, -1.3);
        GradientAssert.Holds(run, "Many.F", 0.7f, -1.3);
        string[] saved = [.. run.Load().GetType("Many")!.GetNestedTypes().Select(t => t.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(["FSaved", "FSaved2", "FSaved3", "FSaved5", "FSaved6"], saved);
    }

    [Fact]
    public void An_overload_without_an_annotation_is_a_helper_of_the_annotated_one()
    {
        GeneratorRun run = GeneratorRun.Once("""
            public static partial class Many
            {
                [Backprop.Differentiable] public static double F(double x) => F(x, 3) * F(x, 0.5);
                private static double F(double x, int n) { double a = x * n; if (a > 1) { a *= a; } return a; }
                private static double F(double x, double y) { double a = x * y; if (a > 1) { a *= a; } return a * y; }
            }
            """);
        GradientAssert.Holds(run, "Many.F", 0.7);
    }

    [Theory]
    [InlineData("double x = 1.5", 0.7)]
    [InlineData("float x = -0.25f", 0.7f)]
    [InlineData("double x = double.NaN", 0.7)]
    [InlineData("float x = float.PositiveInfinity", 0.7f)]
    [InlineData("double x = double.Epsilon", 0.7)]
    [InlineData("double x = -0.0", 0.7)]
    [InlineData("double x = 1", 0.7)]
    [InlineData("double x = default", 0.7)]
    [InlineData("double x = System.Math.PI", 0.7)]
    [InlineData("double x, int n = int.MinValue", 0.7, 2)]
    [InlineData("double x, long n = long.MinValue", 0.7, 2L)]
    [InlineData("double x, long n = 5", 0.7, 2L)]
    [InlineData("double x, uint n = 5", 0.7, 2u)]
    [InlineData("double x, ulong n = ulong.MaxValue", 0.7, 2ul)]
    [InlineData("double x, byte n = 5", 0.7, (byte)2)]
    [InlineData("double x, sbyte n = -5", 0.7, (sbyte)2)]
    [InlineData("double x, short n = -5", 0.7, (short)2)]
    [InlineData("double x, char n = '\\''", 0.7, 'b')]
    [InlineData("double x, char n = '\\u2028'", 0.7, 'b')]
    [InlineData("double x, bool on = true", 0.7, false)]
    [InlineData("double x, string n = \"a\\\"\\n<&>\\u2028\"", 0.7, "b")]
    [InlineData("double x, string n = \"{0}\"", 0.7, "b")]
    [InlineData("double x, System.DayOfWeek n = System.DayOfWeek.Monday", 0.7, DayOfWeek.Friday)]
    [InlineData("double x, System.DayOfWeek n = (System.DayOfWeek)77", 0.7, DayOfWeek.Friday)]
    [InlineData("double x, System.DayOfWeek n = default", 0.7, DayOfWeek.Friday)]
    public void Optional_parameters_keep_their_defaults(string parameters, params object[] arguments)
    {
        string type = arguments[0] is float ? "float" : "double";
        GradientAssert.Holds($$"""public static partial class Options { [Backprop.Differentiable] public static {{type}} F({{parameters}}) => x * x; }""", "Options.F", arguments);
    }

    [Fact]
    public void An_optional_string_may_be_null() =>
        GradientAssert.Holds("""
            public static partial class Options
            {
                [Backprop.Differentiable]
            #nullable enable annotations
                public static double F(double x, string? name = null) => name == null ? x : x * x * name.Length;
            }
            """, "Options.F", 0.7, "abc");

    [Fact]
    public void An_optional_string_may_be_null_where_nullable_is_off()
    {
        GeneratorRun run = GeneratorRun.Once("""
            #nullable disable
            public static partial class Options
            {
                [Backprop.Differentiable] public static double F(double x, string name = null) => name == null ? x : x * x * name.Length;
            }
            """);
        GradientAssert.Holds(run, "Options.F", 0.7, "abc");
    }

    [Fact]
    public void Parameters_passed_by_in_have_gradients() =>
        GradientAssert.Holds("""
            public static partial class Inside
            {
                [Backprop.Differentiable] public static double F(in double x, double y, in int n) => x * x * y * n + Helper(x, in y);
                private static double Helper(in double a, in double b) { double c = a * b; if (c > 0) { c *= 2; } return c * a; }
            }
            """, "Inside.F", 0.7, -1.3, 3);

    [Fact]
    public void Overloads_may_differ_in_the_type_of_one_parameter_passed_by_in()
    {
        GeneratorRun run = GeneratorRun.Once("""
            public static partial class Inside
            {
                [Backprop.Differentiable] public static double F(in double x) => x * x;
                [Backprop.Differentiable] public static float F(in float x) => x * x * x;
            }
            """);
        GradientAssert.Holds(run, "Inside.F", 0.7);
        GradientAssert.Holds(run, "Inside.F", 0.7f);
    }

    [Fact]
    public void An_extension_method_has_a_gradient() =>
        GradientAssert.Holds("""
            public static partial class Extended
            {
                [Backprop.Differentiable] public static double F(this double x, double y) => x.Squared() * y;
                private static double Squared(this double a) { double b = a * a; return b + b * b; }
            }
            """, "Extended.F", 0.7, -1.3);

    [Fact]
    public void Parameters_marked_as_not_differentiable_get_nothing() =>
        GradientAssert.Holds("""
            using Backprop;
            public static partial class Some { [Differentiable] public static double F([NonDifferentiable] double a, double x, [NonDifferentiable] float b) => x * x * a * b; }
            """, "Some.F", 0.7, -1.3, 2.5f);

    [Fact]
    public void Twelve_parameters_come_out_in_order() =>
        GradientAssert.Holds("""
            public static partial class Wide
            {
                [Backprop.Differentiable]
                public static double F(double a, double b, double c, double d, double e, double f, double g, double h, double i, double j, double k, double l) =>
                    a * b + b * c * 2 + c * d * 3 + d * e * 4 + e * f * 5 + f * g * 6 + g * h * 7 + h * i * 8 + i * j * 9 + j * k * 10 + k * l * 11 + l * l;
            }
            """, "Wide.F", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3);

    [Fact]
    public void Arguments_given_by_name_and_left_out_are_read_in_their_order() =>
        GradientAssert.Holds("""
            public static partial class Named
            {
                [Backprop.Differentiable] public static double F(double x, double y)
                {
                    double a = x;
                    return G(c: a *= 2, a: a += y, b: a) * G(b: x, a: y) + G(y);
                }
                private static double G(double a, double b = 0.3, double c = 4) { double d = a * b; return d * d - c * a + c * c; }
            }
            """, "Named.F", 0.7, -1.3);
}
