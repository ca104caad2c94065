using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>Batch normalization: each channel has its mean over the batch taken off and is divided by its standard deviation.</content>
public static partial class Kernels
{
    /// <summary>y = gamma·(x - mean) / √(variance + ε) + beta, with the mean of each channel over all examples and places; the variance
    /// is the mean of (x - mean)².</summary>
    /// <param name="x">[batch, channels, inner].</param>
    /// <param name="gamma">[channels].</param>
    /// <param name="beta">[channels].</param>
    /// <param name="epsilon">ε, in the unit of x squared.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="inner">Places of a channel: height times width, or 1.</param>
    /// <param name="means">[channels], for the derivative and for the running mean.</param>
    /// <param name="inverseDeviations">[channels]: 1 / √(variance + ε).</param>
    /// <param name="y">Like x.</param>
    public static void BatchNorm<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, T epsilon, int batch, int channels, int inner, Span<T> means,
        Span<T> inverseDeviations, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, Count(batch, channels, inner));
        Require(gamma, channels);
        Require(beta, channels);
        Require<T>(inverseDeviations, channels);
        Require<T>(y, x.Length);
        ChannelStatistics(x, batch, channels, inner, means, inverseDeviations);
        Invert(inverseDeviations, epsilon, inverseDeviations);
        NormalizeChannels(x, means, inverseDeviations, gamma, beta, batch, channels, inner, y);
    }

    /// <summary>The mean of each channel over all examples and places, and the mean of (x - mean)².</summary>
    /// <param name="x">[batch, channels, inner].</param>
    /// <param name="batch">Examples.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="inner">Places of a channel: height times width, or 1.</param>
    /// <param name="means">[channels].</param>
    /// <param name="variances">[channels].</param>
    public static void ChannelStatistics<T>(ReadOnlySpan<T> x, int batch, int channels, int inner, Span<T> means, Span<T> variances)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, Count(batch, channels, inner));
        Require<T>(means, channels);
        Require<T>(variances, channels);
        T count = T.CreateTruncating((long)batch * inner);
        means.Clear();
        AddSumsOfChannels(x, batch, channels, inner, means);
        TensorPrimitives.Divide(means, count, means);
        variances.Clear();
        AddSquares(x, means, batch, channels, inner, variances);
        TensorPrimitives.Divide(variances, count, variances);
    }

    /// <summary>dx += gamma·(dy - mean of dy - x̂·mean of dy·x̂) / √(variance + ε), of each channel.</summary>
    /// <remarks>x̂ is the normalized x.</remarks>
    /// <param name="x">[batch, channels, inner].</param>
    /// <param name="gamma">[channels].</param>
    /// <param name="means">As <see cref="BatchNorm"/> has kept them.</param>
    /// <param name="inverseDeviations">As <see cref="BatchNorm"/> has kept them.</param>
    /// <param name="dy">Like x.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="inner">Places of a channel.</param>
    /// <param name="dx">Like x; added to.</param>
    public static void BatchNormBackwardX<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> means, ReadOnlySpan<T> inverseDeviations, ReadOnlySpan<T> dy, int batch,
        int channels, int inner, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireChannels(x, means, inverseDeviations, dy, batch, channels, inner);
        Require(gamma, channels);
        Require<T>(dx, x.Length);
        using Scratch<T> slopes = new(channels), tilts = new(channels), scales = new(channels);
        AddSumsOfChannels(dy, batch, channels, inner, slopes.Span);
        AddNormalizedProducts(x, means, inverseDeviations, dy, batch, channels, inner, tilts.Span);
        T count = T.CreateTruncating((long)batch * inner);
        TensorPrimitives.Divide(slopes.Span, count, slopes.Span);
        TensorPrimitives.Divide(tilts.Span, count, tilts.Span);
        TensorPrimitives.Multiply(tilts.Span, inverseDeviations, tilts.Span);
        TensorPrimitives.Multiply(gamma, inverseDeviations, scales.Span);
        AddSlopesOfChannels(x, means, dy, slopes.Span, tilts.Span, scales.Span, batch, channels, inner, dx);
    }

    /// <summary>dgamma += Σ dy·x̂ of each channel, where x̂ is the normalized x.</summary>
    /// <param name="x">[batch, channels, inner].</param>
    /// <param name="means">As <see cref="BatchNorm"/> has kept them.</param>
    /// <param name="inverseDeviations">As <see cref="BatchNorm"/> has kept them.</param>
    /// <param name="dy">Like x.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="inner">Places of a channel.</param>
    /// <param name="dgamma">[channels]; added to.</param>
    public static void BatchNormBackwardGamma<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> means, ReadOnlySpan<T> inverseDeviations, ReadOnlySpan<T> dy, int batch, int channels, int inner,
        Span<T> dgamma)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireChannels(x, means, inverseDeviations, dy, batch, channels, inner);
        Require<T>(dgamma, channels);
        AddNormalizedProducts(x, means, inverseDeviations, dy, batch, channels, inner, dgamma);
    }

    /// <summary>dbeta += Σ dy of each channel.</summary>
    /// <param name="dy">[batch, channels, inner].</param>
    /// <param name="batch">Examples.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="inner">Places of a channel.</param>
    /// <param name="dbeta">[channels]; added to.</param>
    public static void BatchNormBackwardBeta<T>(ReadOnlySpan<T> dy, int batch, int channels, int inner, Span<T> dbeta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(dy, Count(batch, channels, inner));
        Require<T>(dbeta, channels);
        AddSumsOfChannels(dy, batch, channels, inner, dbeta);
    }

    /// <summary>1 / √(variance + ε).</summary>
    private static void Invert<T>(ReadOnlySpan<T> variances, T epsilon, Span<T> inverses)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int c = 0; c < variances.Length; c++)
        {
            inverses[c] = T.One / T.Sqrt(variances[c] + epsilon);
        }
    }

    private static void RequireChannels<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> means, ReadOnlySpan<T> inverseDeviations, ReadOnlySpan<T> dy, int batch, int channels, int inner)
    {
        Require(x, Count(batch, channels, inner));
        Require(means, channels);
        Require(inverseDeviations, channels);
        Require(dy, x.Length);
    }
}
