using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>Softmax and its logarithm.</content>
public static partial class Kernels
{
    /// <summary>Of each row: y = e^x / Σ e^x. The row's maximum is subtracted first, so that nothing overflows.</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="y">Like x.</param>
    public static void Softmax<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, Count(rows, columns));
        Require<T>(y, x.Length);
        for (int start = 0; start < x.Length; start += columns)
        {
            SoftmaxRow(x.Slice(start, columns), y.Slice(start, columns));
        }
    }

    /// <summary>dx += y·(dy - Σ y·dy), of each row.</summary>
    /// <param name="y">What <see cref="Softmax"/> gave, [rows, columns].</param>
    /// <param name="dy">Like y.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="dx">Like y; added to.</param>
    public static void SoftmaxBackward<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> dy, int rows, int columns, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(y, Count(rows, columns));
        Require(dy, y.Length);
        Require<T>(dx, y.Length);
        for (int start = 0; start < y.Length; start += columns)
        {
            ReadOnlySpan<T> row = y.Slice(start, columns), drow = dy.Slice(start, columns);
            Each.Add(row, drow, dx.Slice(start, columns), new SoftmaxSlope<T>(TensorPrimitives.Dot(row, drow)));
        }
    }

    /// <summary>Of each row: y = x - ln Σ e^x.</summary>
    /// <inheritdoc cref="Softmax"/>
    public static void LogSoftmax<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, Count(rows, columns));
        Require<T>(y, x.Length);
        for (int start = 0; start < x.Length; start += columns)
        {
            ReadOnlySpan<T> row = x.Slice(start, columns);
            Span<T> result = y.Slice(start, columns);
            T greatest = TensorPrimitives.Max(row);
            T sum = Each.MapSum(row, result, new ExpFrom<T>(greatest));
            Each.Map(row, result, new LessBoth<T>(greatest, Lanes.Log(sum)));
        }
    }

    /// <summary>dx += dy - e^y·Σ dy, of each row.</summary>
    /// <param name="y">What <see cref="LogSoftmax"/> gave, [rows, columns].</param>
    /// <param name="dy">Like y.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="dx">Like y; added to.</param>
    public static void LogSoftmaxBackward<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> dy, int rows, int columns, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(y, Count(rows, columns));
        Require(dy, y.Length);
        Require<T>(dx, y.Length);
        for (int start = 0; start < y.Length; start += columns)
        {
            ReadOnlySpan<T> drow = dy.Slice(start, columns);
            Each.Add(y.Slice(start, columns), drow, dx.Slice(start, columns), new LogSoftmaxSlope<T>(TensorPrimitives.Sum(drow)));
        }
    }

    /// <summary>The softmax of one row that is not empty; returns its maximum, and the sum of e^(x - maximum).</summary>
    private static (T Greatest, T Sum) SoftmaxRow<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T greatest = TensorPrimitives.Max(x);
        T sum = Each.MapSum(x, y, new ExpFrom<T>(greatest));
        TensorPrimitives.Divide(y, sum, y);
        return (greatest, sum);
    }

    private readonly struct ExpFrom<T>(T origin) : ILaneFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _origin = new(origin);

        public Vector<T> Of(Vector<T> x) => Lanes.Exp(x - _origin);
    }

    // One after the other: their sum would round the smaller away.
    private readonly struct LessBoth<T>(T first, T second) : ILaneFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _first = new(first), _second = new(second);

        public Vector<T> Of(Vector<T> x) => x - _first - _second;
    }

    private readonly struct SoftmaxSlope<T>(T mean) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _mean = new(mean);

        public Vector<T> Of(Vector<T> y, Vector<T> dy) => y * (dy - _mean);
    }

    private readonly struct LogSoftmaxSlope<T>(T sum) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _sum = new(sum);

        public Vector<T> Of(Vector<T> y, Vector<T> dy) => dy - (Lanes.Exp(y) * _sum);
    }
}
