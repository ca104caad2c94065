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

    /// <summary>da += dc·bᵀ.</summary>
    /// <param name="b">[k, n].</param>
    /// <param name="dc">[m, n].</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="n">Columns of b and c.</param>
    /// <param name="k">Columns of a, rows of b.</param>
    /// <param name="da">[m, k]; added to.</param>
    public static void MatMulBackwardA<T>(ReadOnlySpan<T> b, ReadOnlySpan<T> dc, int m, int n, int k, Span<T> da)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(b, Count(k, n));
        Require(dc, Count(m, n));
        Require<T>(da, Count(m, k));
        for (int at = 0; at < da.Length; at++)
        {
            (int i, int p) = Math.DivRem(at, k);
            da[at] += TensorPrimitives.Dot(dc.Slice(i * n, n), b.Slice(p * n, n));
        }
    }

    /// <summary>db += aᵀ·dc.</summary>
    /// <param name="a">[m, k].</param>
    /// <param name="dc">[m, n].</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="n">Columns of b and c.</param>
    /// <param name="k">Columns of a, rows of b.</param>
    /// <param name="db">[k, n]; added to.</param>
    public static void MatMulBackwardB<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> dc, int m, int n, int k, Span<T> db)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(a, Count(m, k));
        Require(dc, Count(m, n));
        Require<T>(db, Count(k, n));
        for (int at = 0; at < a.Length; at++)
        {
            (int i, int p) = Math.DivRem(at, k);
            Rows.AddMultiple(db.Slice(p * n, n), a[at], dc.Slice(i * n, n), n);
        }
    }
}
