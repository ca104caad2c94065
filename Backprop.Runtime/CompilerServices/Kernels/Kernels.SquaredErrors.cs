using System.Numerics;

namespace Backprop.CompilerServices;

/// <content>Squared errors: the mean, and half the sum.</content>
public static partial class Kernels
{
    /// <summary>The mean over all elements of (x - y)². Of no elements it is NaN.</summary>
    /// <param name="x">[count].</param>
    /// <param name="y">[count].</param>
    /// <param name="count">How many.</param>
    public static T MeanSquaredError<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, count);
        Require(y, count);
        return Mean(Each.Sum(x, y, default(SquareOfDifference<T>)), count);
    }

    /// <summary>dx += 2·(x - y)·dloss / count.</summary>
    /// <param name="x">[count].</param>
    /// <param name="y">[count].</param>
    /// <param name="dloss">The cotangent of the mean.</param>
    /// <param name="count">How many.</param>
    /// <param name="dx">[count]; added to.</param>
    public static void MeanSquaredErrorBackwardX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T dloss, int count, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T> => AddDifference(x, y, Mean(dloss + dloss, count), count, dx);

    /// <summary>dy += 2·(y - x)·dloss / count.</summary>
    /// <param name="x">[count].</param>
    /// <param name="y">[count].</param>
    /// <param name="dloss">The cotangent of the mean.</param>
    /// <param name="count">How many.</param>
    /// <param name="dy">[count]; added to.</param>
    public static void MeanSquaredErrorBackwardY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T dloss, int count, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T> => AddDifference(y, x, Mean(dloss + dloss, count), count, dy);

    /// <summary>½·Σ (x - y)²: half the sum over all elements, not divided by how many they are.</summary>
    /// <param name="x">[count].</param>
    /// <param name="y">[count].</param>
    /// <param name="count">How many.</param>
    public static T HalfSquaredError<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, count);
        Require(y, count);
        return Each.Sum(x, y, default(SquareOfDifference<T>)) / T.CreateTruncating(2);
    }

    /// <summary>dx += (x - y)·dloss.</summary>
    /// <param name="x">[count].</param>
    /// <param name="y">[count].</param>
    /// <param name="dloss">The cotangent of the half sum.</param>
    /// <param name="count">How many.</param>
    /// <param name="dx">[count]; added to.</param>
    public static void HalfSquaredErrorBackwardX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T dloss, int count, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T> => AddDifference(x, y, dloss, count, dx);

    /// <summary>dy += (y - x)·dloss.</summary>
    /// <param name="x">[count].</param>
    /// <param name="y">[count].</param>
    /// <param name="dloss">The cotangent of the half sum.</param>
    /// <param name="count">How many.</param>
    /// <param name="dy">[count]; added to.</param>
    public static void HalfSquaredErrorBackwardY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T dloss, int count, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T> => AddDifference(y, x, dloss, count, dy);

    private static void AddDifference<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T factor, int count, Span<T> to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, count);
        Require(y, count);
        Require<T>(to, count);
        Each.Add(x, y, to, new DifferenceTimes<T>(factor));
    }

    private readonly struct SquareOfDifference<T> : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x, Vector<T> y) => (x - y) * (x - y);
    }

    private readonly struct DifferenceTimes<T>(T factor) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _factor = new(factor);

        public Vector<T> Of(Vector<T> x, Vector<T> y) => (x - y) * _factor;
    }
}
