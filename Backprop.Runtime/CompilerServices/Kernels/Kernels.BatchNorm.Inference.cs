using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>Batch normalization by a mean and a variance that are given.</content>
public static partial class Kernels
{
    /// <summary>y = gamma·(x - mean) / √(variance + ε) + beta, with the given mean and variance of each channel.</summary>
    /// <param name="x">[batch, channels, inner].</param>
    /// <param name="gamma">[channels].</param>
    /// <param name="beta">[channels].</param>
    /// <param name="runningMean">[channels].</param>
    /// <param name="runningVariance">[channels].</param>
    /// <param name="epsilon">ε, in the unit of x squared.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="inner">Places of a channel: height times width, or 1.</param>
    /// <param name="y">Like x.</param>
    public static void BatchNormInference<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, ReadOnlySpan<T> runningMean, ReadOnlySpan<T> runningVariance,
        T epsilon, int batch, int channels, int inner, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, Count(batch, channels, inner));
        Require(gamma, channels);
        Require(beta, channels);
        Require(runningMean, channels);
        Require<T>(y, x.Length);
        using Scratch<T> inverses = InverseDeviations(runningVariance, epsilon, channels);
        NormalizeChannels(x, runningMean, inverses.Span, gamma, beta, batch, channels, inner, y);
    }

    /// <summary>dx += gamma·dy / √(variance + ε), of each channel; mean and variance are constants.</summary>
    /// <param name="gamma">[channels].</param>
    /// <param name="runningVariance">[channels].</param>
    /// <param name="dy">[batch, channels, inner].</param>
    /// <param name="epsilon">As in <see cref="BatchNormInference"/>.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="inner">Places of a channel.</param>
    /// <param name="dx">Like dy; added to.</param>
    public static void BatchNormInferenceBackwardX<T>(
        ReadOnlySpan<T> gamma, ReadOnlySpan<T> runningVariance, ReadOnlySpan<T> dy, T epsilon, int batch, int channels, int inner,
        Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(gamma, channels);
        Require(dy, Count(batch, channels, inner));
        Require<T>(dx, dy.Length);
        using Scratch<T> scales = InverseDeviations(runningVariance, epsilon, channels);
        TensorPrimitives.Multiply(scales.Span, gamma, scales.Span);
        for (int row = 0; row < batch * channels && inner > 1; row++)
        {
            Rows.AddMultiple(dx.Slice(row * inner, inner), scales.Span[row % channels], dy.Slice(row * inner, inner), inner);
        }

        for (int n = 0; n < batch && inner == 1; n++)
        {
            Span<T> to = dx.Slice(n * channels, channels);
            TensorPrimitives.MultiplyAdd<T>(dy.Slice(n * channels, channels), scales.Span, to, to);
        }
    }

    /// <summary>dgamma += Σ dy·(x - mean) / √(variance + ε) of each channel.</summary>
    /// <remarks>For beta there is <see cref="BatchNormBackwardBeta"/>.</remarks>
    /// <param name="x">[batch, channels, inner].</param>
    /// <param name="runningMean">[channels].</param>
    /// <param name="runningVariance">[channels].</param>
    /// <param name="dy">Like x.</param>
    /// <param name="epsilon">As in <see cref="BatchNormInference"/>.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="inner">Places of a channel.</param>
    /// <param name="dgamma">[channels]; added to.</param>
    public static void BatchNormInferenceBackwardGamma<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> runningMean, ReadOnlySpan<T> runningVariance, ReadOnlySpan<T> dy, T epsilon, int batch,
        int channels, int inner, Span<T> dgamma)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireChannels(x, runningMean, runningVariance, dy, batch, channels, inner);
        Require<T>(dgamma, channels);
        using Scratch<T> inverses = InverseDeviations(runningVariance, epsilon, channels);
        AddNormalizedProducts(x, runningMean, inverses.Span, dy, batch, channels, inner, dgamma);
    }

    private static Scratch<T> InverseDeviations<T>(ReadOnlySpan<T> runningVariance, T epsilon, int channels)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(runningVariance, channels);
        Scratch<T> inverses = new(channels);
        Invert(runningVariance, epsilon, inverses.Span);
        return inverses;
    }
}
