using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>Softmax and cross entropy in one, with a distribution a row.</content>
public static partial class Kernels
{
    /// <summary>The mean over the rows of -Σ t·ln p, p being the softmax of the logits. Of no rows it is NaN.</summary>
    /// <param name="logits">[rows, columns].</param>
    /// <param name="targets">Like the logits: t, in each row a distribution, such as 1 at the label and 0 elsewhere. Where t is 0 nothing
    /// is added, not even of a logit of -∞.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="probabilities">Like the logits: their softmax, for the derivative.</param>
    public static T SoftmaxCrossEntropy<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, int rows, int columns, Span<T> probabilities)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(logits, Count(rows, columns));
        Require(targets, logits.Length);
        Require<T>(probabilities, logits.Length);
        T sum = T.Zero;
        for (int start = 0; start < logits.Length; start += columns)
        {
            ReadOnlySpan<T> x = logits.Slice(start, columns);
            (T greatest, T exponentials) = SoftmaxRow(x, probabilities.Slice(start, columns));
            sum += Each.Sum(x, targets.Slice(start, columns), new Surprise<T>(greatest, Lanes.Log(exponentials)));
        }

        return Mean(sum, rows);
    }

    /// <summary>dlogits += (probabilities·Σ targets - targets)·dloss / rows, the sum being that of the row.</summary>
    /// <param name="probabilities">[rows, columns]: the softmax of the logits, as the loss has kept it.</param>
    /// <param name="targets">[rows, columns].</param>
    /// <param name="dloss">The cotangent of the mean.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="dlogits">[rows, columns]; added to.</param>
    public static void SoftmaxCrossEntropyBackwardLogits<T>(
        ReadOnlySpan<T> probabilities, ReadOnlySpan<T> targets, T dloss, int rows, int columns, Span<T> dlogits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(probabilities, Count(rows, columns));
        Require(targets, probabilities.Length);
        Require<T>(dlogits, probabilities.Length);
        T share = Mean(dloss, rows);
        for (int start = 0; start < probabilities.Length; start += columns)
        {
            ReadOnlySpan<T> row = targets.Slice(start, columns);
            TargetSlope<T> slope = new(TensorPrimitives.Sum(row), share);
            Each.Add(probabilities.Slice(start, columns), row, dlogits.Slice(start, columns), slope);
        }
    }

    /// <summary>dtargets += -ln(softmax of logits)·dloss / rows.</summary>
    /// <param name="logits">[rows, columns]; their probabilities would not do, of which small ones are 0.</param>
    /// <param name="dloss">The cotangent of the mean.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="dtargets">[rows, columns]; added to.</param>
    public static void SoftmaxCrossEntropyBackwardTargets<T>(ReadOnlySpan<T> logits, T dloss, int rows, int columns, Span<T> dtargets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(logits, Count(rows, columns));
        Require<T>(dtargets, logits.Length);
        T share = Mean(dloss, rows);
        for (int start = 0; start < logits.Length; start += columns)
        {
            ReadOnlySpan<T> x = logits.Slice(start, columns);
            T greatest = TensorPrimitives.Max(x), sum = Each.Sum(x, x, new ExpSum<T>(greatest));
            Each.Add(x, x, dtargets.Slice(start, columns), new SurpriseSlope<T>(greatest, Lanes.Log(sum), share));
        }
    }

    /// <summary>t·(ln Σ e^x - x), the maximum having been taken from both.</summary>
    private readonly struct Surprise<T>(T greatest, T logarithm) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _greatest = new(greatest), _logarithm = new(logarithm);

        public Vector<T> Of(Vector<T> x, Vector<T> t) =>
            Vector.ConditionalSelect(Vector.Equals(t, Vector<T>.Zero), Vector<T>.Zero, t * (_logarithm - (x - _greatest)));
    }

    private readonly struct ExpSum<T>(T origin) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _origin = new(origin);

        public Vector<T> Of(Vector<T> x, Vector<T> y) => Lanes.Exp(x - _origin);
    }

    private readonly struct SurpriseSlope<T>(T greatest, T logarithm, T share) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _greatest = new(greatest), _logarithm = new(logarithm), _share = new(share);

        public Vector<T> Of(Vector<T> x, Vector<T> y) => (_logarithm - (x - _greatest)) * _share;
    }

    private readonly struct TargetSlope<T>(T total, T share) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _total = new(total), _share = new(share);

        public Vector<T> Of(Vector<T> p, Vector<T> t) => ((p * _total) - t) * _share;
    }
}
