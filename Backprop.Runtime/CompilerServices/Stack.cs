using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Backprop.CompilerServices;

/// <summary>Memory on the stack.</summary>
/// <remarks>Used by generated code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Stack
{
    /// <summary>Sets all elements to zero, and leaves no wide vector register in use.</summary>
    /// <remarks>
    /// .NET 10 compiles <c>stackalloc</c> of 33 to 1024 bytes, and <c>Clear</c> of them, to wide vectors whose upper halves stay in
    /// use; on processors that mind, each <c>Math.Exp</c>, <c>Log</c> or <c>Tanh</c> that is called
    /// after takes twenty times as long. A method that uses wide vectors by name cleans them up when it returns: so this is one,
    /// and no part of its caller.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Clear<T>(Span<T> memory)
        where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(memory);
        int start = 0;
        for (; start <= bytes.Length - Vector256<byte>.Count; start += Vector256<byte>.Count)
        {
            Vector256<byte>.Zero.StoreUnsafe(ref MemoryMarshal.GetReference(bytes), (nuint)start);
        }

        for (; start < bytes.Length; start++)
        {
            bytes[start] = 0;
        }
    }
}
