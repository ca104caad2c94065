using System.Numerics;
using System.Numerics.Tensors;
using Backprop.CompilerServices;

namespace Backprop;

/// <content>Dropout.</content>
public static partial class Nn
{
    /// <summary>Sets each element to 0 with the probability of the rate, and divides the others by 1 - rate: the mean stays.</summary>
    /// <remarks>For training. The same seed drops the same elements; take another one for each step and each layer.</remarks>
    /// <param name="x">Of any shape.</param>
    /// <param name="rate">From 0, below 1.</param>
    /// <param name="seed">Which elements are dropped is a function of it and of their numbers in row-major order.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is below 0, or not below 1.</exception>
    public static Tensor<T> Dropout<T>(Tensor<T> x, T rate, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor<T> result = Create(x.Lengths, out Span<T> y);
        Kernels.Dropout(Elements(x), rate, seed, y.Length, y);
        return result;
    }
}
