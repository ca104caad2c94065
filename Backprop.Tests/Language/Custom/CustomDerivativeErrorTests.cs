using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Custom;

/// <summary>A custom derivative that is none is told at its attribute, with what was to be written.</summary>
public sealed class CustomDerivativeErrorTests
{
    private const string Wanted = "static (double value, double dx, double dy) D(double x, double y, int n)";

    [Theory]
    [InlineData("static (double, double, double) D(double x, double y) => default;", "its parameters are others")]
    [InlineData("static (double, double, double) D(double x, double y, int n, int m) => default;", "its parameters are others")]
    [InlineData("static (double, double, double) D(double x, float y, int n) => default;", "its parameters are others")]
    [InlineData("static (double, double, double) D(double x, ref double y, int n) => default;", "it passes a parameter by reference")]
    [InlineData("static (double, double) D(double x, double y, int n) => default;", "it returns '(double, double)'")]
    [InlineData("static (double, double, double, double) D(double x, double y, int n) => default;", "it returns '(double, double, double, double)'")]
    [InlineData("static (double, float, double) D(double x, double y, int n) => default;", "it returns '(double, float, double)'")]
    [InlineData("static double D(double x, double y, int n) => default;", "it returns 'double'")]
    [InlineData("static void D(double x, double y, int n) { }", "it returns 'void'")]
    [InlineData("(double, double, double) D(double x, double y, int n) => default;", "it is not static")]
    [InlineData("static (double, double, double) D<T>(double x, double y, int n) => default;", "it is generic, or in a generic type")]
    public void A_signature_that_does_not_fit(string derivative, string why)
    {
        string source = ByHand.Source($$"""
            static double Own(double x, double y, int n) => x * y;
            [DerivativeOf(nameof(Own))] {{derivative}}
            [Differentiable] static double F(double x) => Own(x, x, 1);
            """);
        Assert.Equal(("BP0008", "DerivativeOf(nameof(Own))", $"'D' cannot be the derivative of 'Code.Own(double, double, int)': {why}; write '{Wanted}'"), ByHand.Error(source));
    }

    [Theory]
    [InlineData("static double Own(double x) => x; static double Own(double x, int n) => x;", "[DerivativeOf(nameof(Own))] static (double, double) D(float x) => default;",
        "'D' cannot be the derivative of 'Own': no overload has its parameters; write 'static (double value, double dx) D(double x)' or 'static (double value, double dx) D(double x, int n)'")]
    public void A_signature_that_fits_no_overload(string methods, string derivative, string message) =>
        Assert.Equal(("BP0008", "DerivativeOf(nameof(Own))", message), ByHand.Error(ByHand.Source(methods + "\n" + derivative)));

    [Theory]
    [InlineData("", "Own", "'Code' has no such method; name its type, as in [DerivativeOf(typeof(Math), nameof(Math.Exp))]")]
    [InlineData("static double Own = 1;", "Own", "'Code' has no such method; name its type, as in [DerivativeOf(typeof(Math), nameof(Math.Exp))]")]
    [InlineData("double Own(double x) => x;", "Code.Own(double)", "it is not static; make it static")]
    [InlineData("static T Own<T>(double x) => default;", "Code.Own<T>(double)", "it is generic, or in a generic type; write it for double or float")]
    [InlineData("static int Own(double x) => 1;", "Code.Own(double)", "it returns 'int'; return double or float")]
    [InlineData("static void Own(double x) { }", "Code.Own(double)", "it returns 'void'; return double or float")]
    [InlineData("static double Own(ref double x) => x;", "Code.Own(ref double)", "its parameter 'x' is passed by reference; pass it by value")]
    [InlineData("static double Own(double[] x) => x[0];", "Code.Own(double[])", "its parameter 'x' is an array; pass each number, or have its body read")]
    [InlineData("static double Own(int[] x) => x[0];", "Code.Own(int[])", "its parameter 'x' is an array; pass each number, or have its body read")]
    [InlineData("static double Own(ReadOnlySpan<double> x) => x[0];", "Code.Own(ReadOnlySpan<double>)", "its parameter 'x' is a span; pass each number, or have its body read")]
    [InlineData("static double Own(double x, Half y) => x;", "Code.Own(double, Half)", "its parameter 'y' is of type 'Half'; make it double or float")]
    [InlineData("static double Own(int n) => n;", "Code.Own(int)", "it has no parameter to differentiate; give it one of type double or float")]
    [InlineData("static double Own([NonDifferentiable] double x) => x;", "Code.Own(double)", "it has no parameter to differentiate; give it one of type double or float")]
    [InlineData("[NonDifferentiable] static double Own(double x) => x;", "Code.Own(double)", "it is marked [NonDifferentiable]; remove one of the two")]
    [InlineData("static double Own(double x) => x; static double Own(in double x) => x;", "Code.Own(double)", "another overload differs in how it passes its parameters; give one of them another name")]
    public void A_method_that_cannot_have_one(string method, string shown, string why)
    {
        string parameters = method.Contains('(', StringComparison.Ordinal) ? method.Split('(')[1].Split(')')[0].Replace("ref ", "", StringComparison.Ordinal).Replace("[NonDifferentiable] ", "", StringComparison.Ordinal) : "double x";
        Assert.Equal(("BP0009", "DerivativeOf(\"Own\")", $"'{shown}' cannot have a custom derivative: {why}"),
            ByHand.Error(ByHand.Source($"{method}\n[DerivativeOf(\"Own\")] static (double, double) D({parameters}) => default;")));
    }

