using Backprop.Tests.Language.Fuzzing.Loops;
using Backprop.Tests.Shapes.Fuzzing;

namespace Backprop.Tests.Shapes;

/// <summary>
/// Methods at the edge of what the memory plan proves: buffers under two names, in branches, unread, of one slot; cotangents that are
/// stored where they might be added. They are run on memory full of NaN.
/// </summary>
public sealed class SharedMemoryTests
{
    private const string Square = """[Shape("N", "N")] Tensor<double> x, [Shape("N", "N")] Tensor<double> y, [Shape("N")] Tensor<double> b""";

    private const string Pair = """int N, int M, [Shape("N", "M")] Tensor<double> x, [Shape("N", "M")] Tensor<double> y, [Shape("M")] Tensor<double> b""";

    [Fact]
    public void A_buffer_that_is_read_under_another_name() => Hold(
        Pair,
        "var h = Tanh(x * y); var v = Tensor.Reshape<double>(h, [N * M]); var g = Relu(v * v); var k = Tensor.Exp<double>(g); return Tensor.Sum<double>(k * v) + Tensor.Sum<double>(h);",
        "var h = Tanh(x); var v = Tensor.Reshape<double>(h, [M * N]); h = Tanh(h * y); h = Tanh(h * 0.5); return Tensor.Sum<double>(v * v) + Tensor.Sum<double>(h);",
        "var h = Tanh(x); var v = Flatten(h); var w = Flatten(v); h = Tanh(v * y); v = Tanh(w * h); return Tensor.Sum<double>(w * v) + Tensor.Sum<double>(h * v);",
        "var h = Tanh(x); var v = Flatten(h); var k = MatMul(v, Tensor.Transpose<double>(h)); var g = MatMul(h, Tensor.Transpose<double>(v)); return Tensor.Sum<double>(k * g);",
        "var h = Softmax(x); var v = Tensor.Reshape<double>(h, [N * M]); var g = LogSoftmax(h); return Tensor.Sum<double>(v) + Tensor.Dot<double>(g, y) + Tensor.Norm<double>(v);",
        "var v = Tensor.Reshape<double>(x, [N * M]); var g = Tanh(v); return Tensor.Sum<double>(g * v) + Tensor.Sum<double>(x * y);",
        "var v = Flatten(Flatten(x)); return Tensor.Sum<double>(v) + Tensor.Sum<double>(Flatten(x) * y);",
        "var h = Tanh(x); var v = Tensor.Reshape<double>(h, [N * M]); var unread = Tensor.Reshape<double>(v, [M, N]); return Tensor.Sum<double>(v * v);");

    [Fact]
    public void Buffers_of_one_length_one_after_the_other() => Hold(
        Pair,
        "var h = Tanh(x); h = Tanh(h * y); h = Tanh(h + b); h = Tanh(h * h); h = Tanh(h - y); return Tensor.Sum<double>(h);",
        "var h = Tanh(x); var g = Tensor.Exp<double>(h); var k = Tanh(g); var l = Relu(k - 0.5); return Tensor.Sum<double>(h * l) + Tensor.Sum<double>(g);",
        "var h = Softmax(x); h = Softmax(h); h = LogSoftmax(h); h = Dropout(h, 0.3, 7); return Tensor.Dot<double>(h, y);",
        "var h = MatMul(x, Tensor.Transpose<double>(y)); var g = MatMul(h, h); var k = MatMul(g, h); return Tensor.Sum<double>(k) * 0.1;",
        "var h = LayerNorm(x, b, b, 0.1); var k = LayerNorm(h, b, b, 0.1); var v = Flatten(k); return Tensor.Sum<double>(h * v) + Tensor.Sum<double>(k);",
        "var h = RmsNorm(x, b, 0.1); var k = BatchNorm(h, b, b, 0.1); h = Tanh(k); return Tensor.Sum<double>(h * k) + Tensor.Norm<double>(LayerNorm(h, b, b, 0.1) + 2);",
        "var m = MeanAlong(x, 0); var c = x - m; var v = MeanAlong(c * c, 0); var n = c / Tensor.Sqrt<double>(v + 0.1); return Tensor.Sum<double>(n * y);",
        "var t = Tensor.Transpose<double>(x); var u = Tensor.Transpose<double>(t); return Tensor.Sum<double>(u * x) + Tensor.Sum<double>(t);");

