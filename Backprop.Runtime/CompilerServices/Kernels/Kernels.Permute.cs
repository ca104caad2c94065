using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.CompilerServices;

/// <content>Dimensions in another order; of two, the transposed matrix.</content>
public static partial class Kernels
{
    // The side of the squares that a matrix is transposed by: what they touch, 32 lines of 64 bytes each way, stays in the cache.
    private const int TransposeBlock = 32;

    /// <summary>Puts the dimensions in another order: dimension d of y is dimension order[d] of x.</summary>
    /// <param name="x">Of the given lengths.</param>
    /// <param name="lengths">The lengths of x.</param>
    /// <param name="order">Each number from 0 to lengths.Length - 1 once.</param>
    /// <param name="y">As many elements as x.</param>
    /// <exception cref="ArgumentException">The order is not one.</exception>
    public static void Permute<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> lengths, ReadOnlySpan<int> order, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<int> sizes = stackalloc int[lengths.Length], strides = stackalloc int[lengths.Length];
        Walk(lengths, order, sizes, strides);
        Require(x, Count(lengths));
        Require<T>(y, x.Length);
        if (x.Length > 0)
        {
            Merge(ref sizes, ref strides);
            Move<T, Copying<T>>(x, sizes, strides, y);
        }
    }

    /// <summary>Adds dy, in the order of x, to dx.</summary>
    /// <param name="dy">As many elements as y.</param>
    /// <param name="lengths">The lengths of x.</param>
    /// <param name="order">As it was given to <see cref="Permute"/>.</param>
    /// <param name="dx">Like x; added to.</param>
    /// <exception cref="ArgumentException">The order is not one.</exception>
    public static void PermuteBackward<T>(ReadOnlySpan<T> dy, ReadOnlySpan<int> lengths, ReadOnlySpan<int> order, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<int> sizes = stackalloc int[lengths.Length], strides = stackalloc int[lengths.Length];
        Span<int> turned = stackalloc int[lengths.Length], back = stackalloc int[lengths.Length];
        Walk(lengths, order, turned, strides);
        for (int d = 0; d < order.Length; d++)
        {
            back[order[d]] = d;
        }

        Walk(turned, back, sizes, strides);
        Require(dy, Count(lengths));
        Require<T>(dx, dy.Length);
        if (dy.Length > 0)
        {
            Merge(ref sizes, ref strides);
            Move<T, Adding<T>>(dy, sizes, strides, dx);
        }
    }

    /// <summary>What each dimension of the result has as its length, and as its stride in the source.</summary>
    private static void Walk(ReadOnlySpan<int> lengths, ReadOnlySpan<int> order, Span<int> sizes, Span<int> strides)
    {
        if (order.Length != lengths.Length)
        {
            throw new ArgumentException($"It names {order.Length} dimensions; there are {lengths.Length}.", nameof(order));
        }

        sizes.Fill(-1);
        Span<int> source = stackalloc int[lengths.Length];
        for (int d = lengths.Length - 1, stride = 1; d >= 0; stride *= lengths[d--])
        {
            source[d] = stride;
        }

        for (int d = 0; d < order.Length; d++)
        {
            if ((uint)order[d] >= (uint)order.Length || order[..d].Contains(order[d]))
            {
                throw new ArgumentException($"It does not name each of {order.Length} dimensions once.", nameof(order));
            }

            sizes[d] = lengths[order[d]];
            strides[d] = source[order[d]];
        }
    }

    /// <summary>Leaves out dimensions of length 1, and makes one of two that lie in the source as they do in the result.</summary>
    private static void Merge(ref Span<int> sizes, ref Span<int> strides)
    {
        int rank = 0;
        for (int d = 0; d < sizes.Length; d++)
        {
            if (sizes[d] == 1)
            {
                continue;
            }

            if (rank > 0 && strides[rank - 1] == sizes[d] * strides[d])
            {
                (sizes[rank - 1], strides[rank - 1]) = (sizes[rank - 1] * sizes[d], strides[d]);
            }
            else
            {
                (sizes[rank], strides[rank]) = (sizes[d], strides[d]);
                rank++;
            }
        }

        sizes = sizes[..rank];
        strides = strides[..rank];
    }

    private static void Move<T, TMove>(ReadOnlySpan<T> source, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TMove : IMove<T>
    {
        int last = sizes.Length - 1;
        if (last <= 0)
        {
            TMove.Run(source, target);
            return;
        }

        // The dimension that is dense in the source; where that is the last, there are runs, else squares to transpose.
        int dense = strides.IndexOf(1);
        Span<int> steps = stackalloc int[sizes.Length], index = stackalloc int[sizes.Length];
        for (int d = last, step = 1; d >= 0; step *= sizes[d--])
        {
            steps[d] = step;
        }

        index.Clear();
        int from = 0, to = 0, moving;
        do
        {
            if (dense == last)
            {
                TMove.Run(source.Slice(from, sizes[last]), target.Slice(to, sizes[last]));
            }
            else
            {
                Transpose<T, TMove>(source[from..], target[to..], sizes[dense], sizes[last], strides[last], steps[dense]);
            }

            for (moving = last; moving >= 0; moving--)
            {
                if (moving == last || moving == dense)
                {
                    continue;
                }

                (from, to) = (from + strides[moving], to + steps[moving]);
                if (++index[moving] < sizes[moving])
                {
                    break;
                }

                (from, to) = (from - (sizes[moving] * strides[moving]), to - (sizes[moving] * steps[moving]));
                index[moving] = 0;
            }
        }
        while (moving >= 0);
    }

    /// <summary>target[r·targetStride + c] gets source[c·sourceStride + r].</summary>
    private static void Transpose<T, TMove>(
        ReadOnlySpan<T> source, Span<T> target, int rows, int columns, int sourceStride, int targetStride)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TMove : IMove<T>
    {
        ref T from = ref MemoryMarshal.GetReference(source), to = ref MemoryMarshal.GetReference(target);
        for (int top = 0; top < rows; top += TransposeBlock)
        {
            int bottom = Math.Min(top + TransposeBlock, rows);
            for (int left = 0; left < columns; left += TransposeBlock)
            {
                int right = Math.Min(left + TransposeBlock, columns);
                for (int r = top; r < bottom; r++)
                {
                    for (int c = left; c < right; c++)
                    {
                        TMove.One(in Unsafe.Add(ref from, (c * sourceStride) + r), ref Unsafe.Add(ref to, (r * targetStride) + c));
                    }
                }
            }
        }
    }

    /// <summary>What is done with an element on its way.</summary>
    private interface IMove<T>
    {
        static abstract void One(in T from, ref T to);

        static abstract void Run(ReadOnlySpan<T> from, Span<T> to);
    }

    private readonly struct Copying<T> : IMove<T>
    {
        public static void One(in T from, ref T to) => to = from;

        public static void Run(ReadOnlySpan<T> from, Span<T> to) => from.CopyTo(to);
    }

    private readonly struct Adding<T> : IMove<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static void One(in T from, ref T to) => to += from;

        public static void Run(ReadOnlySpan<T> from, Span<T> to) => TensorPrimitives.Add(to, from, to);
    }
}
