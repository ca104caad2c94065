using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>Sums and means along a dimension.</content>
public static partial class Kernels
{
    /// <summary>y[o, i] = Σₗ x[o, l, i]; 0 where the length is 0.</summary>
    /// <param name="x">[outer, length, inner].</param>
    /// <param name="outer">The product of the dimensions before the one that is summed along.</param>
    /// <param name="length">That dimension.</param>
    /// <param name="inner">The product of those after it.</param>
    /// <param name="y">[outer, inner].</param>
    public static void SumAlong<T>(ReadOnlySpan<T> x, int outer, int length, int inner, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, Count(outer, length, inner));
        Require<T>(y, Count(outer, inner));
        if (inner == 1)
        {
            for (int o = 0; o < outer; o++)
            {
                y[o] = TensorPrimitives.Sum(x.Slice(o * length, length));
            }

            return;
        }

        y.Clear();
        for (int o = 0; o < outer; o++)
        {
            Span<T> sums = y.Slice(o * inner, inner);
            for (int l = 0; l < length; l++)
            {
                TensorPrimitives.Add(sums, x.Slice(((o * length) + l) * inner, inner), sums);
            }
        }
    }

    /// <summary>dx[o, l, i] += dy[o, i].</summary>
    /// <param name="dy">[outer, inner].</param>
    /// <param name="outer">As in <see cref="SumAlong"/>.</param>
    /// <param name="length">The dimension that was summed along.</param>
    /// <param name="inner">As in <see cref="SumAlong"/>.</param>
    /// <param name="dx">[outer, length, inner]; added to.</param>
    public static void SumAlongBackward<T>(ReadOnlySpan<T> dy, int outer, int length, int inner, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T> => AddAlong(dy, T.One, outer, length, inner, dx);

    /// <summary>y[o, i] = Σₗ x[o, l, i] / length; NaN where the length is 0.</summary>
    /// <inheritdoc cref="SumAlong"/>
    public static void MeanAlong<T>(ReadOnlySpan<T> x, int outer, int length, int inner, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SumAlong(x, outer, length, inner, y);
        TensorPrimitives.Divide(y, T.CreateTruncating(length), y);
    }

    /// <summary>dx[o, l, i] += dy[o, i] / length.</summary>
    /// <inheritdoc cref="SumAlongBackward"/>
    public static void MeanAlongBackward<T>(ReadOnlySpan<T> dy, int outer, int length, int inner, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T> => AddAlong(dy, T.One / T.CreateTruncating(length), outer, length, inner, dx);

    private static void AddAlong<T>(ReadOnlySpan<T> dy, T factor, int outer, int length, int inner, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(dy, Count(outer, inner));
        Require<T>(dx, Count(outer, length, inner));
        for (int o = 0; o < outer; o++)
        {
            Span<T> to = dx.Slice(o * length * inner, length * inner);
            if (inner == 1)
            {
                TensorPrimitives.Add(to, dy[o] * factor, to);
                continue;
            }

            for (int start = 0; start < to.Length; start += inner)
            {
                Rows.AddMultiple(to.Slice(start, inner), factor, dy.Slice(o * inner, inner), inner);
            }
        }
    }
}
