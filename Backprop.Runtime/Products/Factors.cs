namespace Backprop.Products;

/// <summary>A product to be computed, or a block of one: C = start + A·B.</summary>
internal readonly struct Factors<T>(Strided<T> a, Strided<T> b, Strided<T> c, Strided<T> start, int rows, int columns, int depth)
    where T : unmanaged
{
    /// <summary>Shape (rows, depth).</summary>
    public Strided<T> A { get; } = a;

    /// <summary>Shape (depth, columns).</summary>
    public Strided<T> B { get; } = b;

    /// <summary>Shape (rows, columns), its columns side by side.</summary>
    public Strided<T> C { get; } = c;

    /// <summary>What is added to: C itself, one row for all rows of C, or one vector of zeros for everything.</summary>
    public Strided<T> Start { get; } = start;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    /// <summary>The length of the sums.</summary>
    public int Depth { get; } = depth;

    /// <summary>The product's block of so many rows and columns.</summary>
    public Factors<T> Block(int row, int rows, int column, int columns) =>
        new(A.From(row, 0), B.From(0, column), C.From(row, column), Start.From(row, column), rows, columns, Depth);

    /// <summary>The part of the sums over so many of their terms; all but the first go on from what is in C.</summary>
    public Factors<T> Terms(int term, int terms) =>
        new(A.From(0, term), B.From(term, 0), C, term == 0 ? Start : C, Rows, Columns, terms);

    /// <summary>The same numbers as a product of one row, where this one has a single column.</summary>
    public Factors<T> Transposed() => new(B.Transposed(), A.Transposed(), C.Transposed(), Start.Transposed(), Columns, Rows, Depth);
}
