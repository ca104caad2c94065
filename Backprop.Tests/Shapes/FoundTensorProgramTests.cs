using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Shapes;

/// <summary>What random methods of tensors have found, and what comes near it.</summary>
public sealed class FoundTensorProgramTests
{
    /// <summary>Its cotangent is read by calls that overwrite what they fill, and was taken for what they fill.</summary>
    [Theory]
    [InlineData("Affine(x, w, b)")]
    [InlineData("MatMul(x, w)")]
    [InlineData("MatMul(MatMul(x, w), w)")]
    public void A_product_that_nobody_reads(string product) => TensorSubject.Holds(
        "x: N, K; w: K, K; b: K", $"var unread = {product}; return Tensor.Average<double>(w) + Tensor.Sum<double>(x * b);", "", "N = 1, K = 1", "N = 3, K = 2");

    /// <summary>The helper's tensor is the caller's under the same name, and was assigned to itself.</summary>
    [Fact]
    public void A_name_of_the_helper_that_is_also_the_callers() => TensorSubject.Holds(
        "x: N, 2",
        "var t = Tanh(x); return Flat(t);",
        "static double Flat([Shape(\"A\", \"B\")] Tensor<double> p) { var t = Flatten(p); return Tensor.Sum<double>(p * t); }",
        "N = 1", "N = 3");

    /// <summary>Where a loop or a branch gives names to other parts of memory, they were tensors without a shape, and read as zeros.</summary>
    [Theory]
    [InlineData("var t = y; for (int i = 0; i < 2; i++) t = x; return Tensor.Sum<double>(t * y);")]
    [InlineData("var t = y; var u = x; for (int i = 0; i < 3; i++) { var v = t; t = u; u = v; } return Tensor.Sum<double>(t * t) + Tensor.Dot<double>(u, x);")]
    [InlineData("var t = Tanh(x); var u = t; double s = Tensor.Sum<double>(y); if (s > 0) u = Tensor.Reshape<double>(Tensor.Reshape<double>(t, [6]), [2, 3]); return Tensor.Sum<double>(Tanh(u) * y);")]
    public void A_name_for_one_of_several_tensors_of_one_shape(string body) => TensorSubject.Holds("x: 2, 3; y: 2, 3", body, "", "N = 1");

    [Theory]
    [InlineData("var t = x; for (int i = 0; i < 2; i++) t = y; return Tensor.Sum<double>(Tanh(t));")]
    [InlineData("var t = y; double s = Tensor.Sum<double>(x); if (s > 0) t = Tensor.Reshape<double>(y, [2, 3]); return Tensor.Sum<double>(Tanh(t));")]
    public void A_name_for_tensors_of_several_shapes_is_refused(string body) =>
        Assert.Single(GeneratorRun.Once(TensorSubject.Source("x: 2, 3; y: 3, 2", body)).Warnings, d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>A zero went back through them, and came out as a NaN where their partials are infinite.</summary>
    [Theory]
    [InlineData("var unread = Tensor.Log<double>(x - x);")]
    [InlineData("var unread = MatMul(Tensor.Log<double>(x - x), y);")]
    [InlineData("var unread = Tensor.Reshape<double>(Tensor.Sqrt<double>(x - x), [9]); unread = Tanh(unread);")]
    [InlineData("double s = Tensor.Sum<double>(y); if (s > -100) { var unread = Tensor.Log<double>(x - x); s *= 2; } y = y * s;")]
    public void What_nobody_reads_has_no_part_in_the_gradient(string unread) => TensorSubject.Holds(
        "x: 3, 3; y: 3, 3", unread + " return Tensor.Sum<double>(x * y);", "", "N = 1");
}
