namespace Backprop.Tests.Shapes;

/// <summary>.NET's operations on tensors, element by element and over all elements.</summary>
public sealed class ElementwiseTests
{
    private const string Pair = "x: N, D; y: N, D";

    [Theory]
    [InlineData("Tensor.Sum<double>(x * y + x)")]
    [InlineData("Tensor.Sum<double>(x * 2 - y / 3)")]
    [InlineData("Tensor.Sum<double>(-x * (1 - y))")]
    [InlineData("Tensor.Average<double>(Tensor.Exp<double>(x) * Tensor.Tanh<double>(y))")]
    [InlineData("Tensor.Dot<double>(x, Tensor.Sigmoid<double>(y))")]
    [InlineData("Tensor.Norm<double>(x * y)")]
    [InlineData("Tensor.Product<double>(x - y)")]
    [InlineData("Tensor.Sum<double>(Tensor.Pow<double>(Tensor.Abs<double>(x * y), 3))")]
    [InlineData("Tensor.Sum<double>(Tensor.Max<double>(x, y) * Tensor.Min<double>(x, 0.1))")]
    [InlineData("Tensor.Sum<double>(Tensor.Sqrt<double>(x * x + 1) / Tensor.Cosh<double>(y))")]
    [InlineData("var z = x * y; var e = Tensor.Exp<double>(z); return Tensor.Sum<double>(e * e + z);")]
    [InlineData("double s = Tensor.Sum<double>(x); return s * s + Tensor.Sum<double>(y * s);")]
    [InlineData("var z = x + y; z = z * z; return Tensor.Sum<double>(z * x);")]
    public void Of_one_shape(string body) => TensorSubject.Holds(Pair, body, "", "N = 1, D = 1", "N = 3, D = 4", "N = 5, D = 1");

    [Theory]
    [InlineData("x: N, D; y: D")]
    [InlineData("x: D; y: N, D")]
    [InlineData("x: N, 1; y: N, D")]
    [InlineData("x: 1, D; y: N, D")]
    [InlineData("x: N, D, 3; y: D, 1")]
    [InlineData("x: 1; y: N, D")]
    [InlineData("x: D, 1, N; y: D, D, N")]
    public void Of_shapes_that_are_repeated(string parameters) =>
        TensorSubject.Holds(parameters, "var z = x * y; return Tensor.Sum<double>(z * Tensor.Exp<double>(x - y * 0.5));", "", "N = 3, D = 4", "N = 1, D = 2", "N = 2, D = 1");

    [Fact]
    public void Of_no_elements() => TensorSubject.Holds("x: N, D; y: D", "Tensor.Sum<double>(Tensor.Exp<double>(x) * 2) + Tensor.Sum<double>(y)", "", "N = 0, D = 4");

    [Fact]
    public void In_branches_and_helpers() => TensorSubject.Holds(
        Pair,
        "double s = Tensor.Sum<double>(x); if (s > 0.3) s = Scaled(x, y) * s; else s += Scaled(y, x); return s;",
        "static double Scaled([Shape(\"A\", \"B\")] Tensor<double> a, [Shape(\"A\", \"B\")] Tensor<double> b) => Tensor.Sum<double>(Tensor.Exp<double>(a) * b);",
        "N = 1, D = 1", "N = 3, D = 4", "N = 2, D = 2");

    [Fact]
    public void In_another_shape() => TensorSubject.Holds(
        "x: 4, 6; y: 3, 8", "Tensor.Sum<double>(Tensor.Reshape<double>(x * x, [3, 8]) * y)", "", "N = 1");

    [Fact]
    public void Named_dimensions_are_computed_with() => TensorSubject.Holds(
        "x: N, 2 * H; y: 2 * H; z: H", "Tensor.Sum<double>(x * y) * Tensor.Sum<double>(z)", "", "N = 3, H = 2");
}
