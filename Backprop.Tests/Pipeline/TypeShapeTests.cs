using Backprop.Tests.Harness;

namespace Backprop.Tests.Pipeline;

/// <summary>Every kind of type that can hold an annotated method gets its members, in a file that compiles without a warning.</summary>
public sealed class TypeShapeTests
{
    private const string Method = "[Backprop.Differentiable] public static double F(double x, double y) => x * System.Math.Exp(0.5 * y) / (1.0 + x * x);";

    [Theory]
    [InlineData("partial class")]
    [InlineData("static partial class")]
    [InlineData("sealed partial class")]
    [InlineData("abstract partial class")]
    [InlineData("partial struct")]
    [InlineData("readonly partial struct")]
    [InlineData("unsafe partial struct")]
    [InlineData("partial record")]
    [InlineData("partial record class")]
    [InlineData("sealed partial record")]
    [InlineData("partial record struct")]
    [InlineData("readonly partial record struct")]
    [InlineData("partial interface")]
    public void A_static_method_of_any_kind_of_type_has_a_gradient(string declaration) =>
        GradientAssert.Holds($$"""public {{declaration}} Shape { {{Method}} }""", "Shape.F", 0.7, -1.3);

    [Theory]
    [InlineData("ref partial struct")]
    [InlineData("readonly ref partial struct")]
    public void A_static_method_of_a_ref_struct_has_a_gradient(string declaration)
    {
        // Reflection calls no method of a ref struct.
        GeneratorRun run = GeneratorRun.Once($$"""
            public {{declaration}} Shape { {{Method}} }
            public static class Caller { public static double Slope(double x) => Shape.FGradient(x, 0.0).dx; }
            """);
        Assert.Equal(1.0, run.Load().GetType("Caller")!.GetMethod("Slope")!.Invoke(null, [0.0]));
    }

    [Theory]
    [InlineData("class")]
    [InlineData("struct")]
    [InlineData("record")]
    [InlineData("record struct")]
    [InlineData("interface")]
    public void A_type_may_be_nested_in_any_kind_of_type(string kind) =>
        GradientAssert.Holds(
            $$"""namespace Deep; public partial {{kind}} Outer { public partial class Middle { internal partial struct Inner { {{Method}} } } }""",
            "Deep.Outer+Middle+Inner.F", 0.7, -1.3);

    [Fact]
    public void A_record_in_a_positional_record_has_a_gradient() =>
        GradientAssert.Holds($$"""public partial record Outer(double A) { public partial record struct Inner(double B) { {{Method}} } }""", "Outer+Inner.F", 0.7, -1.3);

    [Fact]
    public void A_method_of_a_generic_type_has_a_gradient() =>
        GradientAssert.Holds($$"""public partial class Box<T> where T : struct { {{Method}} }""", "Box`1.F", 0.7, -1.3);

    [Fact]
    public void A_type_nested_in_a_generic_type_has_a_gradient() =>
        GradientAssert.Holds(
            $$"""namespace A; public partial class Outer<T, U> where T : notnull { public partial struct Inner<@event> where @event : new() { {{Method}} } }""",
            "A.Outer`2+Inner`1.F", 0.7, -1.3);

    [Fact]
    public void Types_that_differ_in_arity_alone_have_a_file_each()
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            public partial class Box { {{Method}} }
            public partial class Box<T> { {{Method}} }
            public partial class Box<T, U> { {{Method}} }
            """);
        Assert.Equal(3, run.Files.Count);
        GradientAssert.Holds(run, "Box.F", 0.7, -1.3);
        GradientAssert.Holds(run, "Box`1.F", 0.7, -1.3);
        GradientAssert.Holds(run, "Box`2.F", 0.7, -1.3);
    }

    [Fact]
    public void Types_that_differ_in_case_alone_have_a_file_each()
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            public partial class Box { {{Method}} }
            public partial class BOX { {{Method}} }
            """);
        Assert.Equal(2, run.Files.Count);
        GradientAssert.Holds(run, "Box.F", 0.7, -1.3);
        GradientAssert.Holds(run, "BOX.F", 0.7, -1.3);
    }

    [Fact]
    public void Names_that_look_alike_in_a_file_name_have_a_file_each()
    {
        // U+0301, a combining accent, is a letter to C#, but not to a file's name.
        GeneratorRun run = GeneratorRun.Once($$"""
            public partial class Cafe\u0301 { {{Method}} }
            public partial class Cafe_ { {{Method}} }
            """);
        Assert.Equal(2, run.Files.Count);
        run.Load();
    }

    [Fact]
    public void An_interface_of_variant_types_is_refused()
    {
        GeneratorRun run = GeneratorRun.Once($$"""public partial interface ISource<out T> { {{Method}} }""");
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(["BP0005"], run.Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void Methods_in_several_parts_of_a_type_share_a_file()
    {
        GeneratorRun run = GeneratorRun.OfFiles(
            $$"""namespace Parts; public static partial class Both { {{Method}} }""",
            """namespace Parts { partial class Both { [Backprop.Differentiable] internal static float G(float z) => z * z * z; } }""",
            """namespace Parts { partial class Both { private const double Unused = 1; } }""");
        Assert.Single(run.Files);
        GradientAssert.Holds(run, "Parts.Both.F", 0.7, -1.3);
        GradientAssert.Holds(run, "Parts.Both.G", 0.7f);
    }

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    [InlineData("private")]
    [InlineData("protected")]
    [InlineData("protected internal")]
    [InlineData("private protected")]
    [InlineData("")]
    public void Generated_members_have_the_accessibility_of_the_method(string accessibility)
    {
        string method = Method.Replace("public", accessibility);
        GradientAssert.Holds($$"""public partial class Open { {{method}} }""", "Open.F", 0.7, -1.3);
        GradientAssert.Holds($$"""public partial class Open { private partial class Closed { {{method}} } }""", "Open+Closed.F", 0.7, -1.3);
    }

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    [InlineData("private")]
    [InlineData("protected")]
    [InlineData("protected internal")]
    [InlineData("private protected")]
    [InlineData("")]
    public void The_type_may_have_any_accessibility(string accessibility) =>
        GradientAssert.Holds($$"""public partial class Open { {{accessibility}} partial struct Inner { {{Method}} } }""", "Open+Inner.F", 0.7, -1.3);

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    [InlineData("private")]
    [InlineData("")]
    public void A_static_method_of_an_interface_may_have_any_accessibility(string accessibility) =>
        GradientAssert.Holds($$"""public partial interface IShape { {{Method.Replace("public", accessibility)}} }""", "IShape.F", 0.7, -1.3);

    [Fact]
    public void A_type_in_the_global_namespace_has_a_gradient() => GradientAssert.Holds($$"""partial class Loose { {{Method}} }""", "Loose.F", 0.7, -1.3);

    [Fact]
    public void Namespaces_may_be_nested() =>
        GradientAssert.Holds($$"""namespace A.B { namespace C { partial class Deep { {{Method}} } } }""", "A.B.C.Deep.F", 0.7, -1.3);

    [Fact]
    public void A_derived_type_may_hide_an_annotated_method_by_its_own()
    {
        GeneratorRun run = GeneratorRun.Once("""
            public partial class Base { [Backprop.Differentiable] public static double F(double x) => x * x; }
            public partial class Derived : Base { [Backprop.Differentiable] public new static double F(double x) => x * x * x; }
            """);
        GradientAssert.Holds(run, "Base.F", 0.7);
        GradientAssert.Holds(run, "Derived.F", 0.7);
    }
}
