using System.Numerics;
using System.Numerics.Tensors;
using Backprop.CompilerServices;

namespace Backprop;

/// <content>Sums, means and maxima along a dimension, which the result has no longer, and dimensions in another order.</content>
/// <remarks>A tensor of .NET has a dimension at least: what is left of a vector has the shape [1].</remarks>
public static partial class Nn
{
    /// <summary>The sums along a dimension.</summary>
    /// <param name="x">Of any shape with that dimension.</param>
    /// <param name="dimension">From 0 to the rank of x less 1.</param>
    /// <returns>Of the shape of x without that dimension, [1] of a vector; 0 where it has the length 0.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor<T> SumAlong<T>(Tensor<T> x, int dimension)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = RequireDimension(nameof(SumAlong), x, dimension);
        Tensor<T> result = Without(x, dimension, out int outer, out int inner, out Span<T> y);
        Kernels.SumAlong(Elements(x), outer, length, inner, y);
        return result;
    }

    /// <summary>The means along a dimension.</summary>
    /// <param name="x">Of any shape with that dimension.</param>
    /// <param name="dimension">From 0 to the rank of x less 1.</param>
    /// <returns>Of the shape of x without that dimension, [1] of a vector; NaN where it has the length 0.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor<T> MeanAlong<T>(Tensor<T> x, int dimension)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = RequireDimension(nameof(MeanAlong), x, dimension);
        Tensor<T> result = Without(x, dimension, out int outer, out int inner, out Span<T> y);
        Kernels.MeanAlong(Elements(x), outer, length, inner, y);
        return result;
    }

    /// <summary>The maxima along a dimension; where several elements are the maximum, each gets the same share of the derivative.</summary>
    /// <param name="x">Of any shape with that dimension.</param>
    /// <param name="dimension">From 0 to the rank of x less 1.</param>
    /// <returns>Of the shape of x without that dimension, [1] of a vector; -∞ where it has the length 0, NaN where an element is.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor<T> MaxAlong<T>(Tensor<T> x, int dimension)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = RequireDimension(nameof(MaxAlong), x, dimension);
        Tensor<T> result = Without(x, dimension, out int outer, out int inner, out Span<T> y);
        Kernels.MaxAlong(Elements(x), outer, length, inner, y);
        return result;
    }

    /// <summary>The same elements with the dimensions in another order; with the order 1, 0 the transposed matrix.</summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="order">Of each dimension of the result, which it is of x: each number from 0 to the rank of x less 1 once.</param>
    /// <returns>A copy, dense; its dimension d has the length of dimension order[d] of x.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentException">The order is not one of as many dimensions.</exception>
    public static Tensor<T> Permute<T>(Tensor<T> x, params ReadOnlySpan<int> order)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        if (order.Length != x.Rank)
        {
            throw new ArgumentException($"Permute: {Shape(x)} has {Dimensions(x.Rank)}; the order names {order.Length}.", nameof(order));
        }

        Span<int> lengths = stackalloc int[x.Rank];
        nint[] turned = new nint[x.Rank];
        for (int d = 0; d < x.Rank; d++)
        {
            lengths[d] = Length(x, d);
            turned[d] = (uint)order[d] < (uint)x.Rank
                ? x.Lengths[order[d]]
                : throw new ArgumentException($"Permute: {Shape(x)} has no dimension {order[d]}.", nameof(order));
        }

        Tensor<T> result = Create(turned, out Span<T> y);
        Kernels.Permute(Elements(x), lengths, order, y);
        return result;
    }

    private static Tensor<T> Without<T>(Tensor<T> x, int dimension, out int outer, out int inner, out Span<T> elements)
    {
        ReadOnlySpan<nint> before = x.Lengths[..dimension], after = x.Lengths[(dimension + 1)..];
        (outer, inner) = (Count(before), Count(after));
        nint[] lengths = x.Rank == 1 ? [1] : [.. before, .. after];
        return Create(lengths, out elements);
    }
}
