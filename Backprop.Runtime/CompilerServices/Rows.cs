using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Backprop.CompilerServices;

/// <summary>Parts of equal length, one after the other, of what a recording holds.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Rows
{
    /// <summary>The part of one iteration; nothing where it has no length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> At<T>(Span<T> all, int row, int length) => length <= 0 ? default : all.Slice(row * length, length);
}
