using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>A fully connected layer.</content>
public static partial class Kernels
{
    /// <summary>y = x·w + b, b being added to each row. By x and w the derivatives are those of <see cref="MatMul"/>.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="w">[inputs, outputs].</param>
    /// <param name="b">[outputs].</param>
    /// <param name="rows">Examples.</param>
    /// <param name="outputs">Numbers that an example gives.</param>
    /// <param name="inputs">Numbers that an example has.</param>
    /// <param name="y">[rows, outputs].</param>
    public static void Affine<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, int rows, int outputs, int inputs, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(b, outputs);
        MatMul(x, w, rows, outputs, inputs, y);
        for (int start = 0; start < y.Length; start += outputs)
        {
            Span<T> row = y.Slice(start, outputs);
            TensorPrimitives.Add(row, b, row);
        }
    }

    /// <summary>db += Σ dy over the rows.</summary>
    /// <param name="dy">[rows, outputs].</param>
    /// <param name="rows">Examples.</param>
    /// <param name="outputs">Numbers that an example gives.</param>
    /// <param name="db">[outputs]; added to.</param>
    public static void AffineBackwardB<T>(ReadOnlySpan<T> dy, int rows, int outputs, Span<T> db)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(dy, Count(rows, outputs));
        Require<T>(db, outputs);
        AddSumsOfChannels(dy, rows, outputs, 1, db);
    }
}
