using Backprop.Tests.Harness;

namespace Backprop.Tests.Pipeline;

/// <summary>Methods that an annotated one calls: their halves stand beside it, once each, under names that meet no others.</summary>
public sealed class HelperTests
{
    private const string LongBody = "{ double b = a * a; if (a > 0.2) { b += System.Math.Sin(a); } return b * b + a; }";

    [Fact]
    public void Helpers_of_one_name_in_two_types_do_not_meet() =>
        GradientAssert.Holds($$"""
            namespace A { public static class Util { public static double Help(double a) {{LongBody}} } }
            namespace B { public static class Util { public static double Help(double a) { double b = a * 3; return b * b * b; } } }
            public static partial class Code
            {
                [Backprop.Differentiable] public static double F(double x) => A.Util.Help(x) * B.Util.Help(x) * Help(x);
                private static double Help(double a) { double b = a * 5; return b * b * b; }
                private static double UtilHelp(double a) { double b = a * 7; return b * b * b; }
                [Backprop.Differentiable] public static double G(double x) => UtilHelp(x) * B.Util.Help(x);
            }
            """, "Code.F", 0.7);

    [Fact]
    public void Helpers_of_one_name_in_nested_types_do_not_meet() =>
        GradientAssert.Holds($$"""
            public static class One { public static class Util { public static double Help(double a) {{LongBody}} } }
            public static class Two { public static class Util { public static double Help(double a) { double b = a * 3; return b * b * b; } } }
            public static partial class Code
            {
                [Backprop.Differentiable] public static double F(double x) => One.Util.Help(x) * Two.Util.Help(x);
            }
            """, "Code.F", 0.7);

