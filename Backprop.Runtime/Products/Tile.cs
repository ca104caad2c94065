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
    /// <summary>c = start + a·b for as many rows as the tile has strips.</summary>
    /// <param name="a">Its rows and columns may be any distance apart, so that A need not be packed.</param>
    /// <param name="b">Its columns lie side by side.</param>
    /// <param name="c">Its columns lie side by side.</param>
    /// <param name="start">What the sums begin with; may be c, or one row for all (no distance between rows).</param>
    /// <param name="last">Where the last vector of a strip begins; it may overlap the one before.</param>
    /// <param name="depth">The length of the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in Strided<T> a, in Strided<T> b, in Strided<T> c, in Strided<T> start, nint last, int depth)
    {
        T* from = start.Origin;
        nint step = start.Row;
        Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> s0 = Begin(0, from, step, last), s1 = Begin(1, from, step, last);
        Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> s2 = Begin(2, from, step, last), s3 = Begin(3, from, step, last);
        Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> s4 = Begin(4, from, step, last), s5 = Begin(5, from, step, last);
        Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> s6 = Begin(6, from, step, last), s7 = Begin(7, from, step, last);

        T* row = b.Origin, low = a.Origin, high = low + 4 * a.Row;
        nint one = a.Row, two = 2 * one, three = 3 * one, next = a.Column, nextRow = b.Row;
        for (int p = depth; p > 0; p--)
        {
            Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> other = Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth>.Load(row, last);
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

        T* to = c.Origin;
        step = c.Row;
        End(0, s0, to, step, last);
        End(1, s1, to, step, last);
        End(2, s2, to, step, last);
        End(3, s3, to, step, last);
        End(4, s4, to, step, last);
        End(5, s5, to, step, last);
        End(6, s6, to, step, last);
        End(7, s7, to, step, last);
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
