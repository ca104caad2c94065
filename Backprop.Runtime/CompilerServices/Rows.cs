using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.CompilerServices;

/// <summary>Parts of arrays, and what is done to all elements of one.</summary>
/// <remarks>Used by generated code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Rows
{
    /// <summary>A part of an array that is read.</summary>
    /// <remarks>
    /// Parts are short, and there are many: one comparison where all is well, and no second way for the length to come by. A
    /// length of 0 or less means that the loop over the part does not run, so that it is never read.
    /// </remarks>
    /// <exception cref="IndexOutOfRangeException">It goes beyond the array, as its elements would.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> all, int start, int length)
    {
        if ((ulong)(uint)start + (uint)length > (uint)all.Length)
        {
            if (length > 0)
            {
                Throw();
            }

            start = 0;
        }

        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(all), (nint)(uint)start), length);
    }

    /// <summary>A part of an array that is written to.</summary>
    /// <inheritdoc cref="Of{T}(ReadOnlySpan{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> In<T>(Span<T> all, int start, int length)
    {
        if ((ulong)(uint)start + (uint)length > (uint)all.Length)
        {
            if (length > 0)
            {
                Throw();
            }

            start = 0;
        }

        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(all), (nint)(uint)start), length);
    }

    /// <inheritdoc cref="Of{T}(ReadOnlySpan{T}, int, int)"/>
    /// <exception cref="NullReferenceException">There is no array where an element of it is read.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Of<T>(T[] all, int start, int length) => Of<T>(Elements(all, length), start, length);

    /// <inheritdoc cref="In{T}(Span{T}, int, int)"/>
    /// <exception cref="NullReferenceException">There is no array where an element of it is written to.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> In<T>(T[] all, int start, int length) => In(Elements(all, length), start, length);

    /// <summary>The part of one iteration.</summary>
    /// <inheritdoc cref="Of{T}(ReadOnlySpan{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> At<T>(Span<T> all, int row, int length) => In(all, row * length, length);

    /// <summary>Sets what lies beyond so many elements to zero.</summary>
    public static void ClearFrom<T>(Span<T> all, int start)
    {
        if (start < all.Length)
        {
            all.Slice(Math.Max(start, 0)).Clear();
        }
    }

    /// <summary>Adds a multiple of one array to another, element by element: <c>to[i] += factor * of[i]</c> for so many.</summary>
    /// <remarks>
    /// Vectors multiply and add as numbers do, rounding after each, so that the sums are the same to the bit. The arrays must
    /// not overlap. All of it is done here: a call, even one that is not made, would take the caller's numbers out of registers.
    /// </remarks>
    /// <exception cref="IndexOutOfRangeException">An array has fewer elements.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddMultiple<T>(Span<T> to, T factor, ReadOnlySpan<T> of, int count)
        where T : unmanaged, INumberBase<T>
    {
        // Of a part the length is that of the loop over it, which may be negative.
        if (count <= 0)
        {
            return;
        }

        if (count > to.Length || count > of.Length)
        {
            Throw();
        }

        ref T target = ref MemoryMarshal.GetReference(to), source = ref MemoryMarshal.GetReference(of);
        nuint i = 0, end = (nuint)count;
        Vector<T> factors = new(factor);
        for (; i + (nuint)Vector<T>.Count <= end; i += (nuint)Vector<T>.Count)
        {
            (Vector.LoadUnsafe(ref target, i) + (factors * Vector.LoadUnsafe(ref source, i))).StoreUnsafe(ref target, i);
        }

        for (; i < end; i++)
        {
            Unsafe.Add(ref target, i) += factor * Unsafe.Add(ref source, i);
        }
    }

    /// <inheritdoc cref="AddMultiple{T}(Span{T}, T, ReadOnlySpan{T}, int)"/>
    /// <exception cref="NullReferenceException">There is no array where an element of it is read.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddMultiple<T>(Span<T> to, T factor, T[] of, int count)
        where T : unmanaged, INumberBase<T> => AddMultiple<T>(to, factor, Elements(of, count), count);

    /// <inheritdoc cref="AddMultiple{T}(Span{T}, T, T[], int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddMultiple<T>(T[] to, T factor, ReadOnlySpan<T> of, int count)
        where T : unmanaged, INumberBase<T> => AddMultiple(Elements(to, count), factor, of, count);

    /// <inheritdoc cref="AddMultiple{T}(Span{T}, T, T[], int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddMultiple<T>(T[] to, T factor, T[] of, int count)
        where T : unmanaged, INumberBase<T> => AddMultiple<T>(Elements(to, count), factor, Elements(of, count), count);

    /// <summary>All of an array; none where no element is asked for, which is no reason to look for it. A span of no array would be empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<T> Elements<T>(T[] all, int length) =>
        length > 0 ? MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(all), all.Length) : default;

    internal static void Throw() => throw new IndexOutOfRangeException();
}
