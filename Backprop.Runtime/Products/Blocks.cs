using System.Runtime.Intrinsics;

namespace Backprop.Products;

/// <summary>A product, block by block, with vectors of one kind.</summary>
/// <remarks>
/// A block of B waits in the outer cache while groups of rows of A go past it; a group and a panel of the block, as wide as a tile, meet
/// in the second. What is small is read where it lies.
/// </remarks>
internal static unsafe class Blocks<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    /// <summary>Vectors side by side in the widest tile.</summary>
    private const int Width = 3;

    /// <summary>The length of sums in one block: long enough that reading and writing C between blocks hardly counts.</summary>
    private const int Depth = 256;

    /// <summary>Bytes of a row of a block of B, at most: a megabyte with <see cref="Depth"/>. A is copied once for each block.</summary>
    private const int RowBytes = 3840;

    /// <summary>Bytes of B that are read where they are: the second cache holds them however far apart their rows lie.</summary>
    private const int LooseBytes = 256 << 10;

    /// <summary>Rows of A below which B is used too few times to pay for being copied.</summary>
    private const int FewRows = 64;

    /// <summary>Columns of B below which A is used too few times to pay for being copied.</summary>
    private const int FewColumns = 128;

    /// <summary>Rows of A that a panel of B meets at a time, and that are copied at a time.</summary>
    private const int GroupRows = 64;

    public static void Run(in Factors<T> factors)
    {
        for (int column = 0, columns; column < factors.Columns; column += columns)
        {
            columns = Shares.Next(factors.Columns - column, RowBytes / sizeof(T), TLanes.Count);
            Factors<T> block = factors.Block(0, factors.Rows, column, columns);
            int term = 0;
            do
            {
                int terms = Shares.Next(factors.Depth - term, Depth, 1);
                RunPass(block.Terms(term, terms));
                term += terms;
            }
            while (term < factors.Depth);
        }
    }

    private static void RunPass(in Factors<T> pass)
    {
        nint sizeOfB = (nint)pass.Depth * pass.Columns;
        bool packsA = pass.A.Column != 1 && pass.Columns >= FewColumns;
        bool packsB = pass.B.Column != 1 || (sizeOfB * sizeof(T) > LooseBytes && pass.Rows >= FewRows);
        T* packedA = packsA || packsB ? Workspace.Take<T>(GroupRows * (nint)pass.Depth + sizeOfB) : null;
        T* packedB = packsB ? packedA + GroupRows * (nint)pass.Depth : null;
        if (packsB)
        {
            PackPanels(pass, packedB);
        }

        for (int row = 0; row < pass.Rows; row += GroupRows)
        {
            int rows = Math.Min(GroupRows, pass.Rows - row);
            Strided<T> a = pass.A.From(row, 0);
            if (packsA)
            {
                Packing.Rows(new Strided<T>(a.Origin, a.Column, a.Row), pass.Depth, rows, packedA, rows);
                a = new(packedA, 1, rows);
            }

            RunGroup(pass.Block(row, rows, 0, pass.Columns), a, packedB);
        }
    }

    private static void RunGroup(in Factors<T> pass, in Strided<T> a, T* packedB)
    {
        for (int column = 0, columns; column < pass.Columns; column += columns)
        {
            columns = Panel(pass.Columns - column);
            Strided<T> b = packedB != null ? new(packedB + (nint)column * pass.Depth, columns, 1) : pass.B.From(0, column);
            for (int row = 0, strips = TLanes.Strips; row < pass.Rows; strips /= 2)
            {
                int tiles = (pass.Rows - row) / strips;
                if (tiles > 0)
                {
                    RunTiles(strips, columns, a.From(row, 0), b, pass.C.From(row, column), pass.Start.From(row, column), pass.Depth, tiles);
                    row += tiles * strips;
                }
            }
        }
    }

    private static void RunTiles(
        int strips, int columns, in Strided<T> a, in Strided<T> b, in Strided<T> c, in Strided<T> start, int depth, int tiles)
    {
        int width = (columns + TLanes.Count - 1) / TLanes.Count, rest = columns - (width - 1) * TLanes.Count;

        // Half a vector of 512 bits takes half the time; of narrower ones there are not more in a cycle.
        if (typeof(TVector) == typeof(Vector512<T>) && rest <= Vector256<T>.Count)
        {
            Tiles<T, TVector, TLanes, Vector256<T>, Lanes256<T>>.Run(
                strips, width, a, b, c, start, columns - Vector256<T>.Count, depth, tiles);
        }
        else
        {
            Tiles<T, TVector, TLanes, TVector, TLanes>.Run(strips, width, a, b, c, start, columns - TLanes.Count, depth, tiles);
        }
    }

    /// <summary>How many columns the next tiles have; none is left less than a vector unless there is but one.</summary>
    private static int Panel(int left)
    {
        int lanes = TLanes.Count;
        return left <= Width * lanes ? left : left <= (Width + 1) * lanes ? (Width - 1) * lanes : Width * lanes;
    }

    private static void PackPanels(in Factors<T> pass, T* target)
    {
        for (int column = 0, columns; column < pass.Columns; column += columns)
        {
            columns = Panel(pass.Columns - column);
            Strided<T> panel = pass.B.From(0, column);
            T* to = target + (nint)column * pass.Depth;
            if (panel.Column == 1)
            {
                Packing.Rows(panel, pass.Depth, columns, to, columns);
            }
            else
            {
                Packing.Columns(panel, pass.Depth, columns, to, columns);
            }
        }
    }
}
