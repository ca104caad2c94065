using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>Parts along a dimension, of which arrays are joined and into which they are split.</content>
public static partial class Kernels
{
    /// <summary>y[o, l, i] = x[o, start + l, i].</summary>
    /// <param name="x">[outer, length, inner].</param>
    /// <param name="outer">The product of the dimensions before the one that a part is taken of.</param>
    /// <param name="length">That dimension.</param>
    /// <param name="inner">The product of those after it.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="count">How long it is.</param>
    /// <param name="y">[outer, count, inner].</param>
    public static void TakeAlong<T>(ReadOnlySpan<T> x, int outer, int length, int inner, int start, int count, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequirePart(x, y, outer, length, inner, start, count);
        for (int o = 0; o < outer; o++)
        {
            x.Slice(((o * length) + start) * inner, count * inner).CopyTo(y.Slice(o * count * inner, count * inner));
        }
    }

    /// <summary>dx[o, start + l, i] += dy[o, l, i].</summary>
    /// <param name="dy">[outer, count, inner].</param>
    /// <param name="outer">As in <see cref="TakeAlong"/>.</param>
    /// <param name="length">As in <see cref="TakeAlong"/>.</param>
    /// <param name="inner">As in <see cref="TakeAlong"/>.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="count">How long it is.</param>
    /// <param name="dx">[outer, length, inner]; added to.</param>
    public static void TakeAlongBackward<T>(ReadOnlySpan<T> dy, int outer, int length, int inner, int start, int count, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequirePart(dx, dy, outer, length, inner, start, count);
        for (int o = 0; o < outer; o++)
        {
            Span<T> to = dx.Slice(((o * length) + start) * inner, count * inner);
            TensorPrimitives.Add(to, dy.Slice(o * count * inner, count * inner), to);
        }
    }

    /// <summary>y[o, start + l, i] = x[o, l, i]; the rest of y stays as it is, for other parts.</summary>
    /// <param name="x">[outer, count, inner].</param>
    /// <param name="outer">The product of the dimensions before the one that parts are joined along.</param>
    /// <param name="length">That dimension, of y.</param>
    /// <param name="inner">The product of those after it.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="count">How long it is.</param>
    /// <param name="y">[outer, length, inner].</param>
    public static void PutAlong<T>(ReadOnlySpan<T> x, int outer, int length, int inner, int start, int count, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequirePart(y, x, outer, length, inner, start, count);
        for (int o = 0; o < outer; o++)
        {
            x.Slice(o * count * inner, count * inner).CopyTo(y.Slice(((o * length) + start) * inner, count * inner));
        }
    }

    /// <summary>dx[o, l, i] += dy[o, start + l, i].</summary>
    /// <param name="dy">[outer, length, inner].</param>
    /// <param name="outer">As in <see cref="PutAlong"/>.</param>
    /// <param name="length">As in <see cref="PutAlong"/>.</param>
    /// <param name="inner">As in <see cref="PutAlong"/>.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="count">How long it is.</param>
    /// <param name="dx">[outer, count, inner]; added to.</param>
    public static void PutAlongBackward<T>(ReadOnlySpan<T> dy, int outer, int length, int inner, int start, int count, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequirePart(dy, dx, outer, length, inner, start, count);
        for (int o = 0; o < outer; o++)
        {
            Span<T> to = dx.Slice(o * count * inner, count * inner);
            TensorPrimitives.Add(to, dy.Slice(((o * length) + start) * inner, count * inner), to);
        }
    }

    private static void RequirePart<T>(ReadOnlySpan<T> whole, ReadOnlySpan<T> part, int outer, int length, int inner, int start, int count)
    {
        Require(whole, Count(outer, length, inner));
        Require(part, Count(outer, count, inner));
        if (start < 0 || start > length - count)
        {
            throw new ArgumentOutOfRangeException(nameof(start), $"A part of {count} from {start} on does not lie in {length}.");
        }
    }
}