    [Fact]
    public void A_method_of_a_generic_type() =>
        Assert.Equal(("BP0009", "'Box<T>.Own(double)' cannot have a custom derivative: it is generic, or in a generic type; write it for double or float"), ByHand.Error(ByHand.Source(
            "[DerivativeOf(typeof(Box<>), \"Own\")] static (double, double) D(double x) => default;", "static class Box<T> { internal static double Own(double x) => x; }")) is var (id, _, message) ? (id, message) : default);

    [Fact]
    public void A_type_without_the_method() =>
        Assert.Equal(("BP0009", "'Own' cannot have a custom derivative: 'Math' has no such method; name one that it has"),
            ByHand.Error(ByHand.Source("[DerivativeOf(typeof(Math), \"Own\")] static (double, double) D(double x) => default;")) is var (id, _, message) ? (id, message) : default);

    [Theory]
    [InlineData("private")]
    [InlineData("protected")]
    [InlineData("private protected")]
    public void A_derivative_that_its_methods_caller_cannot_reach(string accessibility) =>
        Assert.Equal(
            ("BP0008", "DerivativeOf(nameof(Own))",
                "'D' cannot be the derivative of 'Library.Own(double)': it is not accessible from 'Code', where that is called; write 'internal static (double value, double dx) D(double x)'"),
            ByHand.Error(ByHand.Source(
                "[Differentiable] static double F(double x) => Library.Own(x); [Differentiable] static double G(double x) => Library.Own(x);",
                $"class Library {{ internal static double Own(double x) => x; [DerivativeOf(nameof(Own))] {accessibility} static (double, double) D(double x) => default; }}")));

    [Fact]
    public void A_derivative_in_a_file_local_type() =>
        Assert.Equal("BP0008", ByHand.Error(ByHand.Source("internal static double Own(double x) => x;",
            "file static class Slopes { [DerivativeOf(typeof(Code), nameof(Code.Own))] internal static (double, double) D(double x) => default; }")).Id);

    [Fact]
    public void A_local_function_is_no_derivative() =>
        Assert.Equal(("BP0008", "DerivativeOf(nameof(Own))", "'D' cannot be the derivative of 'Own': it is no method of a type; write 'a static method'"), ByHand.Error(ByHand.Source("""
            static double Own(double x) => x;
            static void M() { [DerivativeOf(nameof(Own))] static (double, double) D(double x) => default; }
            """)));

    [Fact]
    public void Two_derivatives_of_one_method() =>
        Assert.Equal(("BP0010", "DerivativeOf(\"Own\")", "'E' is a second derivative of 'Code.Own(double)', beside 'D'; remove one of them"), ByHand.Error(ByHand.Source("""
            static double Own(double x) => x;
            [DerivativeOf(nameof(Own))] static (double, double) D(double x) => default;
            [DerivativeOf("Own")] static (double, double) E(double x) => default;
            [Differentiable] static double F(double x) => Own(x);
            """)));

    [Fact] // Told once, however many methods call it; an annotated method that has it gets no code.
    public void Its_users_say_nothing_more()
    {
        GeneratorRun run = GeneratorRun.Once(ByHand.Source("""
            [Differentiable] static double Own(double x) => x;
            [DerivativeOf(nameof(Own))] static double D(double x) => x;
            [Differentiable] static double F(double x) => Own(x);
            [Differentiable] static double G(double x) => Help(x);
            static double Help(double x) { double t = Own(x); if (t > 1) { t *= x; } return t; }
            """));
        Assert.Equal(["BP0008"], run.Diagnostics.Select(d => d.Id));
        Assert.Empty(run.Files);
    }

    [Theory]
    [InlineData("[DerivativeOf(nameof(Missing))]")]
    [InlineData("[DerivativeOf]")]
    [InlineData("[DerivativeOf(3)]")]
    [InlineData("[DerivativeOf(null)]")]
    [InlineData("[DerivativeOf(null, \"Own\")]")]
    public void What_the_compiler_refuses_is_no_trouble(string attribute)
    {
        GeneratorRun run = GeneratorRun.Once(ByHand.Source($$"""
            static double Own(double x) => x;
            {{attribute}} static (double, double) D(double x) => default;
            [Differentiable] static double F(double x) => Own(x);
            """));
        Assert.All(run.Driver.GetRunResult().Results, r => Assert.Null(r.Exception));
        Assert.All(run.Diagnostics, d => Assert.Equal("BP0009", d.Id));
    }
}
