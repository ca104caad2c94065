using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>The matrix product.</content>
public static partial class Kernels
{
    /// <summary>c = a·b; each element is added up in the order k = 0, 1, 2, ….</summary>
    /// <param name="a">[m, k].</param>
    /// <param name="b">[k, n].</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="n">Columns of b and c.</param>
    /// <param name="k">Columns of a, rows of b; where it is 0, c is 0.</param>
    /// <param name="c">[m, n].</param>
    public static void MatMul<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int m, int n, int k, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(a, Count(m, k));
        Require(b, Count(k, n));
        Require<T>(c, Count(m, n));
        c.Clear();
        for (int i = 0; i < m; i++)
        {
            Span<T> row = c.Slice(i * n, n);
            for (int p = 0; p < k; p++)
            {
                Rows.AddMultiple(row, a[(i * k) + p], b.Slice(p * n, n), n);
            }
        }
    }

    /// <summary>Adds dc·bᵀ to the cotangents of a.</summary>
    /// <param name="dc">[m, n].</param>
    /// <param name="b">[k, n].</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="n">Columns of b and c.</param>
    /// <param name="k">Columns of a, rows of b.</param>
    /// <param name="da">[m, k].</param>
    /// <param name="isAdded">Whether da is added to; else it is overwritten.</param>
    public static void MatMulBackwardA<T>(ReadOnlySpan<T> dc, ReadOnlySpan<T> b, int m, int n, int k, Span<T> da, bool isAdded = true)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(dc, Count(m, n));
        Require(b, Count(k, n));
        Require<T>(da, Count(m, k));
        Begin(da, isAdded);
        for (int i = 0; i < m; i++)
        {
            for (int p = 0; p < k; p++)
            {
                da[(i * k) + p] += TensorPrimitives.Dot(dc.Slice(i * n, n), b.Slice(p * n, n));
            }
        }
    }

    /// <summary>Adds aᵀ·dc to the cotangents of b.</summary>
    /// <param name="a">[m, k].</param>
    /// <param name="dc">[m, n].</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="n">Columns of b and c.</param>
    /// <param name="k">Columns of a, rows of b.</param>
    /// <param name="db">[k, n].</param>
    /// <param name="isAdded">Whether db is added to; else it is overwritten.</param>
    public static void MatMulBackwardB<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> dc, int m, int n, int k, Span<T> db, bool isAdded = true)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(a, Count(m, k));
        Require(dc, Count(m, n));
        Require<T>(db, Count(k, n));
        Begin(db, isAdded);
        for (int i = 0; i < m; i++)
        {
            for (int p = 0; p < k; p++)
            {
                Rows.AddMultiple(db.Slice(p * n, n), a[(i * k) + p], dc.Slice(i * n, n), n);
            }
        }
    }
}
