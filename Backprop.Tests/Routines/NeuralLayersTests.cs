namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="NeuralLayers"/>.</summary>
public sealed class NeuralLayersTests
{
    private static double[,] Keys => new double[,] { { 1, 2 }, { 3, 4 } };

    private static double[,] Values => new double[,] { { 1, 0 }, { 5, 4 } };

    [Fact]
    public void Softmax_losses()
    {
        Assert.Equal(Math.Log(4), NeuralLayers.SoftmaxLoss([7, 7, 7, 7], 2), 1e-15);
        Assert.Equal(0.40760596444438030, NeuralLayers.SoftmaxLoss([1000, 1001, 1002], 2), 1e-15);
    }

    [Fact] // Its mean is 0 and its variance 1, but for the 1e-5.
    public void A_normalized_layer()
    {
        double scale = 1 / Math.Sqrt(2.0 / 3 + 1e-5);
        Assert.Equal(scale, NeuralLayers.LayerNorm([1, 2, 3], [1, 1, 1], [0, 0, 0], [0, 0, 1]), 1e-15);
        Assert.Equal(6, NeuralLayers.LayerNorm([1, 2, 3], [1, 1, 1], [1, 2, 3], [1, 1, 1]), 1e-15);
    }

    [Fact] // Gates of weight 0 are half open.
    public void A_recurrent_unit_with_half_open_gates()
    {
        double[,] closed = new double[1, 3], candidate = { { 1, 0, 0 } };
        Assert.Equal(0.5 * (0.5 * Math.Tanh(2)) + 0.5 * Math.Tanh(-1), NeuralLayers.Gru([2, -1], closed, closed, candidate), 1e-15);
    }

    [Fact] // A reset gate that is open hands the state on whole: h₁ = ½·tanh 2, h₂ = ½·h₁ + ½·tanh h₁.
    public void A_recurrent_unit_that_remembers()
    {
        double h = 0.5 * Math.Tanh(2);
        double[,] half = new double[1, 3], open = { { 0, 0, 1000 } }, candidate = { { 1, 1, 0 } };
        Assert.Equal(0.5 * h + 0.5 * Math.Tanh(h), NeuralLayers.Gru([2, 0], half, open, candidate), 1e-15);
    }

    [Fact]
    public void Attention_to_nothing_in_particular_is_the_mean() =>
        Assert.Equal(9 + 4, NeuralLayers.Attention(new double[1, 2], Keys, Values), 1e-14);

    [Fact]
    public void Attention_to_one_is_that_one() =>
        Assert.Equal(25 + 16, NeuralLayers.Attention(new double[,] { { 0, 1000 } }, Keys, Values), 1e-13);

    [Fact]
    public void Perceptrons()
    {
        Assert.Equal(0.5 * 0.25 * 0.25, NeuralLayers.Perceptron([1, 2], [new double[6], new double[3]], 0.25));
        Assert.Equal(0.5 * Math.Pow(1 + 4 + 3 - 2, 2), NeuralLayers.Perceptron([1, 2], [[1, 2, 3]], 2));
        Assert.Equal(0.5 * Math.Pow(2 * Math.Tanh(1) + 1, 2), NeuralLayers.Perceptron([1], [[1, 0], [2, 1]], 0), 1e-15);
    }

    [Fact]
    public void A_filter_that_hands_on_the_image() =>
        Assert.Equal(
            1 + 0.04 + 9 + 0.16,
            NeuralLayers.Convolution(new double[,] { { 1, -2 }, { 3, -4 } }, new double[,] { { 0, 0, 0 }, { 0, 1, 0 }, { 0, 0, 0 } }, 0),
            1e-15);

    [Fact] // Each of the four sees all four: nothing of the border.
    public void A_filter_that_adds_what_is_there() =>
        Assert.Equal(4 * 100, NeuralLayers.Convolution(new double[,] { { 1, 2 }, { 3, 4 } }, Matrices.Of(3, 3, (_, _) => 1), 0));
}
