using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.CompilerServices;

/// <content>The elements of an array, vector by vector.</content>
public static partial class Lanes
{
    /// <summary>So many vectors, from the first element of an array on, to be read.</summary>
    /// <remarks>
    /// The count is the span's length whatever it is, so that compiled code knows in the loop that counts up to it that no vector is out
    /// of range; where it is below 1 the loop does not run.
    /// </remarks>
    /// <exception cref="IndexOutOfRangeException">The array has fewer elements, as the loop over its elements would find.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<Vector<T>> Of<T>(ReadOnlySpan<T> all, int vectors)
        where T : unmanaged
    {
        Require<T>(all.Length, vectors);
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, Vector<T>>(ref MemoryMarshal.GetReference(all)), vectors);
    }

    /// <summary>So many vectors, from the first element of an array on, to be written to.</summary>
    /// <inheritdoc cref="Of{T}(ReadOnlySpan{T}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<Vector<T>> In<T>(Span<T> all, int vectors)
        where T : unmanaged
    {
        Require<T>(all.Length, vectors);
        return MemoryMarshal.CreateSpan(ref Unsafe.As<T, Vector<T>>(ref MemoryMarshal.GetReference(all)), vectors);
    }

    /// <summary>The sum and each lane, added one after the other: what adding number by number gives, to the bit.</summary>
    /// <remarks>Written out, since a lane of a number that is known when compiling is had without going through memory.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add<T>(T sum, Vector<T> added)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        sum = sum + added[0] + added[1];
        if (Vector<T>.Count > 2)
        {
            sum = sum + added[2] + added[3];
        }

        if (Vector<T>.Count > 4)
        {
            sum = sum + added[4] + added[5] + added[6] + added[7];
        }

        for (int lane = 8; lane < Vector<T>.Count; lane++)
        {
            sum += added[lane];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Require<T>(int length, int vectors)
        where T : unmanaged
    {
        if (vectors * Vector<T>.Count > length)
        {
            Rows.Throw();
        }
    }
}
