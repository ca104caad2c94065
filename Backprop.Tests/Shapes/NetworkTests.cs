namespace Backprop.Tests.Shapes;

/// <summary>The operations of networks.</summary>
public sealed class NetworkTests
{
    [Theory]
    [InlineData("a: M, K; b: K, N", "Tensor.Sum<double>(MatMul(a, b) * MatMul(a, b))")]
    [InlineData("a: M, M; b: M, K", "var c = MatMul(a, MatMul(a, b)); return Tensor.Sum<double>(c * c);")]
    [InlineData("a: N, M, K; b: N, K, M", "Tensor.Norm<double>(MatMul(a, b) * 2)")]
    [InlineData("a: M, K; b: K", "Tensor.Norm<double>(MatMul(a, b) * 2)")]
    [InlineData("x: N, K; w: K, M; b: M", "Tensor.Sum<double>(Tensor.Exp<double>(Affine(x, w, b)))")]
    [InlineData("x: N, M, K; w: K, 3; b: 3", "Tensor.Norm<double>(Affine(x, w, b))")]
    [InlineData("x: N, M", "Tensor.Sum<double>(Relu(x) * x + LeakyRelu(x, 0.1) + Elu(x, 1.5))")]
    [InlineData("x: N, M", "Tensor.Sum<double>(Gelu(x) * Silu(x) + Sigmoid(x) * Tanh(x) + Softplus(x))")]
    [InlineData("x: N, M; y: N, M", "Tensor.Sum<double>(Softmax(x * 2) * y)")]
    [InlineData("x: N, M; y: N, M", "Tensor.Sum<double>(LogSoftmax(x) * y)")]
    [InlineData("x: N, M, K; y: N, K", "Tensor.Sum<double>(SumAlong(x * x, 1) * y)")]
    [InlineData("x: N, M, K; y: M, K", "Tensor.Sum<double>(MeanAlong(x * x, 0) * y)")]
    [InlineData("x: N, M, K; y: N, M", "Tensor.Sum<double>(MaxAlong(x, 2) * y)")]
    [InlineData("x: N, M; y: N, M", "MeanSquaredError(x * x, y)")]
    [InlineData("x: N, M; y: N, M", "HalfSquaredError(Tanh(x), Sigmoid(y))")]
    [InlineData("x: N, M; y: N, M", "Huber(x * 2, y, 0.7)")]
    [InlineData("x: N, M; y: N, M", "SigmoidCrossEntropy(x, Sigmoid(y))")]
    [InlineData("x: N, M; y: N, M", "SoftmaxCrossEntropy(x, Softmax(y))")]
    [InlineData("x: N, 5; l: N of 5", "SoftmaxCrossEntropy(x * x, l)")]
    [InlineData("x: N, M, K; y: N, M * K", "Tensor.Sum<double>(Flatten(x) * y)")]
    [InlineData("x: N, 2, 6, 7; w: M, 2, 3, 2; b: M", "Tensor.Norm<double>(Conv2D(x, w, b))")]
    [InlineData("x: N, 4, 6, 7; w: 2, 2, 3, 3", "Tensor.Norm<double>(Conv2D(x, w, stride: 2, padding: 1, groups: 2))")]
    [InlineData("x: N, M, 6, 7; y: N, M, 3, 3", "Tensor.Sum<double>(MaxPool2D(x, 2) * y)")]
    [InlineData("x: N, M, 6, 7; y: N, M, 2, 3", "Tensor.Sum<double>(AveragePool2D(x, 3, 2) * y)")]
    [InlineData("x: N, M, K; g: K; b: K; y: N, M, K", "Tensor.Sum<double>(LayerNorm(x * 2, g, b, 0.1) * y)")]
    [InlineData("x: N, M, K; g: K; y: N, M, K", "Tensor.Sum<double>(RmsNorm(x * 2, g, 0.1) * y)")]
    [InlineData("x: N, M; g: M; b: M; y: N, M", "Tensor.Sum<double>(BatchNorm(x, g, b, 0.1) * y)")]
    [InlineData("x: N, M, K; g: M; b: M; y: N, M, K", "Tensor.Sum<double>(BatchNorm(x, g, b, 0.1) * y)")]
    [InlineData("x: N, M", "Tensor.Norm<double>(Dropout(x, 0.3, 42) + x)")]
    [InlineData("q: N, 2, M, K; k: N, 2, M, K; v: N, 2, M, K", "Tensor.Norm<double>(CausalAttention(q, k, v * 2))")]
    [InlineData("t: 7, K; l: N, M of 7; y: N, M, K", "Tensor.Sum<double>(Embedding(t, l) * y)")]
    [InlineData("t: 7, K; l: N of 7; y: N, K", "Tensor.Sum<double>(Gather(t * t, l) * y)")]
    [InlineData("x: N, M, K; y: N, 2, K; z: N, M + 2, K", "Tensor.Sum<double>(Concat(1, x * x, y) * z)")]
    [InlineData("x: N, M, K; y: K, N, M", "Tensor.Sum<double>(Permute(x, 2, 0, 1) * y)")]
    [InlineData("x: N, M; y: M, N", "Tensor.Sum<double>(MatMul(Tensor.Transpose<double>(y), Tensor.Transpose<double>(x)))")]
    public void An_operation(string parameters, string body) => TensorSubject.Holds(parameters, body, "", "N = 1, M = 1, K = 1", "N = 3, M = 2, K = 5", "N = 4, M = 5, K = 3");

    [Fact]
    public void A_network_of_two_layers() => Assert.Contains("MatMulBackwardB", TensorSubject.Holds(
        "x: N, 7; w1: 7, H; b1: H; w2: H, 4; b2: 4; labels: N of 4",
        "SoftmaxCrossEntropy(Affine(Relu(Affine(x, w1, b1)), w2, b2), labels) + 0.01 * (Tensor.Sum<double>(w1 * w1) + Tensor.Sum<double>(w2 * w2))",
        "", "N = 5, H = 6", "N = 1, H = 1"));

    [Fact]
    public void Products_of_a_helper() => TensorSubject.Holds(
        "x: N, 3; w: 3, 3; b: 3", "var h = Layer(x, w, b); h = Layer(h, w, b); return Tensor.Norm<double>(Layer(h, w, b));",
        "static Tensor<double> Layer([Shape(\"Rows\", \"Width\")] Tensor<double> x, [Shape(\"Width\", \"Width\")] Tensor<double> w, [Shape(\"Width\")] Tensor<double> b) => Tanh(Affine(x, w, b));",
        "N = 2");
}
