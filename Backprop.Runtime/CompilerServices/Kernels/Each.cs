using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.CompilerServices;

/// <summary>Loops over all elements of spans of one length, with whole vectors to the end.</summary>
/// <remarks>
/// What is left over goes through a vector of which only a part counts: as numbers, each would cost as much as a vector. The spans
/// must be as long as the first; who calls has made sure of that.
/// </remarks>
internal static partial class Each
{
    /// <summary>y = f(x).</summary>
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, Span<T> y, TFunction function)
        where T : unmanaged
        where TFunction : struct, ILaneFunction<T>
    {
        ref T source = ref MemoryMarshal.GetReference(x), target = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            function.Of(Vector.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        if (i < x.Length)
        {
            Store(function.Of(Part(x[i..])), y[i..x.Length]);
        }
    }

    /// <summary>y = f(x); returns the sum of all y.</summary>
    public static T MapSum<T, TFunction>(ReadOnlySpan<T> x, Span<T> y, TFunction function)
        where T : unmanaged, INumberBase<T>
        where TFunction : struct, ILaneFunction<T>
    {
        ref T source = ref MemoryMarshal.GetReference(x), target = ref MemoryMarshal.GetReference(y);
        Vector<T> sums = Vector<T>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> values = function.Of(Vector.LoadUnsafe(ref source, (nuint)i));
            values.StoreUnsafe(ref target, (nuint)i);
            sums += values;
        }

        T sum = Vector.Sum(sums);
        if (i < x.Length)
        {
            Vector<T> values = function.Of(Part(x[i..]));
            Store(values, y[i..x.Length]);
            sum += Sum(values, x.Length - i);
        }

        return sum;
    }

    /// <summary>The sum of all f(x, y).</summary>
    public static T Sum<T, TFunction>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, TFunction function)
        where T : unmanaged, INumberBase<T>
        where TFunction : struct, ILanePairFunction<T>
    {
        ref T first = ref MemoryMarshal.GetReference(x), second = ref MemoryMarshal.GetReference(y);
        Vector<T> sums = Vector<T>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            sums += function.Of(Vector.LoadUnsafe(ref first, (nuint)i), Vector.LoadUnsafe(ref second, (nuint)i));
        }

        T sum = Vector.Sum(sums);
        return i < x.Length ? sum + Sum(function.Of(Part(x[i..]), Part(y[i..x.Length])), x.Length - i) : sum;
    }

    /// <summary>to += f(x, y).</summary>
    public static void Add<T, TFunction>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> to, TFunction function)
        where T : unmanaged
        where TFunction : struct, ILanePairFunction<T>
    {
        ref T first = ref MemoryMarshal.GetReference(x), second = ref MemoryMarshal.GetReference(y);
        ref T target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> values = function.Of(Vector.LoadUnsafe(ref first, (nuint)i), Vector.LoadUnsafe(ref second, (nuint)i));
            (Vector.LoadUnsafe(ref target, (nuint)i) + values).StoreUnsafe(ref target, (nuint)i);
        }

        if (i < x.Length)
        {
            Span<T> rest = to[i..x.Length];
            Store(Part<T>(rest) + function.Of(Part(x[i..]), Part(y[i..x.Length])), rest);
        }
    }

    /// <summary>A vector that begins with so many elements and goes on with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Part<T>(ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        Vector<T> part = Vector<T>.Zero;
        elements.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<T>, T>(ref part), Vector<T>.Count));
        return part;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector<T> values, Span<T> to)
        where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Vector<T>, T>(ref values), to.Length).CopyTo(to);

    private static T Sum<T>(Vector<T> values, int count)
        where T : unmanaged, INumberBase<T>
    {
        T sum = T.Zero;
        for (int lane = 0; lane < count; lane++)
        {
            sum += values[lane];
        }

        return sum;
    }
}
