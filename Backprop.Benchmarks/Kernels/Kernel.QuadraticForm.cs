namespace Backprop.Benchmarks.Kernels;

/// <content>A quadratic form: nested loops over a matrix.</content>
internal static partial class Kernel
{
    /// <summary>xᵀ A x.</summary>
    /// <param name="a">The matrix, n by n, row after row; it need not be symmetric.</param>
    /// <param name="x">The vector, n.</param>
    [Differentiable]
    public static double QuadraticForm(ReadOnlySpan<double> a, ReadOnlySpan<double> x)
    {
        double sum = 0.0;
        for (int i = 0; i < x.Length; i++)
        {
            double product = 0.0;
            for (int j = 0; j < x.Length; j++)
                product += a[i * x.Length + j] * x[j];
            sum += x[i] * product;
        }

        return sum;
    }

    /// <summary>The value of <see cref="QuadraticForm"/> and its gradient.</summary>
    /// <param name="a">The matrix, n by n.</param>
    /// <param name="x">The vector, n.</param>
    /// <param name="da">Overwritten with the derivatives by the matrix, x xᵀ, n by n.</param>
    /// <param name="dx">Overwritten with those by the vector, (A + Aᵀ) x, n.</param>
    /// <remarks>One pass over the matrix: a row is read once, for its product with x and for its part of Aᵀ x.</remarks>
    public static double QuadraticFormGradientByHand(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> da, Span<double> dx)
    {
        dx = dx.Slice(0, x.Length);
        dx.Clear();
        double sum = 0.0;
        for (int i = 0; i < x.Length; i++)
        {
            ReadOnlySpan<double> row = a.Slice(i * x.Length, x.Length);
            Span<double> drow = da.Slice(i * x.Length, x.Length);
            double product = 0.0, xi = x[i];
            for (int j = 0; j < x.Length; j++)
            {
                product += row[j] * x[j];
                drow[j] = xi * x[j];
                dx[j] += xi * row[j];
            }

            dx[i] += product;
            sum += xi * product;
        }

        return sum;
    }
}
