using System.Numerics;
using System.Numerics.Tensors;
using Backprop.CompilerServices;

namespace Backprop;

/// <content>Losses: one number for all elements.</content>
public static partial class Nn
{
    /// <summary>The mean over the rows of -ln p, p being what the softmax of the row gives to its label; from logits, so that it is
    /// finite where p is 0.</summary>
    /// <param name="logits">[N,C], or [N…,C] with any number of dimensions N….</param>
    /// <param name="labels">[N…], each from 0 to C - 1.</param>
    /// <returns>In nats (natural logarithms); NaN of no rows.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says which lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is below 0 or above C - 1; the message says in which row.</exception>
    public static T SoftmaxCrossEntropy<T>(Tensor<T> logits, Tensor<int> labels)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRankFrom(nameof(SoftmaxCrossEntropy), logits, 2, nameof(logits));
        RequireRank(nameof(SoftmaxCrossEntropy), labels, logits.Rank - 1, nameof(labels));
        for (int d = 0; d < labels.Rank; d++)
        {
            RequireEqual(nameof(SoftmaxCrossEntropy), logits, d, labels, d, nameof(labels));
        }

        ReadOnlySpan<T> elements = Elements(logits);
        using Scratch<T> kept = new(elements.Length);
        return Kernels.SoftmaxCrossEntropy(
            elements, Elements(labels), Count(labels.Lengths), Length(logits, logits.Rank - 1), kept.Span);
    }

    /// <summary>The mean over the rows of -Σ t·ln p, p being the softmax of the row; from logits, so that it is finite where p is
    /// 0.</summary>
    /// <param name="logits">[C], [N,C], or [N…,C] with any number of dimensions N….</param>
    /// <param name="targets">Of the shape of the logits: t, in each row a distribution over the C classes.</param>
    /// <returns>In nats (natural logarithms); NaN of no rows.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ; the message says in which lengths.</exception>
    public static T SoftmaxCrossEntropy<T>(Tensor<T> logits, Tensor<T> targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRankFrom(nameof(SoftmaxCrossEntropy), logits, 1, nameof(logits));
        RequireSame(nameof(SoftmaxCrossEntropy), logits, targets, nameof(targets));
        ReadOnlySpan<T> elements = Elements(logits);
        using Scratch<T> kept = new(elements.Length);
        return Kernels.SoftmaxCrossEntropy(
            elements, Elements(targets), Count(logits.Lengths[..^1]), Length(logits, logits.Rank - 1), kept.Span);
    }

    /// <summary>The mean over all elements of -t·ln σ(z) - (1 - t)·ln(1 - σ(z)); from logits, so that it is finite where σ(z) is 0 or
    /// 1.</summary>
    /// <param name="logits">z, of any shape.</param>
    /// <param name="targets">t, of the same shape, from 0 to 1.</param>
    /// <returns>In nats (natural logarithms); NaN of no elements.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ; the message says in which lengths.</exception>
    public static T SigmoidCrossEntropy<T>(Tensor<T> logits, Tensor<T> targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireSame(nameof(SigmoidCrossEntropy), logits, targets, nameof(targets));
        ReadOnlySpan<T> z = Elements(logits);
        return Kernels.SigmoidCrossEntropy(z, Elements(targets), z.Length);
    }

    /// <summary>The mean over all elements of (x - y)².</summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="y">Of the same shape.</param>
    /// <returns>In the unit of x, squared; NaN of no elements.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ; the message says in which lengths.</exception>
    public static T MeanSquaredError<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireSame(nameof(MeanSquaredError), x, y, nameof(y));
        ReadOnlySpan<T> elements = Elements(x);
        return Kernels.MeanSquaredError(elements, Elements(y), elements.Length);
    }

    /// <summary>½·Σ (x - y)²: half the sum over all elements, not divided by how many they are.</summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="y">Of the same shape.</param>
    /// <returns>In the unit of x, squared; 0 of no elements.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ; the message says in which lengths.</exception>
    public static T HalfSquaredError<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireSame(nameof(HalfSquaredError), x, y, nameof(y));
        ReadOnlySpan<T> elements = Elements(x);
        return Kernels.HalfSquaredError(elements, Elements(y), elements.Length);
    }

    /// <summary>The mean over all elements of ½·d² where |d| ≤ delta, else delta·(|d| - ½·delta), d being x - y.</summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="y">Of the same shape.</param>
    /// <param name="delta">How large a difference counts by its square, in the unit of x; at least 0.</param>
    /// <returns>In the unit of x, squared; NaN of no elements.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ; the message says in which lengths.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The delta is negative or NaN.</exception>
    public static T Huber<T>(Tensor<T> x, Tensor<T> y, T delta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireSame(nameof(Huber), x, y, nameof(y));
        if (!(delta >= T.Zero))
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "Huber: delta must be at least 0.");
        }

        ReadOnlySpan<T> elements = Elements(x);
        return Kernels.Huber(elements, Elements(y), delta, elements.Length);
    }
}
