using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>Layer normalization: each row has its mean taken off and is divided by its standard deviation.</content>
public static partial class Kernels
{
    /// <summary>y = gamma·(x - mean) / √(variance + ε) + beta, of each row; the variance is the mean of (x - mean)².</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="gamma">[columns].</param>
    /// <param name="beta">[columns].</param>
    /// <param name="epsilon">ε, in the unit of x squared.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="means">[rows], for the derivative.</param>
    /// <param name="inverseDeviations">[rows]: 1 / √(variance + ε), for the derivative.</param>
    /// <param name="y">Like x.</param>
    public static void LayerNorm<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, T epsilon, int rows, int columns, Span<T> means,
        Span<T> inverseDeviations, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, Count(rows, columns));
        Require(gamma, columns);
        Require(beta, columns);
        Require<T>(means, rows);
        Require<T>(inverseDeviations, rows);
        Require<T>(y, x.Length);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> from = x.Slice(row * columns, columns);
            T mean = Mean(TensorPrimitives.Sum(from), columns);
            T variance = Mean(Each.Sum(from, from, new SquareFrom<T>(mean)), columns);
            means[row] = mean;
            inverseDeviations[row] = T.One / T.Sqrt(variance + epsilon);
            Each.Map(from, gamma, beta, y.Slice(row * columns, columns), new Normalized<T>(mean, inverseDeviations[row]));
        }
    }

    /// <summary>dx += (g - mean of g - x̂·mean of g·x̂) / √(variance + ε), of each row.</summary>
    /// <remarks>g is gamma·dy, x̂ the normalized x.</remarks>
    /// <param name="x">[rows, columns].</param>
    /// <param name="gamma">[columns].</param>
    /// <param name="means">As <see cref="LayerNorm"/> has kept them.</param>
    /// <param name="inverseDeviations">As <see cref="LayerNorm"/> has kept them.</param>
    /// <param name="dy">Like x.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="dx">Like x; added to.</param>
    public static void LayerNormBackwardX<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> means, ReadOnlySpan<T> inverseDeviations, ReadOnlySpan<T> dy, int rows,
        int columns, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireNormalized(x, means, inverseDeviations, dy, rows, columns);
        Require(gamma, columns);
        Require<T>(dx, x.Length);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> from = x.Slice(row * columns, columns), slopes = dy.Slice(row * columns, columns);
            (T mean, T inverse) = (means[row], inverseDeviations[row]);
            T slope = Mean(TensorPrimitives.Dot(slopes, gamma), columns);
            T tilt = Mean(Each.Sum(from, gamma, slopes, new NormalizedProduct<T>(mean, inverse)), columns);
            Each.Add(from, gamma, slopes, dx.Slice(row * columns, columns), new NormalizedSlope<T>(mean, inverse, slope, tilt));
        }
    }

    /// <summary>dgamma += Σ dy·x̂ over the rows, where x̂ is the normalized x.</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="means">As <see cref="LayerNorm"/> has kept them.</param>
    /// <param name="inverseDeviations">As <see cref="LayerNorm"/> has kept them.</param>
    /// <param name="dy">Like x.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="dgamma">[columns]; added to.</param>
    public static void LayerNormBackwardGamma<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> means, ReadOnlySpan<T> inverseDeviations, ReadOnlySpan<T> dy, int rows, int columns,
        Span<T> dgamma)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireNormalized(x, means, inverseDeviations, dy, rows, columns);
        Require<T>(dgamma, columns);
        for (int row = 0; row < rows; row++)
        {
            NormalizedTimes<T> product = new(means[row], inverseDeviations[row]);
            Each.Add(x.Slice(row * columns, columns), dy.Slice(row * columns, columns), dgamma, product);
        }
    }

    /// <summary>dbeta += Σ dy over the rows.</summary>
    /// <param name="dy">[rows, columns].</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="dbeta">[columns]; added to.</param>
    public static void LayerNormBackwardBeta<T>(ReadOnlySpan<T> dy, int rows, int columns, Span<T> dbeta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(dy, Count(rows, columns));
        Require<T>(dbeta, columns);
        AddSumsOfChannels(dy, rows, columns, 1, dbeta);
    }

    private static void RequireNormalized<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> means, ReadOnlySpan<T> inverseDeviations, ReadOnlySpan<T> dy, int rows, int columns)
    {
        Require(x, Count(rows, columns));
        Require(means, rows);
        Require(inverseDeviations, rows);
        Require(dy, x.Length);
    }

    private readonly struct SquareFrom<T>(T mean) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _mean = new(mean);

        public Vector<T> Of(Vector<T> x, Vector<T> y) => (x - _mean) * (x - _mean);
    }

    private readonly struct Normalized<T>(T mean, T inverse) : ILaneTripleFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _mean = new(mean), _inverse = new(inverse);

        public Vector<T> Of(Vector<T> x, Vector<T> gamma, Vector<T> beta) => ((x - _mean) * _inverse * gamma) + beta;
    }

    private readonly struct NormalizedTimes<T>(T mean, T inverse) : ILanePairFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _mean = new(mean), _inverse = new(inverse);

        public Vector<T> Of(Vector<T> x, Vector<T> dy) => (x - _mean) * _inverse * dy;
    }

    private readonly struct NormalizedProduct<T>(T mean, T inverse) : ILaneTripleFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _mean = new(mean), _inverse = new(inverse);

        public Vector<T> Of(Vector<T> x, Vector<T> gamma, Vector<T> dy) => (x - _mean) * _inverse * (gamma * dy);
    }

    private readonly struct NormalizedSlope<T>(T mean, T inverse, T slope, T tilt) : ILaneTripleFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _mean = new(mean), _inverse = new(inverse), _slope = new(slope), _tilt = new(tilt);

        public Vector<T> Of(Vector<T> x, Vector<T> gamma, Vector<T> dy) =>
            ((gamma * dy) - _slope - ((x - _mean) * _inverse * _tilt)) * _inverse;
    }
}
