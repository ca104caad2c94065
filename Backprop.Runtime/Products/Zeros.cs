using System.Runtime.CompilerServices;

namespace Backprop.Products;

/// <summary>What sums begin with when there is nothing to add to: as many zeros as the widest tile has columns, for all its rows.</summary>
internal static unsafe class Zeros<T>
    where T : unmanaged
{
    private static readonly T[] _values = GC.AllocateArray<T>(48, pinned: true);

    public static Strided<T> Start => new((T*)Unsafe.AsPointer(ref _values[0]), 0, 0);
}
