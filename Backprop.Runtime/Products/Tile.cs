using System.Runtime.CompilerServices;

namespace Backprop.Products;

/// <summary>The kernel: a tile of C, whose sums stay in registers while k runs.</summary>
/// <remarks>
/// Each element is one chain of multiply-adds in the order of k, whatever the tile, the width of the vectors and the blocks are. That
/// is why neither threads nor the shape of the rest change a bit of it, and why two vectors of a strip may overlap.
/// </remarks>
internal static unsafe class Tile<T, TVector, TLanes, TLast, TLastLanes, TStrips, TWidth>
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<T, TVector>
    where TLast : struct
    where TLastLanes : ILanes<T, TLast>
    where TStrips : ISize
    where TWidth : ISize
{
    /// <summary>c = start + a·b, tile below tile.</summary>
    /// <param name="a">Its rows and columns may be any distance apart, so that A need not be packed.</param>
    /// <param name="b">Its columns lie side by side.</param>
    /// <param name="c">Its columns lie side by side.</param>
    /// <param name="start">What the sums begin with; may be c, or one row for all (no distance between rows).</param>
    /// <param name="last">Where the last vector of a strip begins; it may overlap the one before.</param>
    /// <param name="depth">The length of the sums.</param>
    /// <param name="tiles">How many tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in Strided<T> a, in Strided<T> b, in Strided<T> c, in Strided<T> start, nint last, int depth, int tiles)
    {
        T* from = start.Origin, to = c.Origin, first = a.Origin;
        nint fromStep = start.Row, toStep = c.Row;
        nint one = a.Row, two = 2 * one, three = 3 * one, next = a.Column, nextRow = b.Row;
        for (int tile = tiles; tile > 0; tile--)
        {
            Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> s0 = Begin(0, from, fromStep, last), s1 = Begin(1, from, fromStep, last);
            Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> s2 = Begin(2, from, fromStep, last), s3 = Begin(3, from, fromStep, last);
            Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> s4 = Begin(4, from, fromStep, last), s5 = Begin(5, from, fromStep, last);
            Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> s6 = Begin(6, from, fromStep, last), s7 = Begin(7, from, fromStep, last);

            T* row = b.Origin, low = first, high = low + 4 * one;
            for (int p = depth; p > 0; p--)
            {
                var other = Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth>.Load(row, last);
                s0.Add(low[0], other);
                if (TStrips.Value > 1)
                {
                    s1.Add(low[one], other);
                }

                if (TStrips.Value > 2)
                {
                    s2.Add(low[two], other);
                    s3.Add(low[three], other);
                }

                if (TStrips.Value > 4)
                {
                    s4.Add(high[0], other);
                    s5.Add(high[one], other);
                    s6.Add(high[two], other);
                    s7.Add(high[three], other);
                    high += next;
                }

                low += next;
                row += nextRow;
            }

            End(0, s0, to, toStep, last);
            End(1, s1, to, toStep, last);
            End(2, s2, to, toStep, last);
            End(3, s3, to, toStep, last);
            End(4, s4, to, toStep, last);
            End(5, s5, to, toStep, last);
            End(6, s6, to, toStep, last);
            End(7, s7, to, toStep, last);
            first += TStrips.Value * one;
            from += TStrips.Value * fromStep;
            to += TStrips.Value * toStep;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> Begin(int strip, T* start, nint step, nint last) =>
        strip < TStrips.Value ? Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth>.Load(start + strip * step, last) : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End(int strip, Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> sums, T* target, nint step, nint last)
    {
        if (strip < TStrips.Value)
        {
            sums.Store(target + strip * step, last);
        }
    }
}
