using Backprop.Tests.Harness;

namespace Backprop.Tests.Pipeline;

/// <summary>Methods of objects: what they read of the object is constant as far as derivatives go.</summary>
public sealed class InstanceTests
{
    [Theory]
    [InlineData("class", "private readonly double _rate = 1.5;", "_rate")]
    [InlineData("class", "private double _rate = 1.5; public void Set(double rate) => _rate = rate;", "_rate")]
    [InlineData("class", "public double Rate { get; set; } = 1.5;", "Rate")]
    [InlineData("class", "public double Rate { get; } = 1.5;", "this.Rate")]
    [InlineData("class", "private const double Rate = 1.5;", "Rate")]
    [InlineData("class", "private static readonly double Rate = 1.5;", "Rate")]
    [InlineData("class", "private static double s_rate = 1.5; public static void Set(double rate) => s_rate = rate;", "s_rate")]
    [InlineData("class", "public static double Rate { get; set; } = 1.5;", "Rate")]
    [InlineData("class", "public double Rate => 1.5;", "Rate")]
    [InlineData("class", "protected internal readonly float rate = 1.5f;", "rate")]
    [InlineData("class", "private readonly int _rate = 3;", "_rate")]
    [InlineData("class", "private readonly double x = 1.5;", "this.x")]
    [InlineData("class", "private readonly double dx = 1.5, value = 2.5, t = 3.5, saved = 4.5, dvalue = 5.5;", "(dx * value - t) * saved * dvalue")]
    [InlineData("class", "private double dx = 1.5, value = 2.5, t = 3.5, saved = 4.5; public void Set(double a) => dx = value = t = saved = a;", "(dx * value - t) * saved")]
    [InlineData("class", "private readonly double @event = 1.5;", "@event")]
    [InlineData("class", "private double @class = 1.5; public void Set(double rate) => @class = rate;", "@class")]
    [InlineData("struct", "private readonly double _rate = 1.5; public Thing() { }", "_rate")]
    [InlineData("struct", "public double Rate = 1.5; public Thing() { }", "Rate")]
    [InlineData("record", "public double Rate { get; init; } = 1.5;", "Rate")]
    [InlineData("record struct", "public double Rate { get; init; } = 1.5; public Thing() { }", "Rate")]
    public void An_instance_method_reads_its_object(string kind, string members, string rate)
    {
        string source = $$"""
            using System;
            public partial {{kind}} Thing
            {
                {{members}}
                [Backprop.Differentiable] public double F(double x) => Math.Sin(x * {{rate}}) * x + {{rate}};
            }
            """;
        GradientAssert.Holds(source, "Thing.F", 0.7);
        GradientAssert.Holds(source.Replace("public double F", "internal double F"), "Thing.F", -0.7);
    }

    [Theory]
    [InlineData("class Thing(double rate)", "rate")]
    [InlineData("struct Thing(double rate)", "rate")]
    [InlineData("record Thing(double Rate)", "Rate")]
    [InlineData("record Thing(double Rate)", "this.Rate")]
    [InlineData("record struct Thing(double Rate)", "Rate")]
    [InlineData("record Thing(double @event)", "@event")]
    [InlineData("class Thing(double dx)", "dx")]
    [InlineData("class Thing(double t)", "t")]
    [InlineData("class Thing(double value, double saved, double dvalue)", "(value + saved * dvalue)")]
    [InlineData("class Thing(double sin)", "Math.Tanh(sin)")]
    [InlineData("class Thing(double @class)", "@class")]
    [InlineData("class Thing(int n)", "System.Math.Abs(n)")]
    [InlineData("class Thing(double y, double dy)", "(y + dy)")]
    public void An_instance_method_reads_a_parameter_of_its_primary_constructor(string declaration, string rate) =>
        GradientAssert.Holds($$"""
            using System;
            public partial {{declaration}}
            {
                [Backprop.Differentiable] public double F(double x) => Math.Sin(x * {{rate}}) * x + {{rate}};
            }
            """, "Thing.F", 0.7);

