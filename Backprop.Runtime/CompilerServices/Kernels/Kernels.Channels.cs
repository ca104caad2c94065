using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>
/// What is done to each channel of arrays [batch, channels, inner]. A channel of one place lies in examples beside the others, so
/// that loops go over the channels of an example; else they go over the places of a channel.
/// </content>
public static partial class Kernels
{
    /// <summary>sums[c] += Σ x.</summary>
    private static void AddSumsOfChannels<T>(ReadOnlySpan<T> x, int batch, int channels, int inner, Span<T> sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int n = 0; n < batch; n++)
        {
            ReadOnlySpan<T> example = x.Slice(n * channels * inner, channels * inner);
            if (inner == 1)
            {
                TensorPrimitives.Add(sums, example, sums);
                continue;
            }

            for (int c = 0; c < channels; c++)
            {
                sums[c] += TensorPrimitives.Sum(example.Slice(c * inner, inner));
            }
        }
    }

    /// <summary>sums[c] += Σ (x - mean)².</summary>
    private static void AddSquares<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> means, int batch, int channels, int inner, Span<T> sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int n = 0; n < batch; n++)
        {
            ReadOnlySpan<T> example = x.Slice(n * channels * inner, channels * inner);
            if (inner == 1)
            {
                Each.Add(example, means, sums, default(SquareOfDifference<T>));
                continue;
            }

            for (int c = 0; c < channels; c++)
            {
                ReadOnlySpan<T> row = example.Slice(c * inner, inner);
                sums[c] += Each.Sum(row, row, new SquareFrom<T>(means[c]));
            }
        }
    }

    /// <summary>sums[c] += Σ dy·(x - mean)·inverse.</summary>
    private static void AddNormalizedProducts<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> means, ReadOnlySpan<T> inverses, ReadOnlySpan<T> dy, int batch, int channels, int inner,
        Span<T> sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Scratch<T> scratch = new(inner == 1 ? channels : 0);
        Span<T> products = scratch.Span;
        for (int n = 0; n < batch; n++)
        {
            int start = n * channels * inner, length = channels * inner;
            ReadOnlySpan<T> example = x.Slice(start, length), slopes = dy.Slice(start, length);
            if (inner == 1)
            {
                Each.Add(example, means, slopes, products, default(DifferenceTimesThird<T>));
                continue;
            }

            for (int c = 0; c < channels; c++)
            {
                NormalizedTimes<T> product = new(means[c], inverses[c]);
                sums[c] += Each.Sum(example.Slice(c * inner, inner), slopes.Slice(c * inner, inner), product);
            }
        }

        if (inner == 1)
        {
            TensorPrimitives.MultiplyAdd(products, inverses, sums, sums);
        }
    }

    /// <summary>y = (x - mean)·inverse·gamma + beta.</summary>
    private static void NormalizeChannels<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> means, ReadOnlySpan<T> inverses, ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, int batch,
        int channels, int inner, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int n = 0; n < batch; n++)
        {
            ReadOnlySpan<T> example = x.Slice(n * channels * inner, channels * inner);
            Span<T> to = y.Slice(n * channels * inner, channels * inner);
            if (inner == 1)
            {
                Each.Map(example, means, inverses, to, default(DifferenceTimesThird<T>));
                Each.Map(to, gamma, beta, to, default(ProductPlusThird<T>));
                continue;
            }

            for (int c = 0; c < channels; c++)
            {
                ScaledFrom<T> scaled = new(means[c], inverses[c], gamma[c], beta[c]);
                Each.Map(example.Slice(c * inner, inner), to.Slice(c * inner, inner), scaled);
            }
        }
    }

    /// <summary>dx += scale·(dy - slope - (x - mean)·tilt).</summary>
    private static void AddSlopesOfChannels<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> means, ReadOnlySpan<T> dy, ReadOnlySpan<T> slopes, ReadOnlySpan<T> tilts, ReadOnlySpan<T> scales,
        int batch, int channels, int inner, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Scratch<T> scratch = new(inner == 1 ? channels : 0);
        Span<T> row = scratch.Span;
        for (int n = 0; n < batch; n++)
        {
            int start = n * channels * inner, length = channels * inner;
            ReadOnlySpan<T> example = x.Slice(start, length), given = dy.Slice(start, length);
            Span<T> to = dx.Slice(start, length);
            if (inner == 1)
            {
                Each.Map(example, means, tilts, row, default(DifferenceTimesThird<T>));
                TensorPrimitives.Add(row, slopes, row);
                Each.Add(given, row, scales, to, default(DifferenceTimesThird<T>));
                continue;
            }

            for (int c = 0; c < channels; c++)
            {
                ChannelSlope<T> slope = new(means[c], slopes[c], tilts[c], scales[c]);
                Each.Add(example.Slice(c * inner, inner), given.Slice(c * inner, inner), to.Slice(c * inner, inner), slope);
            }
        }
    }

    private readonly struct DifferenceTimesThird<T> : ILaneTripleFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x, Vector<T> y, Vector<T> z) => (x - y) * z;
    }

    private readonly struct ProductPlusThird<T> : ILaneTripleFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x, Vector<T> y, Vector<T> z) => (x * y) + z;
    }

    private readonly struct ScaledFrom<T>(T mean, T inverse, T gamma, T beta) : ILaneFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _mean = new(mean), _inverse = new(inverse), _gamma = new(gamma), _beta = new(beta);

        public Vector<T> Of(Vector<T> x) => ((x - _mean) * _inverse * _gamma) + _beta;
    }

    private readonly struct ChannelSlope<T>(T mean, T slope, T tilt, T scale) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _mean = new(mean), _slope = new(slope), _tilt = new(tilt), _scale = new(scale);

        public Vector<T> Of(Vector<T> x, Vector<T> dy) => (dy - _slope - ((x - _mean) * _tilt)) * _scale;
    }
}
