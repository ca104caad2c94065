using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Backprop.CompilerServices;

/// <summary>From tensors to the memory of their elements, with what has been said of their shapes held to.</summary>
/// <remarks>Used by generated code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Shapes
{
    /// <summary>How long a tensor is in one dimension, which gives a named dimension its value.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="dimension">Which dimension, the outermost is 0.</param>
    /// <param name="rank">How many there shall be.</param>
    /// <param name="shape">The shape as its author wrote it, for the exception: <c>[N, 784]</c>.</param>
    /// <param name="name">The parameter.</param>
    /// <exception cref="ArgumentException">The tensor has another number of dimensions.</exception>
    public static int Dimension<T>(ReadOnlyTensorSpan<T> tensor, int dimension, int rank, string shape, string name)
    {
        if (tensor.Rank != rank)
        {
            throw new ArgumentException($"{name} is {Text(tensor.Lengths)}, and shall be {shape}: it has {tensor.Rank} dimensions in place of {rank}.", name);
        }

        return checked((int)tensor.Lengths[dimension]);
    }

    /// <summary>The elements of a tensor, row after row.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="shape">The shape as its author wrote it, for the exception.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="lengths">How long it shall be in each dimension.</param>
    /// <exception cref="ArgumentException">It has another shape, or is not dense; the message says which.</exception>
    public static ReadOnlySpan<T> Elements<T>(ReadOnlyTensorSpan<T> tensor, string shape, string name, params ReadOnlySpan<int> lengths)
    {
        Require(tensor.Lengths, tensor.IsDense || tensor.IsEmpty, shape, name, lengths);
        return MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), checked((int)tensor.FlattenedLength));
    }

    /// <summary>The same of a tensor that is written to.</summary>
    /// <inheritdoc cref="Elements{T}(ReadOnlyTensorSpan{T}, string, string, ReadOnlySpan{int})"/>
    public static Span<T> ElementsOf<T>(TensorSpan<T> tensor, string shape, string name, params ReadOnlySpan<int> lengths)
    {
        Require(tensor.Lengths, tensor.IsDense || tensor.IsEmpty, shape, name, lengths);
        return MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), checked((int)tensor.FlattenedLength));
    }

    /// <summary>The same of a tensor whose shape is asked elsewhere.</summary>
    /// <exception cref="ArgumentException">It is not dense.</exception>
    public static Span<T> Dense<T>(TensorSpan<T> tensor, string name)
    {
        Require(tensor.IsDense || tensor.IsEmpty, name);
        return MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), checked((int)tensor.FlattenedLength));
    }

    /// <inheritdoc cref="Dense{T}(TensorSpan{T}, string)"/>
    public static ReadOnlySpan<T> DenseOf<T>(ReadOnlyTensorSpan<T> tensor, string name)
    {
        Require(tensor.IsDense || tensor.IsEmpty, name);
        return MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), checked((int)tensor.FlattenedLength));
    }

    /// <summary>A tensor of elements that lie row after row.</summary>
    public static Tensor<T> Of<T>(T[] elements, params ReadOnlySpan<int> lengths)
    {
        nint[] own = new nint[lengths.Length];
        for (int i = 0; i < own.Length; i++)
        {
            own[i] = lengths[i];
        }

        return Tensor.Create(elements, own);
    }

    /// <summary>Flat memory holds the elements of a tensor.</summary>
    /// <exception cref="ArgumentException">It has more or fewer.</exception>
    public static void Require(int length, int count, string shape, string name)
    {
        if (length != count)
        {
            throw new ArgumentException($"{name} has {length} elements, and shall be {shape}, which has {count}.", name);
        }
    }

    private static void Require(ReadOnlySpan<nint> own, bool isDense, string shape, string name, ReadOnlySpan<int> lengths)
    {
        if (own.Length != lengths.Length)
        {
            throw new ArgumentException($"{name} is {Text(own)}, and shall be {shape}: it has {own.Length} dimensions in place of {lengths.Length}.", name);
        }

        for (int i = 0; i < lengths.Length; i++)
        {
            if (own[i] != lengths[i])
            {
                throw new ArgumentException($"{name} is {Text(own)}, and shall be {shape}, which is {Text(lengths)} here: {own[i]} and {lengths[i]} differ.", name);
            }
        }

        Require(isDense, name);
    }

    private static void Require(bool isDense, string name)
    {
        if (!isDense)
        {
            throw new ArgumentException($"{name} is part of another tensor, or has its dimensions in another order, so that its elements are no neighbours; copy it: ToDenseTensor().", name);
        }
    }

    private static string Text<T>(ReadOnlySpan<T> lengths) => $"[{string.Join(", ", lengths.ToArray())}]";
}
