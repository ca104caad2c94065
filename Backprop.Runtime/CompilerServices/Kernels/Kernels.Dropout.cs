using System.Numerics;
using System.Runtime.InteropServices;

namespace Backprop.CompilerServices;

/// <content>Dropout, whose choice is a function of a seed and of the element's number.</content>
public static partial class Kernels
{
    /// <summary>y = x / (1 - rate), or 0 for the elements that are dropped: each with the probability rate, as the seed says.</summary>
    /// <remarks>Whether element i is dropped depends on the seed and i alone, and is the same for float and double.</remarks>
    /// <param name="x">[count].</param>
    /// <param name="rate">From 0, below 1.</param>
    /// <param name="seed">Another one for each call, and the same one in its backward call.</param>
    /// <param name="count">How many.</param>
    /// <param name="y">[count].</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is below 0, or not below 1.</exception>
    public static void Dropout<T>(ReadOnlySpan<T> x, T rate, ulong seed, int count, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, count);
        Require<T>(y, count);
        y.Clear();
        AddKept(x, rate, seed, y);
    }

    /// <summary>dx += dy / (1 - rate) for the elements that are kept.</summary>
    /// <param name="dy">[count].</param>
    /// <param name="rate">As in <see cref="Dropout"/>.</param>
    /// <param name="seed">As in <see cref="Dropout"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="dx">[count]; added to.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is below 0, or not below 1.</exception>
    public static void DropoutBackward<T>(ReadOnlySpan<T> dy, T rate, ulong seed, int count, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(dy, count);
        Require<T>(dx, count);
        AddKept(dy, rate, seed, dx);
    }

    private static void AddKept<T>(ReadOnlySpan<T> x, T rate, ulong seed, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!(rate >= T.Zero && rate < T.One))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "It must be at least 0 and below 1.");
        }

        ulong key = KeyOf(seed);
        uint dropped = (uint)(double.CreateTruncating(rate) * 4294967296);
        T scale = T.One / (T.One - rate);
        ref T source = ref MemoryMarshal.GetReference(x), target = ref MemoryMarshal.GetReference(y);
        Vector<T> scales = new(scale);
        int i = 0;
        for (; i <= x.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            Vector<uint> numbers = Vector.CreateSequence((uint)i, 1u);
            Vector<int> isKept = Vector.AsVectorInt32(Vector.GreaterThanOrEqual(Scramble(numbers, key), new Vector<uint>(dropped)));
            if (typeof(T) == typeof(float))
            {
                AddWhere(Vector.As<int, T>(isKept), scales, ref source, ref target, i);
                continue;
            }

            // True is -1, which is so in more bits too.
            Vector.Widen(isKept, out Vector<long> lower, out Vector<long> upper);
            AddWhere(Vector.As<long, T>(lower), scales, ref source, ref target, i);
            AddWhere(Vector.As<long, T>(upper), scales, ref source, ref target, i + Vector<long>.Count);
        }

        for (; i < x.Length; i++)
        {
            y[i] += Scramble(new Vector<uint>((uint)i), key)[0] >= dropped ? x[i] * scale : T.Zero;
        }
    }

    private static void AddWhere<T>(Vector<T> isKept, Vector<T> scales, ref T source, ref T target, int at)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> kept = Vector.BitwiseAnd(isKept, Vector.LoadUnsafe(ref source, (nuint)at) * scales);
        (Vector.LoadUnsafe(ref target, (nuint)at) + kept).StoreUnsafe(ref target, (nuint)at);
    }

    /// <summary>Numbers that look random: mixed twice ("lowbias32", Wellons, 2018), with half of a key before each time.</summary>
    private static Vector<uint> Scramble(Vector<uint> numbers, ulong key) =>
        Mix(Mix(numbers ^ new Vector<uint>((uint)key)) + new Vector<uint>((uint)(key >> 32)));

    private static Vector<uint> Mix(Vector<uint> bits)
    {
        bits = (bits ^ (bits >>> 16)) * new Vector<uint>(0x7feb352d);
        bits = (bits ^ (bits >>> 15)) * new Vector<uint>(0x846ca68b);
        return bits ^ (bits >>> 16);
    }

    /// <summary>Neighbouring seeds get keys that have nothing in common: the step of SplitMix64 (Steele, Lea, Flood, 2014).</summary>
    private static ulong KeyOf(ulong seed)
    {
        ulong bits = seed + 0x9e3779b97f4a7c15;
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
        return bits ^ (bits >> 31);
    }
}
