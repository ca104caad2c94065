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
    /// <exception cref="IndexOutOfRangeException">It goes beyond the array, as its elements would.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> all, int start, int length)
    {
        Check(all.Length, start, length);
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(all), (nint)(uint)(length > 0 ? start : 0)), length);
    }

    /// <summary>A part of an array that is written to.</summary>
    /// <inheritdoc cref="Of{T}(ReadOnlySpan{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> In<T>(Span<T> all, int start, int length)
    {
        Check(all.Length, start, length);
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(all), (nint)(uint)(length > 0 ? start : 0)), length);
    }

    /// <inheritdoc cref="Of{T}(ReadOnlySpan{T}, int, int)"/>
    /// <exception cref="NullReferenceException">There is no array where an element of it is read.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Of<T>(T[] all, int start, int length) => Of<T>(Elements(all, length), start, length);

    /// <inheritdoc cref="In{T}(Span{T}, int, int)"/>
    /// <exception cref="NullReferenceException">There is no array where an element of it is written to.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> In<T>(T[] all, int start, int length) => In(Elements(all, length), start, length);

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
    /// not overlap. A few elements are done here, where the caller's registers hold what they need.
    /// </remarks>
    /// <exception cref="IndexOutOfRangeException">An array has fewer elements.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddMultiple<T>(Span<T> to, T factor, ReadOnlySpan<T> of, int count)
        where T : unmanaged, INumberBase<T>
    {
        if (count <= 0)
        {
            return;
        }

        if (count > to.Length || count > of.Length)
        {
            Throw();
        }

        if (count >= Many)
        {
            AddMany(ref MemoryMarshal.GetReference(to), factor, ref MemoryMarshal.GetReference(of), count);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref MemoryMarshal.GetReference(to), i) += factor * Unsafe.Add(ref MemoryMarshal.GetReference(of), i);
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

    /// <summary>From here on, vectors pay for the call.</summary>
    private const int Many = 16;

    /// <remarks>Compiled once and for good: it is nothing but a loop.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddMany<T>(ref T to, T factor, ref T of, int count)
        where T : unmanaged, INumberBase<T>
    {
        Vector<T> factors = new(factor);
        nuint i = 0, step = (nuint)Vector<T>.Count, end = (nuint)count;
        for (; i + 2 * step <= end; i += 2 * step)
        {
            Vector<T> first = Vector.LoadUnsafe(ref to, i) + (factors * Vector.LoadUnsafe(ref of, i));
            Vector<T> second = Vector.LoadUnsafe(ref to, i + step) + (factors * Vector.LoadUnsafe(ref of, i + step));
            first.StoreUnsafe(ref to, i);
            second.StoreUnsafe(ref to, i + step);
        }

        for (; i < end; i++)
        {
            Unsafe.Add(ref to, i) += factor * Unsafe.Add(ref of, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Check(int all, int start, int length)
    {
        if (length > 0 && (ulong)(uint)start + (uint)length > (uint)all)
        {
            Throw();
        }
    }

    /// <summary>All of an array; none where no element is asked for, which is no reason to look for it. A span of no array would be empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<T> Elements<T>(T[] all, int length) =>
        length > 0 ? MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(all), all.Length) : default;

    private static void Throw() => throw new IndexOutOfRangeException();

    /// <summary>The part of one iteration; nothing where it has no length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> At<T>(Span<T> all, int row, int length) => length <= 0 ? default : all.Slice(row * length, length);
}
