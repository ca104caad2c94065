using System.Runtime.CompilerServices;


namespace Backprop.Products;

/// <summary>Copies parts of A and B to where the kernel reads them in order.</summary>
internal static unsafe class Packing
{
    /// <summary>So many elements of a column are turned at a time: a line of the cache, which is read once.</summary>
    private const int Line = 16;

    /// <summary>Copies a matrix whose rows' elements lie side by side, to rows that begin <c>step</c> elements apart.</summary>
    public static void Rows<T>(in Strided<T> source, int rows, int columns, T* target, nint step)
        where T : unmanaged
    {
        T* from = source.Origin;
        for (int i = 0; i < rows; i++, from += source.Row, target += step)
        {
            new ReadOnlySpan<T>(from, columns).CopyTo(new Span<T>(target, columns));
        }
    }

    /// <summary>Copies a matrix whose columns' elements lie side by side, so that afterwards its rows' do, <c>step</c> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns<T>(in Strided<T> source, int rows, int columns, T* target, nint step)
        where T : unmanaged
    {
        int square = Square<T>.Size, squareColumns = columns / square * square;
        for (int first = 0; first < rows; first += Line)
        {
            int end = Math.Min(first + Line, rows), squareEnd = first + (end - first) / square * square;
            for (int j = 0; j < squareColumns; j += square)
            {
                T* from = source.Origin + j * source.Column, to = target + j;
                for (int i = first; i < squareEnd; i += square)
                {
                    Square<T>.Turn(from + i, source.Column, to + i * step, step);
                }

                Each(from, source.Column, to, step, squareEnd, end, square);
            }

            Each(
                source.Origin + squareColumns * source.Column, source.Column, target + squareColumns, step, first, end,
                columns - squareColumns);
        }
    }

    /// <summary>Copies what no square covers.</summary>
    private static void Each<T>(T* from, nint column, T* to, nint step, int first, int end, int columns)
        where T : unmanaged
    {
        for (int i = first; i < end; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                to[i * step + j] = from[i + j * column];
            }
        }
    }
}
