using System.Numerics;
using System.Runtime.InteropServices;

namespace Backprop.CompilerServices;

/// <content>Loops over the elements of three spans.</content>
internal static partial class Each
{
    /// <summary>to = f(x, y, z).</summary>
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> to, TFunction function)
        where T : unmanaged
        where TFunction : struct, ILaneTripleFunction<T>
    {
        ref T first = ref MemoryMarshal.GetReference(x), second = ref MemoryMarshal.GetReference(y);
        ref T third = ref MemoryMarshal.GetReference(z), target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> values = function.Of(
                Vector.LoadUnsafe(ref first, (nuint)i), Vector.LoadUnsafe(ref second, (nuint)i), Vector.LoadUnsafe(ref third, (nuint)i));
            values.StoreUnsafe(ref target, (nuint)i);
        }

        if (i < x.Length)
        {
            Store(function.Of(Part(x[i..]), Part(y[i..x.Length]), Part(z[i..x.Length])), to[i..x.Length]);
        }
    }

    /// <summary>The sum of all f(x, y, z).</summary>
    public static T Sum<T, TFunction>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, TFunction function)
        where T : unmanaged, INumberBase<T>
        where TFunction : struct, ILaneTripleFunction<T>
    {
        ref T first = ref MemoryMarshal.GetReference(x), second = ref MemoryMarshal.GetReference(y);
        ref T third = ref MemoryMarshal.GetReference(z);
        Vector<T> sums = Vector<T>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            sums += function.Of(
                Vector.LoadUnsafe(ref first, (nuint)i), Vector.LoadUnsafe(ref second, (nuint)i), Vector.LoadUnsafe(ref third, (nuint)i));
        }

        T sum = Vector.Sum(sums);
        return i < x.Length
            ? sum + Sum(function.Of(Part(x[i..]), Part(y[i..x.Length]), Part(z[i..x.Length])), x.Length - i)
            : sum;
    }

    /// <summary>to += f(x, y, z).</summary>
    public static void Add<T, TFunction>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> to, TFunction function)
        where T : unmanaged
        where TFunction : struct, ILaneTripleFunction<T>
    {
        ref T first = ref MemoryMarshal.GetReference(x), second = ref MemoryMarshal.GetReference(y);
        ref T third = ref MemoryMarshal.GetReference(z), target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> values = function.Of(
                Vector.LoadUnsafe(ref first, (nuint)i), Vector.LoadUnsafe(ref second, (nuint)i), Vector.LoadUnsafe(ref third, (nuint)i));
            (Vector.LoadUnsafe(ref target, (nuint)i) + values).StoreUnsafe(ref target, (nuint)i);
        }

        if (i < x.Length)
        {
            Span<T> rest = to[i..x.Length];
            Store(Part<T>(rest) + function.Of(Part(x[i..]), Part(y[i..x.Length]), Part(z[i..x.Length])), rest);
        }
    }
}
