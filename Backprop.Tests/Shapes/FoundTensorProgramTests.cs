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
}