    [Fact]
    public void Readonly_structs_and_readonly_methods_have_gradients()
    {
        GradientAssert.Holds("public readonly partial struct Thing(double rate) { [Backprop.Differentiable] public double F(double x) => x * x * rate; }", "Thing.F", 0.7);
        GradientAssert.Holds("public partial struct Thing(double rate) { public double Rate = rate; [Backprop.Differentiable] public readonly double F(double x) => x * x * Rate; }", "Thing.F", 0.7);
        GradientAssert.Holds("public readonly partial record struct Thing(double Rate) { [Backprop.Differentiable] public double F(double x) => x * x * Rate; }", "Thing.F", 0.7);
    }

    [Fact]
    public void A_gradient_of_a_readonly_method_is_called_on_a_readonly_struct_without_a_copy() =>
        // A copy would be a warning to analyzers, and read stale fields of a mutable one.
        Assert.Empty(GeneratorRun.Once("""
            public partial struct Thing
            {
                public double Rate;
                [Backprop.Differentiable] public readonly double F(double x) => x * x * Rate;
                public readonly double Slope(double x) => FGradient(x).dx;
            }
            """).CompilerDiagnostics);

    [Fact]
    public void An_instance_method_of_a_ref_struct_has_a_gradient()
    {
        const string source = """
            public ref partial struct Thing
            {
                private readonly double _rate;
                public Thing(double rate) => _rate = rate;
                [Backprop.Differentiable] public double F(double x) => x * x * _rate;
            }
            public static class Caller { public static double Slope(double x) => new Thing(1.5).FGradient(x).dx; }
            """;
        object? slope = GeneratorRun.Once(source).Load().GetType("Caller")!.GetMethod("Slope")!.Invoke(null, [0.5]);
        Assert.Equal(1.5, slope);
    }

    [Fact]
    public void A_method_that_seals_an_inherited_one_has_a_gradient() =>
        GradientAssert.Holds("""
            public abstract class Base { public abstract double F(double x); protected double rate = 1.5; }
            public partial class Thing : Base { [Backprop.Differentiable] public sealed override double F(double x) => x * x * rate * base.ToString()!.Length; }
            """.Replace(" * base.ToString()!.Length", ""), "Thing.F", 0.7);

    [Fact]
    public void A_method_that_implements_an_interface_has_a_gradient() =>
        GradientAssert.Holds("""
            public interface IShape { double F(double x); }
            public partial class Thing : IShape { [Backprop.Differentiable] public double F(double x) => x * x * x; }
            """, "Thing.F", 0.7);

    [Fact]
    public void Instance_helpers_read_the_same_object() =>
        GradientAssert.Holds("""
            using System;
            public partial class Thing(double shift)
            {
                private readonly double _rate = 1.5;
                private double Scale { get; set; } = 0.3;
                [Backprop.Differentiable] public double F(double x) => Twice(x) * Once(x);
                private double Once(double x) => x * _rate + shift;
                private double Twice(double x) { double a = Once(x); if (a > 0) { a = Math.Sin(a) * Scale; } return a * a + shift; }
            }
            """, "Thing.F", 0.7);

    [Fact]
    public void A_helper_means_the_constructors_parameter_where_its_caller_has_one_of_the_same_name() =>
        GradientAssert.Holds("""
            public partial class Thing(double scale)
            {
                [Backprop.Differentiable] public double F(double scale) => Small(scale) * Long(scale);
                private double Small(double x) => x * scale;
                private double Long(double x) { double y = x * scale; return y * y + scale; }
            }
            """, "Thing.F", 0.7);

    [Fact]
    public void A_local_may_have_the_name_of_a_constructor_parameter_elsewhere_in_the_method() =>
        GradientAssert.Holds("""
            public partial class Thing(double scale, int n)
            {
                [Backprop.Differentiable] public double F(double x)
                {
                    double a = x * scale;
                    if (x > 0) { double b = a * scale; a += b * b; }
                    { double scale2 = a * 3; a += scale2 * a; }
                    return a * Other(x) * System.Math.Sign(n.CompareTo(0));
                }
                private static double Other(double x) { double scale = x * x; return scale * scale + scale; }
            }
            """, "Thing.F", 0.7);
}
