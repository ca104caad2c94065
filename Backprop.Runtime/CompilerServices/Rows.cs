using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.CompilerServices;

/// <summary>Parts of equal length, one after the other, of what a recording holds.</summary>
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
    /// <inheritdoc cref="Of{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> In<T>(Span<T> all, int start, int length)
    {
        Check(all.Length, start, length);
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(all), (nint)(uint)(length > 0 ? start : 0)), length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Check(int all, int start, int length)
    {
        if (length > 0 && (ulong)(uint)start + (uint)length > (uint)all)
        {
            Throw();
        }
    }

    private static void Throw() => throw new IndexOutOfRangeException();

    /// <summary>The part of one iteration; nothing where it has no length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> At<T>(Span<T> all, int row, int length) => length <= 0 ? default : all.Slice(row * length, length);
}
