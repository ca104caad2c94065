using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Backprop.CompilerServices;

/// <content>Rows of a table, such as embeddings.</content>
public static partial class Kernels
{
    /// <summary>y[i] = table[indices[i]], of whole rows.</summary>
    /// <param name="table">[rows, columns].</param>
    /// <param name="indices">[count], each from 0 to rows - 1.</param>
    /// <param name="rows">How many the table has.</param>
    /// <param name="columns">How many.</param>
    /// <param name="count">How many rows are asked for.</param>
    /// <param name="y">[count, columns].</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not the number of a row; the message says which.</exception>
    public static void Gather<T>(ReadOnlySpan<T> table, ReadOnlySpan<int> indices, int rows, int columns, int count, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(table, Count(rows, columns));
        Require<T>(y, Count(count, columns));
        RequireIndices(indices, count, rows);
        for (int i = 0; i < count; i++)
        {
            table.Slice(indices[i] * columns, columns).CopyTo(y.Slice(i * columns, columns));
        }
    }

    /// <summary>dtable[indices[i]] += dy[i]; what is asked for twice is added to twice.</summary>
    /// <param name="dy">[count, columns].</param>
    /// <param name="indices">[count], each from 0 to rows - 1.</param>
    /// <param name="rows">How many the table has.</param>
    /// <param name="columns">How many.</param>
    /// <param name="count">How many rows were asked for.</param>
    /// <param name="dtable">[rows, columns]; added to.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not the number of a row; the message says which.</exception>
    public static void GatherBackward<T>(ReadOnlySpan<T> dy, ReadOnlySpan<int> indices, int rows, int columns, int count, Span<T> dtable)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(dy, Count(count, columns));
        Require<T>(dtable, Count(rows, columns));
        RequireIndices(indices, count, rows);
        for (int i = 0; i < count; i++)
        {
            Span<T> to = dtable.Slice(indices[i] * columns, columns);
            TensorPrimitives.Add(to, dy.Slice(i * columns, columns), to);
        }
    }

    private static void RequireIndices(
        ReadOnlySpan<int> indices, int count, int rows, [CallerArgumentExpression(nameof(indices))] string name = "")
    {
        Require(indices, count, name);
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)rows)
            {
                throw new ArgumentOutOfRangeException(name, $"Index {i} is {indices[i]}; there are {rows} rows.");
            }
        }
    }
}
