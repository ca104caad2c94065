using System.Numerics;
using System.Numerics.Tensors;
using Backprop.CompilerServices;

namespace Backprop;

/// <content>Tensors that are joined, split and laid flat.</content>
public static partial class Nn
{
    /// <summary>All dimensions after the first as one.</summary>
    /// <param name="x">[N,…], of one dimension or more.</param>
    /// <returns>[N,K], a copy; K is the product of the lengths that follow N, 1 where none do.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentException">It has no dimension.</exception>
    public static Tensor<T> Flatten<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRankFrom(nameof(Flatten), x, 1, nameof(x));
        Tensor<T> result = Create([x.Lengths[0], Count(x.Lengths[1..])], out Span<T> y);
        Elements(x).CopyTo(y);
        return result;
    }

    /// <summary>Tensors one after the other along a dimension.</summary>
    /// <param name="dimension">From 0 to their rank less 1.</param>
    /// <param name="tensors">One at least; of the same shape but for that dimension.</param>
    /// <returns>Of their shape, that dimension being the sum of theirs.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">There is none, or the shapes do not fit; the message says which lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor<T> Concat<T>(int dimension, params ReadOnlySpan<Tensor<T>> tensors)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (tensors.IsEmpty)
        {
            throw new ArgumentException("Concat: there is no tensor.", nameof(tensors));
        }

        Tensor<T> first = tensors[0];
        RequireDimension(nameof(Concat), first, dimension);
        nint total = 0;
        foreach (Tensor<T> tensor in tensors)
        {
            RequireRank(nameof(Concat), tensor, first.Rank, nameof(tensors));
            for (int d = 0; d < first.Rank; d++)
            {
                if (d != dimension)
                {
                    RequireEqual(nameof(Concat), first, d, tensor, d, nameof(tensors));
                }
            }

            total = checked(total + tensor.Lengths[dimension]);
        }

        nint[] lengths = first.Lengths.ToArray();
        lengths[dimension] = total;
        Tensor<T> result = Create(lengths, out Span<T> y);
        (int outer, int inner) = (Count(lengths.AsSpan(0, dimension)), Count(lengths.AsSpan(dimension + 1)));
        int start = 0;
        foreach (Tensor<T> tensor in tensors)
        {
            int length = Length(tensor, dimension);
            Kernels.PutAlong(Elements(tensor), outer, (int)total, inner, start, length, y);
            start += length;
        }

        return result;
    }

    /// <summary>The parts of a tensor along a dimension, one after the other.</summary>
    /// <param name="x">Of any shape with that dimension.</param>
    /// <param name="dimension">From 0 to the rank of x less 1.</param>
    /// <param name="lengths">How long each part is; together as long as the dimension.</param>
    /// <returns>Copies, each of the shape of x but for that dimension.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentException">The lengths do not add up to the dimension.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension, or a length is negative.</exception>
    public static Tensor<T>[] Split<T>(Tensor<T> x, int dimension, params ReadOnlySpan<int> lengths)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int whole = RequireDimension(nameof(Split), x, dimension);
        long total = 0;
        foreach (int length in lengths)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(lengths));
            total += length;
        }

        if (total != whole)
        {
            throw new ArgumentException(
                $"Split: {Shape(x)}: parts of {total} in all, the dimension {dimension} has {whole}.", nameof(lengths));
        }

        (int outer, int inner) = (Count(x.Lengths[..dimension]), Count(x.Lengths[(dimension + 1)..]));
        ReadOnlySpan<T> elements = Elements(x);
        nint[] shape = x.Lengths.ToArray();
        Tensor<T>[] parts = new Tensor<T>[lengths.Length];
        int start = 0;
        for (int part = 0; part < parts.Length; part++)
        {
            shape[dimension] = lengths[part];
            parts[part] = Create(shape, out Span<T> y);
            Kernels.TakeAlong(elements, outer, whole, inner, start, lengths[part], y);
            start += lengths[part];
        }

        return parts;
    }
}