    [Fact]
    public void Buffers_in_branches() => Hold(
        Pair,
        "double s = Tensor.Sum<double>(x), r = 0; if (s > 0.1) { var h = Tanh(x); r = Tensor.Sum<double>(h * h); } else { var h = Tensor.Exp<double>(x); r = Tensor.Sum<double>(h) * s; } return r + Tensor.Sum<double>(Tensor.Exp<double>(x) * y);",
        "var h = Tanh(x); var g = Tensor.Exp<double>(y); double s = Tensor.Sum<double>(x), r = 1; if (s > 0.1) r = Tensor.Sum<double>(h * g); return r * s;",
        "var h = Tanh(x); var g = Tensor.Exp<double>(y); double s = Tensor.Sum<double>(x), r = 1; if (s < 0.1) r = Tensor.Sum<double>(h * g); return r * s;",
        "var h = Tanh(x); double s = Tensor.Sum<double>(h), r = s; if (s > 0) { var k = MatMul(h, Tensor.Transpose<double>(y)); r += Tensor.Sum<double>(k * k); } var g = Tanh(h); return r + Tensor.Sum<double>(g);",
        "var h = Softmax(x); double s = Tensor.Sum<double>(y), r = s; if (s < 0) { var k = Softmax(h); r += Tensor.Dot<double>(k, y); } else r += Tensor.Dot<double>(h, y); return r;",
        "var h = MatMul(x, Tensor.Transpose<double>(y)); double r = 0; double s = Tensor.Sum<double>(b); if (s > 0) r = Tensor.Sum<double>(MatMul(h, h)); return r + s;",
        "double s = Tensor.Sum<double>(y); var v = Flatten(x); if (s > 0) s = Tensor.Sum<double>(Tanh(v)) + Tensor.Sum<double>(MatMul(v, Tensor.Transpose<double>(x))); return s;");

    [Fact]
    public void One_tensor_as_two_operands() => Hold(
        Square,
        "return Tensor.Sum<double>(MatMul(x, x));",
        "var h = Tanh(x); return Tensor.Sum<double>(MatMul(h, h)) + Tensor.Sum<double>(h * h);",
        "return Tensor.Sum<double>(Affine(x, x, b) * y);",
        "var h = MatMul(x, x); h = MatMul(h, h); return Tensor.Sum<double>(h * 0.1);",
        "var h = Concat(0, x, x); var g = Concat(1, h, h); return Tensor.Norm<double>(g + 3) + Tensor.Sum<double>(h);",
        "var h = Tanh(x); var g = Concat(0, h, h, h); return Tensor.Sum<double>(g * g);",
        "return MeanSquaredError(x, x) + Tensor.Sum<double>(x * x) + MeanSquaredError(x, y) + HalfSquaredError(y, x) + Huber(x, x, 0.5);",
        "return SoftmaxCrossEntropy(x, x) + SigmoidCrossEntropy(x, x);",
        "var h = Tanh(x); return SoftmaxCrossEntropy(h, h) + SigmoidCrossEntropy(h, h) + HalfSquaredError(h, h) + Tensor.Dot<double>(h, h);",
        "return Tensor.Dot<double>(LayerNorm(x, b, b, 0.1), RmsNorm(x, b, 0.1)) + Tensor.Sum<double>(BatchNorm(x, b, b, 0.1) * y);",
        "return Tensor.Sum<double>(Affine(y, x, b) * Affine(x, y, b));");

    [Fact]
    public void What_the_result_does_not_depend_on() => Hold(
        Square,
        "return 1.5;",
        "return Tensor.Sum<double>(b);",
        "var unread = MatMul(x, y); return Tensor.Sum<double>(b);",
        "var unread = Affine(x, y, b); var other = Softmax(unread); return Tensor.Sum<double>(b * b) + Tensor.Sum<double>(x);",
        "var unread = LayerNorm(x, b, b, 0.1); double s = Tensor.Sum<double>(unread); return Tensor.Sum<double>(b * b);",
        "var h = MatMul(x, y); var unread = MatMul(h, h); return Tensor.Sum<double>(x * 0.5);",
        "var h = Tanh(x); var unread = h * y; var v = Flatten(unread); return Tensor.Sum<double>(y * 0.5);",
        "var h = MatMul(x, y); return Tensor.Sum<double>(h * 0);",
        "var h = Concat(0, x, y); h = MatMul(y, x); return Tensor.Sum<double>(h) * 2;",
        "var loss = SoftmaxCrossEntropy(x, y); return Tensor.Sum<double>(x);",
        "x = y; return Tensor.Sum<double>(x * b);");

