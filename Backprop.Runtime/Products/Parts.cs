namespace Backprop.Products;

/// <summary>How a product is shared among threads: by rows of C, or by columns where it has few rows.</summary>
internal static class Parts
{
    /// <summary>Multiply-adds that one more thread is worth: some twenty microseconds of work for the five it takes to wake it.</summary>
    private const long Worth = 1 << 20;

    /// <summary>Rows of a part at least, and what they are a multiple of: no tile is left half empty.</summary>
    private const int Rows = 16;

    /// <summary>The same of columns: two tiles with the widest vectors.</summary>
    private const int Columns = 96;

    /// <summary>Parts a thread where there are rows enough: who is held up by other work takes fewer.</summary>
    private const int PartsPerThread = 4;

    /// <summary>Rows that pay for a part's own copy of B.</summary>
    private const int ManyRows = 128;

    public static int Count<T>(in Factors<T> product, int threads)
        where T : unmanaged
    {
        long work = (long)product.Rows * product.Columns * product.Depth;
        int helped = (int)Math.Min(threads, work / Worth);
        if (helped <= 1)
        {
            return 1;
        }

        int byRows = Math.Min(helped, product.Rows / Rows), byColumns = Math.Min(helped, product.Columns / Columns);
        return byRows < byColumns ? byColumns
            : byRows < helped ? Math.Max(1, byRows)
            : Math.Clamp(product.Rows / ManyRows, helped, PartsPerThread * helped);
    }

    /// <summary>One of so many parts of a product.</summary>
    public static Factors<T> Part<T>(in Factors<T> product, int part, int parts)
        where T : unmanaged
    {
        if (product.Rows / Rows >= parts)
        {
            int row = Cut(product.Rows, Rows, part, parts);
            return product.Block(row, Cut(product.Rows, Rows, part + 1, parts) - row, 0, product.Columns);
        }

        int column = Cut(product.Columns, Columns, part, parts);
        return product.Block(0, product.Rows, column, Cut(product.Columns, Columns, part + 1, parts) - column);
    }

    /// <summary>Where a part begins.</summary>
    private static int Cut(int length, int multiple, int part, int parts) =>
        part == parts ? length : (int)((long)(length / multiple) * part / parts) * multiple;
}
