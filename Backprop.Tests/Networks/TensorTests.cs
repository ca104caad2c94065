using System.Numerics.Tensors;

namespace Backprop.Tests.Networks;

/// <summary>The operations on tensors: shapes, memory that is not dense, and what is said of shapes that do not fit.</summary>
public sealed class TensorTests
{
    [Fact] // Row S3-30.
    public void Affine_of_the_seed()
    {
        Tensor<double> y = Nn.Affine(Of([1, 2, 3, 4], 2, 2), Of([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 2, 3), Of([1, 2, 3], 3));
        double[] expected = [1.9, 3.2, 4.5, 2.9, 4.6, 6.3];
        Assert.Equal([2, 3], y.Lengths);
        Assert.All(Elements(y), (v, i) => Assert.Equal(expected[i], v, 1e-15));
    }

    [Fact]
    public void Products_of_matrices_of_batches_and_of_a_vector()
    {
        Tensor<double> a = Of([1, 2, 3, 4, 5, 6], 2, 3);
        Same([2, 2], [14, 32, 32, 77], Nn.MatMul(a, Nn.Permute(a, 1, 0)));
        Same([2], [14, 32], Nn.MatMul(a, Of([1, 2, 3], 3)));
        Same([2, 1, 1], [1 + 4, 9 + 16], Nn.MatMul(Of([1, 2, 3, 4], 2, 1, 2), Of([1, 2, 3, 4], 2, 2, 1)));
        Same([0, 2], [], Nn.MatMul(Of([], 0, 3), Of([1, 2, 3, 4, 5, 6], 3, 2)));
    }

    [Fact]
    public void What_is_not_dense_is_read_as_it_stands()
    {
        Tensor<double> turned = Tensor.PermuteDimensions(Of([1, -2, 3, 4, 5, -6], 2, 3), [1, 0]);
        Assert.False(turned.IsDense);
        Same([3, 2], [1, 4, 0, 5, 3, 0], Nn.Relu(turned));
        Same([3], [5, 3, -3], Nn.SumAlong(turned, 1));
        Tensor<double> part = Of([1, 2, 3, 4, 5, 6], 2, 3)[0..2, 1..3];
        Same([2], [5, 11], Nn.MatMul(part, Of([1, 1], 2)));
        Same([2, 1], [2, 5], Nn.Relu(Of([1, 2, 3, 4, 5, 6], 2, 3)[0..2, 1..2]));
        Same([1, 2], [5, 6], Nn.Relu(Of([1, 2, 3, 4, 5, 6], 2, 3)[1..2, 1..3]));
        Same([3, 2], [1, 1, 2, 2, 3, 3], Nn.Relu(Tensor.Broadcast<double>(Of([1, 2, 3], 3, 1), [3, 2])));
    }

    [Fact]
    public void Along_dimensions()
    {
        Tensor<double> x = Of([1, 2, 3, 4, 5, 6], 2, 3);
        Same([3], [5, 7, 9], Nn.SumAlong(x, 0));
        Same([2], [2, 5], Nn.MeanAlong(x, 1));
        Same([2], [3, 6], Nn.MaxAlong(x, 1));
        Same([1], [6], Nn.SumAlong(Of([1, 2, 3], 3), 0));
    }

    [Fact]
    public void Elementwise_functions_keep_the_shape()
    {
        Tensor<double> x = Of([-1, 2], 2, 1);
        Same([2, 1], [0, 2], Nn.Relu(x));
        Same([2, 1], [-0.25, 2], Nn.LeakyRelu(x, 0.25));
        Near([Math.Exp(-1) - 1, 2], Nn.Elu(x, 1.0));
        Near([-0.15880800939172324, 1.954597694087775], Nn.Gelu(x));
        Near([-1 / (1 + Math.E), 2 / (1 + Math.Exp(-2))], Nn.Silu(x));
        Near([1 / (1 + Math.E), 1 / (1 + Math.Exp(-2))], Nn.Sigmoid(x));
        Near([Math.Tanh(-1), Math.Tanh(2)], Nn.Tanh(x));
        Near([Math.Log(1 + Math.Exp(-1)), Math.Log(1 + Math.Exp(2))], Nn.Softplus(x));
        Near([1, 1], Nn.Softmax(x));
        Near([0, 0], Nn.LogSoftmax(x));
    }

    [Fact] // Rows S3-42 and S4-2.
    public void Losses()
    {
        Tensor<double> logits = Of([1, 2, 3, 1, 1, 1], 2, 3);
        Assert.Equal(0.75310912655624499794, Nn.SoftmaxCrossEntropy(logits, Tensor.Create([2, 0], [2])), 1e-15);
        Assert.Equal(0.75310912655624499794, Nn.SoftmaxCrossEntropy(logits, Of([0, 0, 1, 1, 0, 0], 2, 3)), 1e-15);
        Assert.Equal(0.37110066594777772601, Nn.SigmoidCrossEntropy(Of([0.8], 1), Of([1], 1)), 1e-15);
        Assert.Equal(2.5, Nn.MeanSquaredError(Of([1, 2], 2), Of([2, 4], 2)));
        Assert.Equal(2.5, Nn.HalfSquaredError(Of([1, 2], 2), Of([2, 4], 2)));
        Assert.Equal(1, Nn.Huber(Of([1, 2], 2), Of([2, 4], 2), 1.0));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Says("MatMul: [3,50] · [64,10]: 50 and 64 differ.", static () => Nn.MatMul(Zeros(3, 50), Zeros(64, 10)));
        Says("MatMul: [2,3,4] · [5,4,3]: 2 and 5 differ.", static () => Nn.MatMul(Zeros(2, 3, 4), Zeros(5, 4, 3)));
        Says("MatMul: [2,3,4] · [4,3]: 3 dimensions and 2 dimensions.", static () => Nn.MatMul(Zeros(2, 3, 4), Zeros(4, 3)));
        Says("MatMul: [3] has 1 dimension; it takes at least 2.", static () => Nn.MatMul(Zeros(3), Zeros(3)));
        Says("Affine: [2,3] · [4,5]: 3 and 4 differ.", static () => Nn.Affine(Zeros(2, 3), Zeros(4, 5), Zeros(5)));
        Says("Affine: [3,5] + [4]: 5 and 4 differ.", static () => Nn.Affine(Zeros(2, 3), Zeros(3, 5), Zeros(4)));
        Says("MeanSquaredError: [2,3] and [2,4]: 3 and 4 differ.", static () => Nn.MeanSquaredError(Zeros(2, 3), Zeros(2, 4)));
        Says("SumAlong: [2,3] has 2 dimensions; there is no dimension 2.", static () => Nn.SumAlong(Zeros(2, 3), 2));
        Says("SoftmaxCrossEntropy: [2,3] and [4]: 2 and 4 differ.", static () => Nn.SoftmaxCrossEntropy(Zeros(2, 3), Tensor.Create(new int[4], [4])));
        Says("Permute: [2,3] has 2 dimensions; the order names 1.", static () => Nn.Permute(Zeros(2, 3), 1));
        Assert.Throws<ArgumentNullException>(static () => Nn.Relu<double>(null!));
    }

    internal static Tensor<double> Of(double[] elements, params nint[] lengths) => Tensor.Create(elements, lengths);

    internal static Tensor<double> Zeros(params nint[] lengths) => Tensor.CreateFromShape<double>(lengths);

    internal static double[] Elements(Tensor<double> tensor) => [.. tensor];

    internal static void Says(string message, Func<object?> call) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(call).Message);

    internal static void Same(nint[] lengths, double[] elements, Tensor<double> found)
    {
        Assert.Equal(lengths, found.Lengths);
        Assert.Equal(elements, Elements(found));
    }

    private static void Near(double[] elements, Tensor<double> found)
    {
        Assert.Equal([2, 1], found.Lengths);
        Assert.All(Elements(found), (v, i) => Assert.Equal(elements[i], v, 1e-14));
    }
}
