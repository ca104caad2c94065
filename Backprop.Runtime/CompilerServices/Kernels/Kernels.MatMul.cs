using System.Numerics;

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
}
