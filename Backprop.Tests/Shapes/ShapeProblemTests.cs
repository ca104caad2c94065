using System.Numerics.Tensors;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Shapes;

/// <summary>Shapes that do not fit are told of where they meet, in their author's names.</summary>
public sealed class ShapeProblemTests
{
    [Theory]
    [InlineData("x: N, D; y: N, 4", "Tensor.Sum<double>(x * y)", "BP2001: Multiply: [N, D] and [N, 4]: D and 4 differ")]
    [InlineData("x: N, D; y: M, D", "Tensor.Sum<double>(x + Tensor.Exp<double>(y))", "BP2001: Add: [N, D] and [M, D]: N and M differ")]
    [InlineData("x: N, 2 * H; y: H", "Tensor.Sum<double>(x - y)", "BP2001: Subtract: [N, H * 2] and [H]: H * 2 and H differ")]
    [InlineData("x: 4, 6; y: 5", "Tensor.Sum<double>(Tensor.Reshape<double>(x, [5, 5])) + Tensor.Sum<double>(y)", "BP2001: Reshape: [4, 6] as [5, 5]: they have 24 and 25 elements")]
    [InlineData("x: N; y: 2 * M", "Tensor.Sum<double>(x) + Tensor.Sum<double>(y)", "BP2003: 'M' is no length of a dimension; write a whole number, a name, or sums, products and quotients of them, of which none changes")]
    [InlineData("x: N; y: N % 2", "Tensor.Sum<double>(x) + Tensor.Sum<double>(y)", "BP2003: 'N % 2' is no length of a dimension; write a whole number, a name, or sums, products and quotients of them, of which none changes")]
    [InlineData("x: N; y: Steps", "Tensor.Sum<double>(x) + Tensor.Sum<double>(y)", "BP2003: 'Steps' is no length of a dimension; write a whole number, a name, or sums, products and quotients of them, of which none changes")]
    [InlineData("x: N, D; y: N, 1", "Tensor.Sum<double>(x - y)", "BP2004: Subtract: [N, D] and [N, 1]: .NET gives [N, 1] where [N, D] would be right, and leaves elements out; put the operand that has all dimensions second, or give it more dimensions than the other")]
    [InlineData("x: N, 1; y: 1, D", "Tensor.Sum<double>(x * y)", "BP2004: Multiply: [N, 1] and [1, D]: .NET gives [1, D] where [N, D] would be right, and leaves elements out; put the operand that has all dimensions second, or give it more dimensions than the other")]
    [InlineData("x: N, D; y: D, K", "var h = x; for (int i = 0; i < 2; i++) h = MatMul(h, y); return Tensor.Sum<double>(h);", "BP2001: h: [N, K] in place of [N, D]: D and K differ")]
    [InlineData("x: N, D; y: D, D", "var h = x; for (int i = 0; i < 2; i++) { var g = h * (h = MatMul(h, y)); } return Tensor.Sum<double>(h);", "BP1002: 'h = MatMul(h, y)' cannot be differentiated: what stands before it in the expression may be the tensor that it replaces; make it a statement of its own")]
    public void Is_told(string parameters, string body, string problem)
    {
        Diagnostic told = Assert.Single(GeneratorRun.Once(TensorSubject.Source(parameters, body, "public static int Steps;")).Warnings);
        Assert.Equal(problem, $"{told.Id}: {told.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    [Theory]
    [InlineData("Tensor.Sum<double>(Masked(x) * y)")]
    [InlineData("Console.WriteLine(x); return Tensor.Sum<double>(x * y);")]
    [InlineData("Seen(x); return Tensor.Sum<double>(x * y);")]
    [InlineData("if (Tensor.Sum<double>(x) < 0) throw new ArgumentException($\"{x}\"); return Tensor.Sum<double>(x * y);")]
    [InlineData("var h = x * 2; h += y; return Tensor.Sum<double>(h);")]
    [InlineData("x.FlattenedLength * Tensor.Sum<double>(y)")]
    [InlineData("Tensor.Sum<double>(x * y) * x[0, 0]")]
    [InlineData("x[0, 0] = 2; return Tensor.Sum<double>(x * y);")]
    [InlineData("Tensor.Sum<int>(Tensor.Create<int>([1, 2], [2])) * Tensor.Sum<double>(x * y)")]
    [InlineData("Tensor.Sum<double>(x * Once(y))")]
    [InlineData("Huber(x, y, Tensor.Sum<double>(x))")]
    [InlineData("Tensor.Sum<double>(Dropout(x, Tensor.Average<double>(y), 3))")]
    [InlineData("Tensor.Sum<double>(x * Weights * y)")]
    [InlineData("var h = x * 2; for (int i = 0; i < 2; i++) h = h * y; (h, y) = (y, h); h = h * y; return Tensor.Sum<double>(h * y);")]
    [InlineData("Tensor<double> h; if (Tensor.Sum<double>(x) > 0) h = x; else h = y; return Tensor.Sum<double>(h * y);")]
    [InlineData("var h = Tensor.Sum<double>(x) > 0 ? x : y; return Tensor.Sum<double>(h * y);")]
    public void What_is_not_read_is_an_error(string body)
    {
        GeneratorRun run = GeneratorRun.Once(TensorSubject.Source("x: N, D; y: N, D", body, """
            [NonDifferentiable] static Tensor<double> Masked(Tensor<double> x) => Tensor.Sign<double>(x) is null ? x : x;
            [NonDifferentiable] static void Seen(Tensor<double> x) => Console.WriteLine(x);
            static readonly Tensor<double> Weights = Tensor.Create<double>([1, 2], [2]);
            static Tensor<double> Once(Tensor<double> x) => Library.Of(x);
            public static class Library { public static Func<Tensor<double>, Tensor<double>> Of = t => t; }
            """));
        Assert.NotEmpty(run.Warnings);
        Assert.All(run.Warnings, d => Assert.True(d.Severity == DiagnosticSeverity.Error && d.Id != "BP0007", d.ToString()));
        Assert.Empty(run.Files);
    }

    [Fact]
    public void A_number_that_is_held_may_be_given_to_a_kernel() => Assert.Empty(
        GeneratorRun.Once(TensorSubject.Source("x: N, D; y: N, D", "Huber(x, y, Gradient.Stop(Tensor.Norm<double>(x)))")).Warnings);

    [Fact]
    public void A_helper_is_given_what_it_says() => Assert.Equal(
        "BP2001: Scaled, b: [M, N] in place of [N, M]: N and M differ",
        Assert.Single(GeneratorRun.Once(TensorSubject.Source(
            "x: N, M; y: M, N", "Scaled(x, y)",
            "static double Scaled([Shape(\"A\", \"B\")] Tensor<double> a, [Shape(\"A\", \"B\")] Tensor<double> b) => Tensor.Sum<double>(a) * Tensor.Sum<double>(b);"))
            .Warnings.Select(d => $"{d.Id}: {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")));

    /// <summary>Once .NET has mended this, BP2004 has served its time.</summary>
    [Fact]
    public void DotNet_gets_the_shape_wrong_of_which_it_is_told()
    {
        Tensor<double> wide = Tensor.Create<double>([1, 2, 3, 4, 5, 6], [3, 2]), narrow = Tensor.Create<double>([1, 2, 3], [3, 1]);
        Assert.Equal([3, 1], Tensor.Multiply<double>(wide, narrow).Lengths.ToArray());
        Assert.Equal([3, 2], Tensor.Multiply<double>(narrow, wide).Lengths.ToArray());
    }
}
