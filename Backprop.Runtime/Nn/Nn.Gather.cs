using System.Numerics;
using System.Numerics.Tensors;
using Backprop.CompilerServices;

namespace Backprop;

/// <content>What is chosen by indices.</content>
public static partial class Nn
{
    /// <summary>The row of a table for each index, such as the vector of each word.</summary>
    /// <param name="table">[V,D].</param>
    /// <param name="indices">Of any shape, each from 0 to V - 1.</param>
    /// <returns>[…,D], … being the shape of the indices. What stands there twice gets its derivative twice.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The table has not two dimensions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is below 0 or above V - 1; the message says which.</exception>
    public static Tensor<T> Embedding<T>(Tensor<T> table, Tensor<int> indices)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRank(nameof(Embedding), table, 2, nameof(table));
        ArgumentNullException.ThrowIfNull(indices);
        return Gather(table, indices);
    }

    /// <summary>The parts of a tensor along its first dimension, for each index one.</summary>
    /// <param name="x">[R,…], of one dimension or more.</param>
    /// <param name="indices">Of any shape [I…], each from 0 to R - 1.</param>
    /// <returns>[I…,…]. What is taken twice gets its derivative twice.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The tensor has no dimension.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is below 0 or above R - 1; the message says which.</exception>
    public static Tensor<T> Gather<T>(Tensor<T> x, Tensor<int> indices)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRankFrom(nameof(Gather), x, 1, nameof(x));
        ArgumentNullException.ThrowIfNull(indices);
        nint[] lengths = [.. indices.Lengths, .. x.Lengths[1..]];
        Tensor<T> result = Create(lengths, out Span<T> y);
        Kernels.Gather(Elements(x), Elements(indices), Length(x, 0), Count(x.Lengths[1..]), Count(indices.Lengths), y);
        return result;
    }
}
