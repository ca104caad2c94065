using System.Numerics;

namespace Backprop.CompilerServices;

/// <content>The matrix product.</content>
public static partial class Kernels
{
    /// <summary>c = a·b, by <see cref="Product"/>.</summary>
    /// <param name="a">[m, k].</param>
    /// <param name="b">[k, n].</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="n">Columns of b and c.</param>
    /// <param name="k">Columns of a, rows of b; where it is 0, c is 0.</param>
    /// <param name="c">[m, n].</param>
    public static void MatMul<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int m, int n, int k, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T> => Product.Multiply(a, false, b, false, c, m, n, k);

    /// <summary>da += dc·bᵀ, or da = dc·bᵀ.</summary>
    /// <param name="b">[k, n].</param>
    /// <param name="dc">[m, n].</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="n">Columns of b and c.</param>
    /// <param name="k">Columns of a, rows of b.</param>
    /// <param name="da">[m, k].</param>
    /// <param name="isAdded">Whether da is added to; else it is overwritten.</param>
    public static void MatMulBackwardA<T>(ReadOnlySpan<T> b, ReadOnlySpan<T> dc, int m, int n, int k, Span<T> da, bool isAdded = true)
        where T : unmanaged, IFloatingPointIeee754<T> => Product.Multiply(dc, false, b, true, da, m, k, n, isAdded);

    /// <summary>db += aᵀ·dc, or db = aᵀ·dc.</summary>
    /// <param name="a">[m, k].</param>
    /// <param name="dc">[m, n].</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="n">Columns of b and c.</param>
    /// <param name="k">Columns of a, rows of b.</param>
    /// <param name="db">[k, n].</param>
    /// <param name="isAdded">Whether db is added to; else it is overwritten.</param>
    public static void MatMulBackwardB<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> dc, int m, int n, int k, Span<T> db, bool isAdded = true)
        where T : unmanaged, IFloatingPointIeee754<T> => Product.Multiply(a, true, dc, false, db, k, n, m, isAdded);

    /// <summary>c = a·b, of each matrix of a batch.</summary>
    /// <param name="a">[batch, m, k].</param>
    /// <param name="b">[batch, k, n].</param>
    /// <param name="batch">Matrices.</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="n">Columns of b and c.</param>
    /// <param name="k">Columns of a, rows of b.</param>
    /// <param name="c">[batch, m, n].</param>
    public static void MatMul<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int batch, int m, int n, int k, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(a, Count(batch, m, k));
        Require(b, Count(batch, k, n));
        Require<T>(c, Count(batch, m, n));
        for (int i = 0; i < batch; i++)
        {
            MatMul(a.Slice(i * m * k, m * k), b.Slice(i * k * n, k * n), m, n, k, c.Slice(i * m * n, m * n));
        }
    }

    /// <summary>da += dc·bᵀ, or da = dc·bᵀ, of each matrix of a batch.</summary>
    /// <param name="b">[batch, k, n].</param>
    /// <param name="dc">[batch, m, n].</param>
    /// <param name="batch">Matrices.</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="n">Columns of b and c.</param>
    /// <param name="k">Columns of a, rows of b.</param>
    /// <param name="da">[batch, m, k].</param>
    /// <param name="isAdded">Whether da is added to; else it is overwritten.</param>
    public static void MatMulBackwardA<T>(ReadOnlySpan<T> b, ReadOnlySpan<T> dc, int batch, int m, int n, int k, Span<T> da, bool isAdded = true)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < batch; i++)
        {
            MatMulBackwardA(b.Slice(i * k * n, k * n), dc.Slice(i * m * n, m * n), m, n, k, da.Slice(i * m * k, m * k), isAdded);
        }
    }

    /// <summary>db += aᵀ·dc, or db = aᵀ·dc, of each matrix of a batch.</summary>
    /// <param name="a">[batch, m, k].</param>
    /// <param name="dc">[batch, m, n].</param>
    /// <param name="batch">Matrices.</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="n">Columns of b and c.</param>
    /// <param name="k">Columns of a, rows of b.</param>
    /// <param name="db">[batch, k, n].</param>
    /// <param name="isAdded">Whether db is added to; else it is overwritten.</param>
    public static void MatMulBackwardB<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> dc, int batch, int m, int n, int k, Span<T> db, bool isAdded = true)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < batch; i++)
        {
            MatMulBackwardB(a.Slice(i * m * k, m * k), dc.Slice(i * m * n, m * n), m, n, k, db.Slice(i * k * n, k * n), isAdded);
        }
    }
}
