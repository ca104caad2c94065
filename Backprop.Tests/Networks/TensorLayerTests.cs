using System.Numerics.Tensors;
using static Backprop.Tests.Networks.TensorTests;

namespace Backprop.Tests.Networks;

/// <summary>Layers on tensors: shapes, and what is said of shapes that do not fit. The values are tested where the kernels are.</summary>
public sealed class TensorLayerTests
{
    [Fact]
    public void Convolution_and_pooling()
    {
        Tensor<double> x = Of([1, 2, 3, 4, 5, 6, 7, 8, 9], 1, 1, 3, 3);
        Same([1, 1, 2, 2], [6, 8, 12, 14], Nn.Conv2D(x, Of([1, 0, 0, 1], 1, 1, 2, 2)));
        Same([1, 2, 2, 2], [11, 11, 15, 17, 19, 17, 13, 11], Nn.Conv2D(x, Of([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0], 2, 1, 3, 3), Of([11, 20], 2), 2, 1));
        Same([1, 1, 1, 1], [5], Nn.MaxPool2D(x, 2));
        Same([1, 1, 2, 2], [3, 4, 6, 7], Nn.AveragePool2D(x, 2, 1));
    }

    [Fact]
    public void Normalization()
    {
        Tensor<double> x = Of([1, 3, 5, 7], 2, 2), one = Of([1, 2], 2), zero = Of([0, 1], 2);
        Same([2, 2], [-1, -1, 1, 3], Nn.BatchNorm(x, one, zero, 0.0));
        Same([2, 2], [-1, 3, -1, 3], Nn.LayerNorm(x, one, zero, 0.0));
        Same([2, 2], [0, 3, 2, 7], Nn.BatchNormInference(x, one, zero, Of([1, 1], 2), Of([4, 4], 2), 0.0));
        Same([1, 2], [1, 2], Nn.RmsNorm(Of([7, 7], 1, 2), one, 0.0));
        (Tensor<double> mean, Tensor<double> variance) = Nn.ChannelStatistics(x);
        Same([2], [3, 5], mean);
        Same([2], [4, 4], variance);
    }

    [Fact]
    public void Choices()
    {
        Tensor<double> table = Of([1, 2, 3, 4, 5, 6], 3, 2);
        Same([2, 1, 2], [5, 6, 1, 2], Nn.Embedding(table, Tensor.Create([2, 0], [2, 1])));
        Same([2], [6, 4], Nn.Gather(Of([4, 5, 6], 3), Tensor.Create([2, 0], [2])));
        Same([3, 2], [1, 2, 3, 4, 5, 6], Nn.Dropout(table, 0.0, 7));
        Assert.Equal(Elements(Nn.Dropout(table, 0.5, 7)), Elements(Nn.Dropout(table, 0.5, 7)));
        Tensor<double> head = Of([1, 2], 1, 1, 2, 1);
        Same([1, 1, 2, 1], [1, 1.5], Nn.CausalAttention(Zeros(1, 1, 2, 1), Zeros(1, 1, 2, 1), head));
    }

    [Fact]
    public void Parts()
    {
        Tensor<double> x = Of([1, 2, 3, 4, 5, 6], 2, 3);
        Same([2, 4], [1, 2, 3, 8, 4, 5, 6, 9], Nn.Concat(1, x, Of([8, 9], 2, 1)));
        Same([3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9], Nn.Concat(0, x, Of([7, 8, 9], 1, 3)));
        Tensor<double>[] parts = Nn.Split(x, 1, 1, 0, 2);
        Same([2, 1], [1, 4], parts[0]);
        Same([2, 0], [], parts[1]);
        Same([2, 2], [2, 3, 5, 6], parts[2]);
        Same([1, 6], [1, 2, 3, 4, 5, 6], Nn.Flatten(Of([1, 2, 3, 4, 5, 6], 1, 3, 2)));
        Same([2, 1], [1, 2], Nn.Flatten(Of([1, 2], 2)));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Says("Conv2D: [1,3,5,5] and [4,2,3,3], groups: 1: w takes 2 channels, a group has 3 / 1.", static () => Nn.Conv2D(Zeros(1, 3, 5, 5), Zeros(4, 2, 3, 3)));
        Says("Conv2D: [1,3,2,5]: a window of 3 does not fit into 2.", static () => Nn.Conv2D(Zeros(1, 3, 2, 5), Zeros(4, 3, 3, 3)));
        Says("Conv2D: [4,3,3,3] + [3]: 4 and 3 differ.", static () => Nn.Conv2D(Zeros(1, 3, 5, 5), Zeros(4, 3, 3, 3), Zeros(3)));
        Says("MaxPool2D: [2,5,5] has 3 dimensions; it takes 4.", static () => Nn.MaxPool2D(Zeros(2, 5, 5), 2));
        Says("BatchNorm: [2,3] and [2]: 3 and 2 differ.", static () => Nn.BatchNorm(Zeros(2, 3), Zeros(2), Zeros(3), 0.0));
        Says("LayerNorm: [2,3] and [2]: 3 and 2 differ.", static () => Nn.LayerNorm(Zeros(2, 3), Zeros(3), Zeros(2), 0.0));
        Says("CausalAttention: [1,1,2,3] and [1,1,2,4]: 3 and 4 differ.", static () => Nn.CausalAttention(Zeros(1, 1, 2, 3), Zeros(1, 1, 2, 3), Zeros(1, 1, 2, 4)));
        Says("Concat: [2,3] and [3,3]: 2 and 3 differ.", static () => Nn.Concat(1, Zeros(2, 3), Zeros(3, 3)));
        Says("Split: [2,3]: parts of 4 in all, the dimension 1 has 3.", static () => Nn.Split(Zeros(2, 3), 1, 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Nn.Dropout(Zeros(2), 1.0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Nn.Embedding(Zeros(2, 3), Tensor.Create([2], [1])));
    }
}
