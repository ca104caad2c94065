using System.Numerics;
using System.Numerics.Tensors;
using Backprop.CompilerServices;

namespace Backprop;

/// <content>Softmax and its logarithm, along the last dimension.</content>
public static partial class Nn
{
    /// <summary>e^x / Σ e^x, the sum being that along the last dimension; nothing overflows.</summary>
    /// <param name="x">[…,C], of one dimension or more.</param>
    /// <returns>Of the shape of x; each row of C elements adds up to 1.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentException">The tensor has no dimension.</exception>
    public static Tensor<T> Softmax<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRankFrom(nameof(Softmax), x, 1, nameof(x));
        Tensor<T> y = Create(x.Lengths, out Span<T> elements);
        Kernels.Softmax(Elements(x), Count(x.Lengths[..^1]), Length(x, x.Rank - 1), elements);
        return y;
    }

    /// <summary>x - ln Σ e^x, the sum being that along the last dimension: the logarithm of the softmax, where that is 0 too.</summary>
    /// <param name="x">[…,C], of one dimension or more.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentException">The tensor has no dimension.</exception>
    public static Tensor<T> LogSoftmax<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRankFrom(nameof(LogSoftmax), x, 1, nameof(x));
        Tensor<T> y = Create(x.Lengths, out Span<T> elements);
        Kernels.LogSoftmax(Elements(x), Count(x.Lengths[..^1]), Length(x, x.Rank - 1), elements);
        return y;
    }
}
