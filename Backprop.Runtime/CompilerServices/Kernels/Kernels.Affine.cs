using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>A fully connected layer.</content>
public static partial class Kernels
{
    /// <summary>y = x·w + b, by <see cref="Product"/>: each sum begins with its bias.</summary>
    /// <param name="x">[m, k].</param>
    /// <param name="w">[k, n].</param>
    /// <param name="b">[n].</param>
    /// <param name="m">Rows of x and y.</param>
    /// <param name="n">Columns of w and y.</param>
    /// <param name="k">Columns of x, rows of w.</param>
    /// <param name="y">[m, n].</param>
    public static void Affine<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, int m, int n, int k, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Product.Affine(x, false, w, false, b, y, m, n, k);
    }

    /// <summary>Adds the sums of the columns of dy to the cotangents of the bias.</summary>
    /// <param name="dy">[m, n].</param>
    /// <param name="m">Rows of y.</param>
    /// <param name="n">Columns of y.</param>
    /// <param name="db">[n].</param>
    /// <param name="isAdded">Whether db is added to; else it is overwritten.</param>
    public static void AffineBackwardBias<T>(ReadOnlySpan<T> dy, int m, int n, Span<T> db, bool isAdded = true)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(dy, Count(m, n));
        Require<T>(db, n);
        Begin(db, isAdded);
        for (int i = 0; i < m; i++)
        {
            TensorPrimitives.Add(db, dy.Slice(i * n, n), db);
        }
    }
}