    [Fact]
    public void A_helper_that_two_methods_call_is_written_once()
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            public static partial class Code
            {
                [Backprop.Differentiable] public static double F(double x) => x * Help(x);
                [Backprop.Differentiable] public static double G(double x, double y) => Help(x * y) + Help(y);
                private static double Help(double a) {{LongBody}}
            }
            """);
        GradientAssert.Holds(run, "Code.F", 0.7);
        GradientAssert.Holds(run, "Code.G", 0.7, -1.3);
        Assert.Single(run.File.Split('\n'), l => l.Contains(" HelpGradient(double a, out double byA)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_helper_that_methods_of_two_types_call_is_written_in_each()
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            public static class Util { internal static double Help(double a) {{LongBody}} }
            public static partial class One { [Backprop.Differentiable] public static double F(double x) => x * Util.Help(x); }
            public static partial class Two { [Backprop.Differentiable] public static double F(double x) => x * x * Util.Help(x); }
            """);
        GradientAssert.Holds(run, "One.F", 0.7);
        GradientAssert.Holds(run, "Two.F", 0.7);
    }

    [Fact]
    public void Helpers_call_helpers() =>
        GradientAssert.Holds($$"""
            public static partial class Code
            {
                [Backprop.Differentiable] public static double F(double x) => Outer(x) * Inner(x);
                private static double Outer(double a) { double b = Inner(a) * a; if (b < 1) { b *= Inner(b); } return b + Small(a); }
                private static double Inner(double a) {{LongBody}}
                private static double Small(double a) => a * a;
            }
            """, "Code.F", 0.7);

    [Fact]
    public void Overloaded_helpers_have_halves_each() =>
        GradientAssert.Holds($$"""
            public static class Util
            {
                public static double Help(double a) {{LongBody}}
                public static float Help(float a) { float b = a * a; return b * b + a; }
                public static double Help(double a, int n) { double b = a * n; return b * b + a; }
            }
            public static partial class Code
            {
                [Backprop.Differentiable] public static double F(double x) => Util.Help(x) * Util.Help(x, 3) + Util.Help(x * 2);
                [Backprop.Differentiable] public static float G(float x) => Util.Help(x) * x;
            }
            """, "Code.F", 0.7);

    [Fact]
    public void A_public_method_calls_a_private_annotated_one()
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            public static partial class Code
            {
                [Backprop.Differentiable] public static double F(double x) => G(x) * G(2 * x);
                [Backprop.Differentiable] private static double G(double a) {{LongBody}}
            }
            """);
        GradientAssert.Holds(run, "Code.F", 0.7);
        GradientAssert.Holds(run, "Code.G", 0.7);
    }

    [Theory]
    [InlineData("internal static", "internal")]
    [InlineData("internal static", "public")]
    [InlineData("private static", "public")]
    [InlineData("private static", "internal")]
    [InlineData("protected", "public")]
    [InlineData("protected internal", "internal")]
    [InlineData("private protected", "public")]
    public void A_public_method_calls_an_annotated_one_of_a_type_less_accessible(string type, string method)
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            public partial class Code
            {
                [Backprop.Differentiable] public static double F(double x) => Hidden.G(x) * Hidden.G(2 * x);
                {{type}} partial class Hidden { [Backprop.Differentiable] {{method}} static double G(double a) {{LongBody}} }
            }
            """);
        GradientAssert.Holds(run, "Code.F", 0.7);
        GradientAssert.Holds(run, "Code+Hidden.G", 0.7);
    }

    [Theory]
    [InlineData("protected")]
    [InlineData("private protected")]
    [InlineData("protected internal")]
    [InlineData("internal")]
    public void A_method_calls_an_annotated_one_of_its_base_type(string accessibility) =>
        GradientAssert.Holds($$"""
            public partial class Base { [Backprop.Differentiable] {{accessibility}} static double G(double a) {{LongBody}} }
            public partial class Code : Base { [Backprop.Differentiable] public static double F(double x) => G(x) * G(2 * x); }
            """, "Code.F", 0.7);

    [Fact]
    public void An_annotated_method_of_another_type_may_read_what_is_private_there() =>
        GradientAssert.Holds("""
            public static partial class Other
            {
                private static readonly double s_k = 2;
                [Backprop.Differentiable] public static double Small(double a) => a * a * s_k;
                [Backprop.Differentiable] public static double Calling(double a) => Private(a) * a;
                private static double Private(double a) => a * s_k;
            }
            public static partial class Code { [Backprop.Differentiable] public static double F(double x) => Other.Small(x) * x + Other.Calling(x); }
            """, "Code.F", 0.7);

    [Fact]
    public void A_helper_in_a_private_type_is_copied_beside_its_caller() =>
        GradientAssert.Holds($$"""
            public partial class Code
            {
                [Backprop.Differentiable] public static double F(double x) => Hidden.G(x) * Hidden.Small(x);
                private static class Hidden
                {
                    internal const double K = 2;
                    internal static double s_k = 3;
                    internal static double G(double a) {{LongBody}}
                    internal static double Small(double a) => a * K + s_k;
                }
            }
            """, "Code.F", 0.7);

    [Theory]
    [InlineData("a => a * a * K;")]
    [InlineData("a { double b = a * K; if (b > 1) { b *= a; } return b * b; }")]
    public void A_helper_of_a_generic_type_is_refused(string body)
    {
        // Its body means something else for each type given.
        GeneratorRun run = GeneratorRun.Once($$"""
            public static class Rate<T> { private static readonly double K = typeof(T) == typeof(int) ? 2 : 3; public static double Help(double {{body.Replace("a =>", "a) =>").Replace("a {", "a) {")}} }
            public static partial class Code { [Backprop.Differentiable] public static double F(double x) => Rate<int>.Help(x) + Rate<string>.Help(x); }
            """);
        Assert.Equal(["BP1006", "BP1006"], run.Diagnostics.Select(d => d.Id));
        Assert.Contains("Rate<int>", run.Diagnostics[0].GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_annotated_method_of_another_generic_type_is_called_on_the_type_given() =>
        GradientAssert.Holds($$"""
            public static partial class Rate<T> { [Backprop.Differentiable] public static double G(double a) {{LongBody}} }
            public static partial class Code { [Backprop.Differentiable] public static double F(double x) => Rate<int>.G(x) * Rate<string>.G(2 * x); }
            """, "Code.F", 0.7);

    [Fact]
    public void A_helper_of_the_same_generic_type_is_called() =>
        GradientAssert.Holds($$"""
            public static partial class Code<T>
            {
                private static readonly double s_k = typeof(T) == typeof(int) ? 2 : 3;
                [Backprop.Differentiable] public static double F(double x) => Help(x) * Small(x) * s_k;
                private static double Help(double a) { double b = a * s_k; return b * b * b; }
                private static double Small(double a) => a * a * s_k;
            }
            """, "Code`1.F", 0.7);

    [Fact]
    public void Arguments_may_repeat_and_be_expressions() =>
        GradientAssert.Holds($$"""
            public static partial class Code
            {
                [Backprop.Differentiable] public static double F(double x, double y) => G(x, x) + G(x * y, y) * G(y, 3.0) + G(G(x, y), G(y, x)) + G(2.0, 3.0);
                private static double G(double a, double b) { double c = a * b; if (c > 0.1) { c += System.Math.Exp(a); } return c * b; }
            }
            """, "Code.F", 0.7, -0.6);
}
