using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>Normalization by the root of the mean square.</content>
public static partial class Kernels
{
    /// <summary>y = gamma·x / √(mean of x² + ε), of each row.</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="gamma">[columns].</param>
    /// <param name="epsilon">ε, in the unit of x squared.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="inverses">[rows]: 1 / √(mean of x² + ε), for the derivative.</param>
    /// <param name="y">Like x.</param>
    public static void RmsNorm<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, T epsilon, int rows, int columns, Span<T> inverses, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(x, Count(rows, columns));
        Require(gamma, columns);
        Require<T>(inverses, rows);
        Require<T>(y, x.Length);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> from = x.Slice(row * columns, columns);
            inverses[row] = T.One / T.Sqrt(Mean(TensorPrimitives.SumOfSquares(from), columns) + epsilon);
            Span<T> to = y.Slice(row * columns, columns);
            TensorPrimitives.Multiply(from, inverses[row], to);
            TensorPrimitives.Multiply(to, gamma, to);
        }
    }

    /// <summary>dx += r·(gamma·dy - r²·x·mean of x·gamma·dy), of each row, where r is what it was multiplied by.</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="gamma">[columns].</param>
    /// <param name="inverses">r, as <see cref="RmsNorm"/> has kept it.</param>
    /// <param name="dy">Like x.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="dx">Like x; added to.</param>
    public static void RmsNormBackwardX<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> inverses, ReadOnlySpan<T> dy, int rows, int columns, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireNormalized(x, inverses, inverses, dy, rows, columns);
        Require(gamma, columns);
        Require<T>(dx, x.Length);
        for (int row = 0; row < rows; row++)
        {
            // With the mean 0 and no slope of its own it is what layer normalization does.
            ReadOnlySpan<T> from = x.Slice(row * columns, columns), slopes = dy.Slice(row * columns, columns);
            T tilt = Mean(Each.Sum(from, gamma, slopes, new NormalizedProduct<T>(T.Zero, inverses[row])), columns);
            Each.Add(from, gamma, slopes, dx.Slice(row * columns, columns), new NormalizedSlope<T>(T.Zero, inverses[row], T.Zero, tilt));
        }
    }

    /// <summary>dgamma += Σ dy·x·r over the rows.</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="inverses">r, as <see cref="RmsNorm"/> has kept it.</param>
    /// <param name="dy">Like x.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="dgamma">[columns]; added to.</param>
    public static void RmsNormBackwardGamma<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> inverses, ReadOnlySpan<T> dy, int rows, int columns, Span<T> dgamma)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireNormalized(x, inverses, inverses, dy, rows, columns);
        Require<T>(dgamma, columns);
        for (int row = 0; row < rows; row++)
        {
            NormalizedTimes<T> product = new(T.Zero, inverses[row]);
            Each.Add(x.Slice(row * columns, columns), dy.Slice(row * columns, columns), dgamma, product);
        }
    }
}
