using System.Numerics;

namespace Backprop.CompilerServices;

/// <content>Huber's loss.</content>
public static partial class Kernels
{
    /// <summary>The mean over all elements of ½·d² where |d| ≤ δ, else δ·(|d| - ½·δ), d being x - y. Of no elements it is NaN.</summary>
    /// <param name="x">[count].</param>
    /// <param name="y">[count].</param>
    /// <param name="delta">δ, at least 0, in units of x.</param>
    /// <param name="count">How many.</param>
    public static T Huber<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T delta, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, count);
        Require(y, count);
        return Mean(Each.Sum(x, y, new HuberOf<T>(delta)), count);
    }

    /// <summary>dx += min(max(x - y, -δ), δ)·dloss / count.</summary>
    /// <param name="x">[count].</param>
    /// <param name="y">[count].</param>
    /// <param name="dloss">The cotangent of the mean.</param>
    /// <param name="delta">δ, at least 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="dx">[count]; added to.</param>
    public static void HuberBackwardX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T dloss, T delta, int count, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, count);
        Require(y, count);
        Require<T>(dx, count);
        Each.Add(x, y, dx, new HuberSlope<T>(delta, Mean(dloss, count)));
    }

    /// <summary>dy += min(max(y - x, -δ), δ)·dloss / count.</summary>
    /// <param name="x">[count].</param>
    /// <param name="y">[count].</param>
    /// <param name="dloss">The cotangent of the mean.</param>
    /// <param name="delta">δ, at least 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="dy">[count]; added to.</param>
    public static void HuberBackwardY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T dloss, T delta, int count, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, count);
        Require(y, count);
        Require<T>(dy, count);
        Each.Add(y, x, dy, new HuberSlope<T>(delta, Mean(dloss, count)));
    }

    /// <summary>c·(d - ½·c), where c is d held within ±δ: both branches in one.</summary>
    private readonly struct HuberOf<T>(T delta) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _delta = new(delta), _half = new(T.CreateTruncating(0.5));

        public Vector<T> Of(Vector<T> x, Vector<T> y)
        {
            Vector<T> held = Vector.Min(Vector.Max(x - y, -_delta), _delta);
            return held * (x - y - (_half * held));
        }
    }

    private readonly struct HuberSlope<T>(T delta, T share) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _delta = new(delta), _share = new(share);

        public Vector<T> Of(Vector<T> x, Vector<T> y) => Vector.Min(Vector.Max(x - y, -_delta), _delta) * _share;
    }
}
