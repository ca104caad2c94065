using System.Runtime.CompilerServices;

namespace Backprop.Products;

/// <summary>A product of few rows with a B whose columns' elements lie side by side: dot products, which read B as it is.</summary>
/// <remarks>Each element is the sum of as many chains as a vector has elements, so its bits are others than those of a tile.</remarks>
internal static unsafe class Dots<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    /// <summary>Columns of a tile, with four sums a row.</summary>
    private const int Columns = 4;

    /// <param name="factors">At least a vector deep; the elements of rows of A lie side by side.</param>
    public static void Run(in Factors<T> factors)
    {
        int column = 0;
        for (; column + Columns <= factors.Columns; column += Columns)
        {
            Rows<Four>(factors.Block(0, factors.Rows, column, Columns));
        }

        for (; column < factors.Columns; column++)
        {
            Rows<One>(factors.Block(0, factors.Rows, column, 1));
        }
    }

    /// <summary>All rows of a few columns, whose part of B stays in the first cache.</summary>
    private static void Rows<TColumns>(in Factors<T> block)
        where TColumns : ISize
    {
        int row = 0;
        for (; TLanes.Strips == 8 && row + 4 <= block.Rows; row += 4)
        {
            Tile<Four, TColumns>(block, row);
        }

        for (; row + 2 <= block.Rows; row += 2)
        {
            Tile<Two, TColumns>(block, row);
        }

        if (row < block.Rows)
        {
            Tile<One, TColumns>(block, row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRows, TColumns>(in Factors<T> block, int first)
        where TRows : ISize
        where TColumns : ISize
    {
        Strided<T> left = block.A;
        T* a = left.Origin + first * left.Row, b = block.B.Origin;
        nint one = left.Row, two = 2 * one, three = 3 * one, step = block.B.Column;
        DotRow<T, TVector, TLanes, TColumns> r0 = default, r1 = default, r2 = default, r3 = default;
        int count = TLanes.Count, rest = block.Depth % count;
        for (int p = block.Depth / count; p > 0; p--, a += count, b += count)
        {
            var columns = DotRow<T, TVector, TLanes, TColumns>.Load(b, step, count);
            r0.Add(TLanes.Load(a), columns);
            if (TRows.Value > 1)
            {
                r1.Add(TLanes.Load(a + one), columns);
            }

            if (TRows.Value > 2)
            {
                r2.Add(TLanes.Load(a + two), columns);
                r3.Add(TLanes.Load(a + three), columns);
            }
        }

        if (rest > 0)
        {
            // A vector that ends with the row; what of it was summed already is nought.
            a += rest - count;
            var columns = DotRow<T, TVector, TLanes, TColumns>.Load(b + rest - count, step, rest);
            r0.Add(TLanes.Last(a, rest), columns);
            if (TRows.Value > 1)
            {
                r1.Add(TLanes.Last(a + one, rest), columns);
            }

            if (TRows.Value > 2)
            {
                r2.Add(TLanes.Last(a + two, rest), columns);
                r3.Add(TLanes.Last(a + three, rest), columns);
            }
        }

        End(0, r0, block, first);
        End(1, r1, block, first);
        End(2, r2, block, first);
        End(3, r3, block, first);

        static void End(int row, DotRow<T, TVector, TLanes, TColumns> sums, in Factors<T> block, int first)
        {
            if (row < TRows.Value)
            {
                sums.Store(block.Start.From(first + row, 0).Origin, block.C.From(first + row, 0).Origin);
            }
        }
    }
}
