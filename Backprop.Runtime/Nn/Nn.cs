using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Backprop;

/// <summary>The operations of networks, on .NET's tensors of float or double.</summary>
/// <remarks>
/// A result is a new dense tensor. Tensors are row-major; one that is not dense is copied first. Shapes are written [2,3]; a
/// dimension may be 0. Of tensors that do not fit, an <see cref="ArgumentException"/> names the shapes and the lengths that differ.
/// </remarks>
public static partial class Nn
{
    /// <summary>All elements in row-major order: the tensor's own memory where that is dense, else a copy.</summary>
    private static ReadOnlySpan<T> Elements<T>(Tensor<T> tensor)
    {
        int length = checked((int)tensor.FlattenedLength);
        if (tensor.IsDense || length == 0)
        {
            // Of a tensor that is a part of another, the tensor's own reference is that of the other; and its GetSpan refuses dense
            // tensors whose last dimension is 1.
            return MemoryMarshal.CreateReadOnlySpan(in tensor.AsReadOnlyTensorSpan().GetPinnableReference(), length);
        }

        T[] copy = new T[length];
        tensor.FlattenTo(copy);
        return copy;
    }

    /// <summary>A dense tensor, and its memory to fill.</summary>
    private static Tensor<T> Create<T>(scoped ReadOnlySpan<nint> lengths, out Span<T> elements)
    {
        T[] array = new T[Count(lengths)];
        elements = array;
        return Tensor.Create(array, lengths);
    }

    private static int Count(ReadOnlySpan<nint> lengths)
    {
        nint count = 1;
        foreach (nint length in lengths)
        {
            count = checked(count * length);
        }

        return checked((int)count);
    }

    private static int Length<T>(Tensor<T> tensor, int dimension) => (int)tensor.Lengths[dimension];
}
