using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.CompilerServices;

/// <content>Softmax and cross entropy in one, with a label a row.</content>
public static partial class Kernels
{
    /// <summary>The mean over the rows of -ln p, p being the softmax's probability of the row's label. Of no rows it is NaN.</summary>
    /// <param name="logits">[rows, columns].</param>
    /// <param name="labels">[rows], each from 0 to columns - 1.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="probabilities">Like the logits: their softmax, for the derivative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is not the number of a column; the message says which.</exception>
    public static T SoftmaxCrossEntropy<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, int rows, int columns, Span<T> probabilities)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(logits, Count(rows, columns));
        Require<T>(probabilities, logits.Length);
        RequireLabels(labels, rows, columns);
        T sum = T.Zero;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> x = logits.Slice(row * columns, columns);
            (T greatest, T exponentials) = SoftmaxRow(x, probabilities.Slice(row * columns, columns));

            // From the logits: a probability that has become 0 would give infinity.
            sum += Lanes.Log(exponentials) - (x[labels[row]] - greatest);
        }

        return Mean(sum, rows);
    }

    /// <summary>dlogits += (probabilities - 1 at the label)·dloss / rows.</summary>
    /// <param name="probabilities">[rows, columns]: the softmax of the logits, as the loss has kept it.</param>
    /// <param name="labels">[rows].</param>
    /// <param name="dloss">The cotangent of the mean.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="dlogits">[rows, columns]; added to.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is not the number of a column; the message says which.</exception>
    public static void SoftmaxCrossEntropyBackward<T>(
        ReadOnlySpan<T> probabilities, ReadOnlySpan<int> labels, T dloss, int rows, int columns, Span<T> dlogits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(probabilities, Count(rows, columns));
        Require<T>(dlogits, probabilities.Length);
        RequireLabels(labels, rows, columns);
        T share = Mean(dloss, rows);
        for (int row = 0; row < rows; row++)
        {
            int at = (row * columns) + labels[row];

            // At the label p - 1 is added as one number: adding both apart would round what is small beside 1 away.
            T labelled = dlogits[at] + ((probabilities[at] - T.One) * share);
            Rows.AddMultiple(dlogits.Slice(row * columns, columns), share, probabilities.Slice(row * columns, columns), columns);
            dlogits[at] = labelled;
        }
    }

    private static void RequireLabels(
        ReadOnlySpan<int> labels, int rows, int columns, [CallerArgumentExpression(nameof(labels))] string name = "")
    {
        Require(labels, rows, name);
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)columns)
            {
                throw new ArgumentOutOfRangeException(name, $"The label of row {row} is {labels[row]}; there are {columns} columns.");
            }
        }
    }
}
