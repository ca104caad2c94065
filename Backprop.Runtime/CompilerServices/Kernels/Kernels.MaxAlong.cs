using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Backprop.CompilerServices;

/// <content>The maximum along a dimension.</content>
public static partial class Kernels
{
    /// <summary>y[o, i] = maxₗ x[o, l, i]; NaN where one is, -∞ where the length is 0.</summary>
    /// <param name="x">[outer, length, inner].</param>
    /// <param name="outer">The product of the dimensions before the one along which to look.</param>
    /// <param name="length">That dimension.</param>
    /// <param name="inner">The product of those after it.</param>
    /// <param name="y">[outer, inner].</param>
    public static void MaxAlong<T>(ReadOnlySpan<T> x, int outer, int length, int inner, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, Count(outer, length, inner));
        Require<T>(y, Count(outer, inner));
        if (length == 0)
        {
            y.Fill(T.NegativeInfinity);
            return;
        }

        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> from = x.Slice(o * length * inner, length * inner);
            if (inner == 1)
            {
                y[o] = TensorPrimitives.Max(from);
                continue;
            }

            Span<T> greatest = y.Slice(o * inner, inner);
            from[..inner].CopyTo(greatest);
            for (int l = 1; l < length; l++)
            {
                TensorPrimitives.Max(greatest, from.Slice(l * inner, inner), greatest);
            }
        }
    }

    /// <summary>Adds dy[o, i] to dx[o, l, i] where the maximum was found; where several are equal, each gets the same share.</summary>
    /// <remarks>A maximum that is NaN adds to nothing.</remarks>
    /// <param name="x">[outer, length, inner].</param>
    /// <param name="y">What <see cref="MaxAlong"/> gave, [outer, inner].</param>
    /// <param name="dy">Like y.</param>
    /// <param name="outer">As in <see cref="MaxAlong"/>.</param>
    /// <param name="length">The dimension along which was looked.</param>
    /// <param name="inner">As in <see cref="MaxAlong"/>.</param>
    /// <param name="dx">[outer, length, inner]; added to.</param>
    public static void MaxAlongBackward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, int outer, int length, int inner, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, Count(outer, length, inner));
        Require(y, Count(outer, inner));
        Require(dy, y.Length);
        Require<T>(dx, x.Length);
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> from = x.Slice(o * length * inner, length * inner);
            Span<T> to = dx.Slice(o * length * inner, length * inner);
            if (inner == 1)
            {
                ShareAmongEqual(from, y[o], dy[o], to);
            }
            else
            {
                ShareAlong(from, y.Slice(o * inner, inner), dy.Slice(o * inner, inner), inner, to);
            }
        }
    }

    private static void ShareAmongEqual<T>(ReadOnlySpan<T> x, T greatest, T dy, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T count = Each.Sum(x, x, new ValueWhereEqual<T>(greatest, T.One));
        Each.Add(x, x, dx, new ValueWhereEqual<T>(greatest, dy / count));
    }

    /// <summary>The same for the columns of a matrix, whole vectors of them at a time.</summary>
    private static void ShareAlong<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> greatest, ReadOnlySpan<T> dy, int inner, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T source = ref MemoryMarshal.GetReference(x), target = ref MemoryMarshal.GetReference(dx);
        int i = 0;
        for (; i <= inner - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> best = new(greatest[i..]), counts = Vector<T>.Zero;
            for (int at = i; at < x.Length; at += inner)
            {
                Vector<T> isBest = Vector.Equals(Vector.LoadUnsafe(ref source, (nuint)at), best);
                counts += Vector.BitwiseAnd(isBest, Vector<T>.One);
            }

            Vector<T> share = new Vector<T>(dy[i..]) / counts;
            for (int at = i; at < x.Length; at += inner)
            {
                Vector<T> isBest = Vector.Equals(Vector.LoadUnsafe(ref source, (nuint)at), best);
                (Vector.LoadUnsafe(ref target, (nuint)at) + Vector.BitwiseAnd(isBest, share)).StoreUnsafe(ref target, (nuint)at);
            }
        }

        for (; i < inner; i++)
        {
            int count = 0;
            for (int at = i; at < x.Length; at += inner)
            {
                count += x[at] == greatest[i] ? 1 : 0;
            }

            T share = dy[i] / T.CreateTruncating(count);
            for (int at = i; at < x.Length; at += inner)
            {
                dx[at] += x[at] == greatest[i] ? share : T.Zero;
            }
        }
    }

    /// <summary>A value where x is a given number, 0 elsewhere.</summary>
    private readonly struct ValueWhereEqual<T>(T number, T value) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _number = new(number), _value = new(value);

        public Vector<T> Of(Vector<T> x, Vector<T> y) => Vector.BitwiseAnd(Vector.Equals(x, _number), _value);
    }
}
