namespace Backprop.Products;

/// <summary>A matrix in memory that stays where it is: its first element, and how many elements its rows and columns are apart.</summary>
internal readonly unsafe struct Strided<T>(T* origin, nint row, nint column)
    where T : unmanaged
{
    public T* Origin { get; } = origin;

    public nint Row { get; } = row;

    public nint Column { get; } = column;

    /// <summary>The same matrix from a later element on.</summary>
    public Strided<T> From(nint row, nint column) => new(Origin + row * Row + column * Column, Row, Column);

    public Strided<T> Transposed() => new(Origin, Column, Row);
}
