using System.Numerics;

namespace Backprop.CompilerServices;

/// <content>Sigmoid and cross entropy in one.</content>
public static partial class Kernels
{
    /// <summary>The mean over all elements of -t·ln σ(z) - (1 - t)·ln(1 - σ(z)), computed as max(z, 0) - z·t + ln(1 + e^-|z|). Of no
    /// elements it is NaN.</summary>
    /// <param name="logits">z, [count]; a logit of ±∞ gives NaN.</param>
    /// <param name="targets">t, [count], from 0 to 1.</param>
    /// <param name="count">How many.</param>
    public static T SigmoidCrossEntropy<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(logits, count);
        Require(targets, count);
        return Mean(Each.Sum(logits, targets, default(BinarySurprise<T>)), count);
    }

    /// <summary>dlogits += (σ(logits) - targets)·dloss / count.</summary>
    /// <param name="logits">[count].</param>
    /// <param name="targets">[count].</param>
    /// <param name="dloss">The cotangent of the mean.</param>
    /// <param name="count">How many.</param>
    /// <param name="dlogits">[count]; added to.</param>
    public static void SigmoidCrossEntropyBackwardLogits<T>(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, T dloss, int count, Span<T> dlogits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(logits, count);
        Require(targets, count);
        Require<T>(dlogits, count);
        Each.Add(logits, targets, dlogits, new BinarySurpriseSlope<T>(Mean(dloss, count)));
    }

    /// <summary>dtargets += -logits·dloss / count.</summary>
    /// <param name="logits">[count].</param>
    /// <param name="dloss">The cotangent of the mean.</param>
    /// <param name="count">How many.</param>
    /// <param name="dtargets">[count]; added to.</param>
    public static void SigmoidCrossEntropyBackwardTargets<T>(ReadOnlySpan<T> logits, T dloss, int count, Span<T> dtargets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(logits, count);
        Require<T>(dtargets, count);
        Rows.AddMultiple(dtargets, -Mean(dloss, count), logits, count);
    }

    // In this order: where z·t is near z, it goes before the small logarithm is added.
    private readonly struct BinarySurprise<T> : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> z, Vector<T> t) => Lanes.Relu(z) - (z * t) + Lanes.SoftplusRest(z);
    }

    private readonly struct BinarySurpriseSlope<T>(T share) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _share = new(share);

        public Vector<T> Of(Vector<T> z, Vector<T> t) => (Lanes.Sigmoid(z) - t) * _share;
    }
}
