using System.Runtime.Intrinsics;

namespace Backprop.Products;

/// <summary>A product with fewer columns than a vector has elements.</summary>
/// <remarks>Rows of B and C are filled up to a vector in memory of our own: behind them may be nothing that we may touch.</remarks>
internal static unsafe class Narrow<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    /// <summary>The length of sums in one pass: rows of B that, filled up, stay in the second cache.</summary>
    private const int Depth = 1024;

    public static void Run(in Factors<T> factors)
    {
        int term = 0;
        do
        {
            int terms = Shares.Next(factors.Depth - term, Depth, 1);
            RunPass(factors.Terms(term, terms));
            term += terms;
        }
        while (term < factors.Depth);
    }

    private static void RunPass(in Factors<T> pass)
    {
        int strips = TLanes.Strips, lanes = TLanes.Count;
        T* tile = Workspace.Take<T>((nint)(strips + pass.Depth) * lanes), b = tile + strips * lanes;
        new Span<T>(tile, (strips + pass.Depth) * lanes).Clear();
        if (pass.B.Column == 1)
        {
            Copy(pass.B, pass.Depth, pass.Columns, new(b, lanes, 1));
        }
        else
        {
            Packing.Columns(pass.B, pass.Depth, pass.Columns, b, lanes);
        }

        Strided<T> sums = new(tile, lanes, 1);
        for (int row = 0; row < pass.Rows; row += strips)
        {
            while (strips > pass.Rows - row)
            {
                strips /= 2;
            }

            Copy(pass.Start.From(row, 0), strips, pass.Columns, sums);
            Tiles<T, TVector, TLanes, TVector, TLanes>.Run(
                strips, 1, pass.A.From(row, 0), new(b, lanes, 1), sums, sums, 0, pass.Depth, 1);
            Copy(sums, strips, pass.Columns, pass.C.From(row, 0));
        }
    }

    /// <summary>Copies a few columns, whose elements lie side by side: by two vectors that may overlap, where they are as many.</summary>
    private static void Copy(in Strided<T> source, int rows, int columns, in Strided<T> target)
    {
        if (columns >= Vector256<T>.Count)
        {
            Copy<Vector256<T>, Lanes256<T>>(source, rows, columns, target);
        }
        else if (columns >= Vector128<T>.Count)
        {
            Copy<Vector128<T>, Lanes128<T>>(source, rows, columns, target);
        }
        else
        {
            Packing.Rows(source, rows, columns, target.Origin, target.Row);
        }
    }

    private static void Copy<TPart, TPartLanes>(in Strided<T> source, int rows, int columns, in Strided<T> target)
        where TPart : struct
        where TPartLanes : ILanes<T, TPart>
    {
        T* from = source.Origin, to = target.Origin;
        int last = columns - TPartLanes.Count;
        for (int i = 0; i < rows; i++, from += source.Row, to += target.Row)
        {
            TPart begin = TPartLanes.Load(from), end = TPartLanes.Load(from + last);
            TPartLanes.Store(begin, to);
            TPartLanes.Store(end, to + last);
        }
    }
}
