namespace Backprop.Tests.Shapes;

/// <summary>Names that a loop or a branch gives other tensors.</summary>
public sealed class ChangingTensorTests
{
    [Theory]
    [InlineData("var h = x; for (int l = 0; l < 3; l++) h = Tanh(Affine(h, w, b)); return Tensor.Norm<double>(h * x);")]
    [InlineData("for (int l = 0; l < 2; l++) x = Tanh(MatMul(x, w)) + b; return Tensor.Norm<double>(x);")]
    [InlineData("var h = x * 3; while (Tensor.Norm<double>(h) > 0.5) h = h * 0.6 + b * 0.01; return Tensor.Sum<double>(MatMul(h, w) * h);")]
    [InlineData("var h = x; if (Tensor.Sum<double>(x) > 0) h = Relu(h) * 2; else h = Tanh(h); return Tensor.Sum<double>(MatMul(h, w) + b * h);")]
    [InlineData("var h = x; for (int l = 0; l < 4; l++) { if (l == 2) { h = Softmax(h + b); continue; } h = MatMul(h, w); if (Tensor.Norm<double>(h) > 100) break; } return Tensor.Norm<double>(h);")]
    [InlineData("var h = x; var g = b; for (int l = 0; l < 2; l++) { var t = h; h = Sigmoid(MatMul(h, w)) + g; g = g * 0.5; h = h + t; } return Tensor.Norm<double>(h) + Tensor.Norm<double>(g);")]
    [InlineData("double s = 0; var h = x; for (int l = 0; l < 3; l++) { s += Tensor.Sum<double>(h * b); h = MatMul(h, w); } return s;")]
    [InlineData("var h = x; for (int l = 0; l < 2; l++) { var r = Tensor.Reshape<double>(h, [3, 2]); h = Tanh(MatMul(h, w)); h = h * 2 + Tensor.Reshape<double>(r, [2, 3]); } return Tensor.Norm<double>(h * b);", true)]
    [InlineData("var h = x; Tensor<double> g = h; for (int l = 0; l < 2; l++) { g = h; h = Tanh(MatMul(h, w)); } return Tensor.Sum<double>(g * h * b);")]
    [InlineData("var h = x; double s = 0; for (int l = 0; l < 2; l++) { Next(h); s += Tensor.Norm<double>(h + b); } return s; void Next(Tensor<double> t) { h = Tanh(MatMul(h, w)); h = h + t; }")]
    public void Are_copied(string body, bool isOfOneSize = false) => TensorSubject.Holds(
        isOfOneSize ? "x: 2, 3; w: 3, 3; b: 3" : "x: N, D; w: D, D; b: D", body, "", isOfOneSize ? ["N = 1"] : ["N = 1, D = 1", "N = 2, D = 3", "N = 4, D = 2"]);

    [Fact]
    public void Are_parameters_of_helpers() => TensorSubject.Holds(
        "x: N, D; w: D, D", "Tensor.Norm<double>(Repeated(Repeated(x, w), w))",
        "static Tensor<double> Repeated([Shape(\"A\", \"B\")] Tensor<double> h, [Shape(\"B\", \"B\")] Tensor<double> v) { for (int i = 0; i < 2; i++) h = Tanh(MatMul(h, v)); return h; }",
        "N = 2, D = 3");
}
