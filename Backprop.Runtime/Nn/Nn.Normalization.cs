using System.Numerics;
using System.Numerics.Tensors;
using Backprop.CompilerServices;

namespace Backprop;

/// <content>
/// Normalization. A deviation is the root of the variance plus epsilon; a variance is divided by the number, not by one less.
/// </content>
public static partial class Nn
{
    /// <summary>gamma·(x - mean) / deviation + beta, with the mean and deviation of each channel over the batch and all places.</summary>
    /// <remarks>For training. <see cref="ChannelStatistics"/> gives the means and variances to average for
    /// <see cref="BatchNormInference"/>.</remarks>
    /// <param name="x">[N,C], or [N,C,…] such as [N,C,H,W].</param>
    /// <param name="gamma">[C].</param>
    /// <param name="beta">[C].</param>
    /// <param name="epsilon">Added to the variance, such as 1e-5; in the unit of x squared.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says which lengths differ.</exception>
    public static Tensor<T> BatchNorm<T>(Tensor<T> x, Tensor<T> gamma, Tensor<T> beta, T epsilon)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRankFrom(nameof(BatchNorm), x, 2, nameof(x));
        RequireVector(nameof(BatchNorm), x, 1, gamma, nameof(gamma));
        RequireVector(nameof(BatchNorm), x, 1, beta, nameof(beta));
        int channels = Length(x, 1);
        using Scratch<T> means = new(channels), inverses = new(channels);
        Tensor<T> result = Create(x.Lengths, out Span<T> y);
        Kernels.BatchNorm(
            Elements(x), Elements(gamma), Elements(beta), epsilon, Length(x, 0), channels, Count(x.Lengths[2..]), means.Span,
            inverses.Span, y);
        return result;
    }

    /// <summary>gamma·(x - mean) / deviation + beta, with a mean and variance of each channel that are given.</summary>
    /// <param name="x">[N,C], or [N,C,…] such as [N,C,H,W].</param>
    /// <param name="gamma">[C].</param>
    /// <param name="beta">[C].</param>
    /// <param name="runningMean">[C]; a constant as far as derivatives go.</param>
    /// <param name="runningVariance">[C]; a constant as far as derivatives go.</param>
    /// <param name="epsilon">Added to the variance, as in training.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says which lengths differ.</exception>
    public static Tensor<T> BatchNormInference<T>(
        Tensor<T> x, Tensor<T> gamma, Tensor<T> beta, Tensor<T> runningMean, Tensor<T> runningVariance, T epsilon)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRankFrom(nameof(BatchNormInference), x, 2, nameof(x));
        RequireVector(nameof(BatchNormInference), x, 1, gamma, nameof(gamma));
        RequireVector(nameof(BatchNormInference), x, 1, beta, nameof(beta));
        RequireVector(nameof(BatchNormInference), x, 1, runningMean, nameof(runningMean));
        RequireVector(nameof(BatchNormInference), x, 1, runningVariance, nameof(runningVariance));
        Tensor<T> result = Create(x.Lengths, out Span<T> y);
        Kernels.BatchNormInference(
            Elements(x), Elements(gamma), Elements(beta), Elements(runningMean), Elements(runningVariance), epsilon, Length(x, 0),
            Length(x, 1), Count(x.Lengths[2..]), y);
        return result;
    }

    /// <summary>The mean and the variance of each channel over the batch and all places.</summary>
    /// <param name="x">[N,C], or [N,C,…] such as [N,C,H,W].</param>
    /// <returns>Two tensors [C]; the variance is the mean of (x - mean)². NaN of no elements.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentException">It has less than two dimensions.</exception>
    public static (Tensor<T> Mean, Tensor<T> Variance) ChannelStatistics<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRankFrom(nameof(ChannelStatistics), x, 2, nameof(x));
        Tensor<T> mean = Create(x.Lengths[1..2], out Span<T> means), variance = Create(x.Lengths[1..2], out Span<T> variances);
        Kernels.ChannelStatistics(Elements(x), Length(x, 0), Length(x, 1), Count(x.Lengths[2..]), means, variances);
        return (mean, variance);
    }

    /// <summary>gamma·(x - mean) / deviation + beta, with the mean and deviation of each row along the last dimension.</summary>
    /// <param name="x">[…,C], of one dimension or more.</param>
    /// <param name="gamma">[C].</param>
    /// <param name="beta">[C].</param>
    /// <param name="epsilon">Added to the variance, such as 1e-5; in the unit of x squared.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says which lengths differ.</exception>
    public static Tensor<T> LayerNorm<T>(Tensor<T> x, Tensor<T> gamma, Tensor<T> beta, T epsilon)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRankFrom(nameof(LayerNorm), x, 1, nameof(x));
        RequireVector(nameof(LayerNorm), x, x.Rank - 1, gamma, nameof(gamma));
        RequireVector(nameof(LayerNorm), x, x.Rank - 1, beta, nameof(beta));
        int rows = Count(x.Lengths[..^1]);
        using Scratch<T> means = new(rows), inverses = new(rows);
        Tensor<T> result = Create(x.Lengths, out Span<T> y);
        Kernels.LayerNorm(
            Elements(x), Elements(gamma), Elements(beta), epsilon, rows, Length(x, x.Rank - 1), means.Span, inverses.Span, y);
        return result;
    }

    /// <summary>gamma·x / √(mean of x² + epsilon), with the mean of each row along the last dimension.</summary>
    /// <param name="x">[…,C], of one dimension or more.</param>
    /// <param name="gamma">[C].</param>
    /// <param name="epsilon">Added to the mean square, such as 1e-5; in the unit of x squared.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says which lengths differ.</exception>
    public static Tensor<T> RmsNorm<T>(Tensor<T> x, Tensor<T> gamma, T epsilon)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRankFrom(nameof(RmsNorm), x, 1, nameof(x));
        RequireVector(nameof(RmsNorm), x, x.Rank - 1, gamma, nameof(gamma));
        int rows = Count(x.Lengths[..^1]);
        using Scratch<T> inverses = new(rows);
        Tensor<T> result = Create(x.Lengths, out Span<T> y);
        Kernels.RmsNorm(Elements(x), Elements(gamma), epsilon, rows, Length(x, x.Rank - 1), inverses.Span, y);
        return result;
    }

    /// <summary>A vector as long as a dimension of x.</summary>
    private static void RequireVector<T>(string operation, Tensor<T> x, int dimension, Tensor<T> vector, string name)
    {
        RequireRank(operation, vector, 1, name);
        RequireEqual(operation, x, dimension, vector, 0, name);
    }
}
