using System.Runtime.CompilerServices;

namespace Backprop.Products;

/// <summary>A product of few rows with a B whose columns' elements lie side by side: dot products, which read B as it is.</summary>
/// <remarks>Each element is the sum of as many chains as a vector has elements, so its bits are others than those of a tile.</remarks>
internal static unsafe class Dots<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    /// <summary>Columns at a time: enough sums for one to begin in each cycle.</summary>
    private const int Columns = 4;

    /// <param name="factors">At least a vector deep; the elements of rows of A lie side by side.</param>
    public static void Run(in Factors<T> factors)
    {
        int column = 0;
        for (; column + Columns <= factors.Columns; column += Columns)
        {
            for (int row = 0; row < factors.Rows; row++)
            {
                Run<Four>(factors.Block(row, 1, column, Columns));
            }
        }

        for (; column < factors.Columns; column++)
        {
            for (int row = 0; row < factors.Rows; row++)
            {
                Run<One>(factors.Block(row, 1, column, 1));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TColumns>(in Factors<T> dots)
        where TColumns : ISize
    {
        T* a = dots.A.Origin, b = dots.B.Origin;
        nint step = dots.B.Column;
        TVector zero = TLanes.Broadcast(default), s0 = zero, s1 = zero, s2 = zero, s3 = zero;
        int count = TLanes.Count, rest = dots.Depth % count;
        for (int p = dots.Depth / count; p > 0; p--, a += count, b += count)
        {
            TVector row = TLanes.Load(a);
            s0 = TLanes.MultiplyAdd(row, TLanes.Load(b), s0);
            if (TColumns.Value > 1)
            {
                s1 = TLanes.MultiplyAdd(row, TLanes.Load(b + step), s1);
                s2 = TLanes.MultiplyAdd(row, TLanes.Load(b + 2 * step), s2);
                s3 = TLanes.MultiplyAdd(row, TLanes.Load(b + 3 * step), s3);
            }
        }

        if (rest > 0)
        {
            // A vector that ends with the row; what of it was summed already is nought.
            a += rest - count;
            b += rest - count;
            TVector row = TLanes.Last(a, rest);
            s0 = TLanes.MultiplyAdd(row, TLanes.Last(b, rest), s0);
            if (TColumns.Value > 1)
            {
                s1 = TLanes.MultiplyAdd(row, TLanes.Last(b + step, rest), s1);
                s2 = TLanes.MultiplyAdd(row, TLanes.Last(b + 2 * step, rest), s2);
                s3 = TLanes.MultiplyAdd(row, TLanes.Last(b + 3 * step, rest), s3);
            }
        }

        Strided<T> c = dots.C, start = dots.Start;
        c.Origin[0] = TLanes.Sum(s0, start.Origin[0]);
        if (TColumns.Value > 1)
        {
            c.Origin[1] = TLanes.Sum(s1, start.Origin[start.Column]);
            c.Origin[2] = TLanes.Sum(s2, start.Origin[2 * start.Column]);
            c.Origin[3] = TLanes.Sum(s3, start.Origin[3 * start.Column]);
        }
    }
}
