using System.Runtime.CompilerServices;

namespace Backprop.Products;

/// <summary>Memory for packed blocks: each thread's own, kept from one product to the next.</summary>
internal static unsafe class Workspace
{
    /// <summary>A line of the cache, and the widest vector.</summary>
    private const int Alignment = 64;

    [ThreadStatic]
    private static byte[]? _memory;

    /// <summary>So much memory, with anything in it, until the thread next asks.</summary>
    public static T* Take<T>(nint elements)
        where T : unmanaged
    {
        nint bytes = elements * sizeof(T) + Alignment;
        if (_memory is not { } memory || memory.Length < bytes)
        {
            _memory = memory = GC.AllocateUninitializedArray<byte>((int)bytes, pinned: true);
        }

        nint address = (nint)Unsafe.AsPointer(ref memory[0]);
        return (T*)((address + Alignment - 1) & -Alignment);
    }
}
