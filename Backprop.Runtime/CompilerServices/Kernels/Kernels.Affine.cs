using System.Numerics;

namespace Backprop.CompilerServices;

/// <content>A fully connected layer.</content>
public static partial class Kernels
{
    /// <summary>y = x·w + b, by <see cref="Product"/>: each sum begins with its bias. By x and w the derivatives are those of <c>MatMul</c>.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="w">[inputs, outputs].</param>
    /// <param name="b">[outputs].</param>
    /// <param name="rows">Examples.</param>
    /// <param name="outputs">Numbers that an example gives.</param>
    /// <param name="inputs">Numbers that an example has.</param>
    /// <param name="y">[rows, outputs].</param>
    public static void Affine<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, int rows, int outputs, int inputs, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Product.Affine(x, false, w, false, b, y, rows, outputs, inputs);

    /// <summary>db += Σ dy over the rows, or db = that.</summary>
    /// <param name="dy">[rows, outputs].</param>
    /// <param name="rows">Examples.</param>
    /// <param name="outputs">Numbers that an example gives.</param>
    /// <param name="db">[outputs].</param>
    /// <param name="isAdded">Whether db is added to; else it is overwritten.</param>
    public static void AffineBackwardB<T>(ReadOnlySpan<T> dy, int rows, int outputs, Span<T> db, bool isAdded = true)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(dy, Count(rows, outputs));
        Require<T>(db, outputs);
        Begin(db, isAdded);
        AddSumsOfChannels(dy, rows, outputs, 1, db);
    }
}