    [Fact]
    public void Two_losses_of_one_tensor() => Hold(
        Square,
        "var h = Affine(x, y, b); return SoftmaxCrossEntropy(h, Softmax(y)) + MeanSquaredError(h, x) + Tensor.Sum<double>(h);",
        "var h = Affine(x, y, b); double s = Tensor.Sum<double>(h); return s * MeanSquaredError(h, x) + Tensor.Norm<double>(h + s);",
        "var h = MatMul(x, y); var g = MatMul(h, y); return Tensor.Sum<double>(g) + Tensor.Sum<double>(MatMul(x, h)) + Tensor.Average<double>(h);",
        "var h = Softmax(MatMul(x, y)); return Tensor.Dot<double>(h, x) * Tensor.Dot<double>(h, y);",
        "var h = MaxAlong(MatMul(x, y), 0); var g = SumAlong(x, 1); return Tensor.Dot<double>(h, g) + Tensor.Dot<double>(h, b) + Tensor.Sum<double>(g);");

    [Fact]
    public void Constants_among_the_tensors() => Hold(
        """[Shape("N", "N")] Tensor<double> x, [NonDifferentiable, Shape("N", "N")] Tensor<double> y, [Shape("N")] Tensor<double> b""",
        "return Tensor.Sum<double>(MatMul(x, y) + MatMul(y, x));",
        "var h = MatMul(y, y); return Tensor.Sum<double>(Affine(h, x, b));",
        "var h = Concat(0, x, y); var g = Concat(0, y, x); return Tensor.Sum<double>(h * g) + MeanSquaredError(y, x);",
        "var h = Tanh(y); h = h * x; return Tensor.Sum<double>(h * y) + SoftmaxCrossEntropy(Affine(y, x, b), Softmax(y));",
        "x = y; return Tensor.Sum<double>(x * b);");

    [Fact]
    public void Tensors_of_helpers()
    {
        const string Helpers = """
            static Tensor<double> Twice([Shape("A", "A")] Tensor<double> p) { var h = MatMul(p, p); p = Tanh(h); return MatMul(p, h); }
            static Tensor<double> Same([Shape("A", "B")] Tensor<double> p) => p;
            static Tensor<double> Second([Shape("A", "B")] Tensor<double> p, [Shape("A", "B")] Tensor<double> q) { var unread = Tanh(p); return q; }
            static double Loss([Shape("A", "B")] Tensor<double> p, [Shape("A", "B")] Tensor<double> q) { var h = p * q; return Tensor.Sum<double>(h * h); }

            """;
        Judge(
            Helpers,
            Square,
            [
            "return Tensor.Sum<double>(Twice(x)) + Tensor.Sum<double>(Twice(y));",
            "var h = Twice(x * 0.5); h = Twice(h); return Tensor.Sum<double>(h * x);",
            "var h = Same(x); var g = Same(h); h = Tanh(g); return Tensor.Sum<double>(h * g) + Tensor.Sum<double>(Same(g) * Same(x));",
            "var h = Second(x, y); var g = Second(h, h); return Loss(h, g) + Loss(x, x) + Loss(g, x);",
            "return Loss(MatMul(x, y), Second(x, MatMul(y, x))) + Loss(Same(Flatten(x)), y);",
            ]);
    }

    private static void Hold(string parameters, params string[] bodies) => Judge("", parameters, bodies);

    private static void Judge(string helpers, string parameters, IEnumerable<string> bodies)
    {
        string[] programs = [.. bodies.Select(body => $"{helpers}[Differentiable]\npublic static double F({parameters})\n{{\n{body.Replace("; ", ";\n")}\n}}\n")];
        ShapedBatch batch = new();
        IReadOnlyDictionary<string, LoopFailure> failures = batch.Judge(programs);
        Assert.True(failures.Count == 0, string.Join("\n", failures.Select(f => $"{f.Value}\n{f.Key}")));
        Assert.Equal((programs.Length, 0), (batch.Ran, batch.Invalid));
    }
}
