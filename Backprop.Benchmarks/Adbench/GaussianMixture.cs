namespace Backprop.Benchmarks.Adbench;

/// <summary>GMM of ADBench: the log likelihood of a Gaussian mixture, with a Wishart prior on its precisions.</summary>
/// <remarks>
/// A component's precision is QᵀQ. Q is lower triangular and packed in <c>icf</c>: the logarithms of its d diagonal entries,
/// then the d(d-1)/2 entries below the diagonal, column after column. Here its rows are laid out once a component, so that a
/// point goes through memory as it lies; and Q(x - mean) is Qx less the component's centre, Q mean, which is the same for all
/// points: there is then nothing to take the derivative of between a point and Q.
/// </remarks>
internal static partial class GaussianMixture
{
    /// <summary>π as ADBench's programs have it.</summary>
    private const double Pi = 3.14159265359;

    /// <summary>The objective; the terms of a point are computed one component after another, by the rows of Q.</summary>
    /// <param name="alphas">Unnormalised logarithms of the weights, k.</param>
    /// <param name="means">k by d.</param>
    /// <param name="icf">k by d(d+1)/2.</param>
    /// <param name="x">The points, n by d.</param>
    /// <param name="d">Dimensions.</param>
    /// <param name="k">Components.</param>
    /// <param name="n">Points.</param>
    /// <param name="gamma">The prior's scale.</param>
    /// <param name="m">The prior's degrees of freedom beyond d + 1.</param>
    [Differentiable]
    public static double Objective(
        ReadOnlySpan<double> alphas, ReadOnlySpan<double> means, ReadOnlySpan<double> icf, [NonDifferentiable] ReadOnlySpan<double> x,
        int d, int k, int n, [NonDifferentiable] double gamma, int m)
    {
        int size = d * (d + 1) / 2, rest = size - d;
        Span<double> diagonals = stackalloc double[k * d], below = stackalloc double[k * rest];
        Span<double> centres = stackalloc double[k * d], logDeterminants = stackalloc double[k];
        double prior = 0.0;
        for (int c = 0; c < k; c++)
        {
            double logDeterminant = 0.0, squares = 0.0;
            for (int i = 0; i < d; i++)
            {
                double q = icf[c * size + i];
                double diagonal = Math.Exp(q);
                double centre = diagonal * means[c * d + i];
                logDeterminant += q;
                squares += diagonal * diagonal;
                diagonals[c * d + i] = diagonal;
                for (int j = 0; j < i; j++)
                {
                    double entry = icf[c * size + d + j * (2 * d - j - 1) / 2 + i - j - 1];
                    below[c * rest + i * (i - 1) / 2 + j] = entry;
                    centre += entry * means[c * d + j];
                    squares += entry * entry;
                }

                centres[c * d + i] = centre;
            }

            logDeterminants[c] = logDeterminant;
            prior += 0.5 * gamma * gamma * squares - m * logDeterminant;
        }

        Span<double> terms = stackalloc double[k];
        double likelihood = 0.0;
        for (int p = 0; p < n; p++)
        {
            for (int c = 0; c < k; c++)
            {
                double norm = 0.0;
                for (int i = 0; i < d; i++)
                {
                    double product = diagonals[c * d + i] * x[p * d + i] - centres[c * d + i];
                    for (int j = 0; j < i; j++)
                        product += below[c * rest + i * (i - 1) / 2 + j] * x[p * d + j];
                    norm += product * product;
                }

                terms[c] = alphas[c] + logDeterminants[c] - 0.5 * norm;
            }

            likelihood += LogSumExp(terms);
        }

        return likelihood - n * LogSumExp(alphas) + prior - Constant(d, k, n, gamma, m);
    }

    private static double LogSumExp(ReadOnlySpan<double> values)
    {
        double max = values[0];
        for (int i = 1; i < values.Length; i++)
            max = Math.Max(max, values[i]);

        double sum = 0.0;
        for (int i = 0; i < values.Length; i++)
            sum += Math.Exp(values[i] - max);
        return max + Math.Log(sum);
    }

    /// <summary>What depends on no parameter: the normal distributions' factors and the Wishart distributions'.</summary>
    private static double Constant(int d, int k, int n, double gamma, int m)
    {
        int freedom = d + m + 1;
        double logGamma = 0.25 * d * (d - 1) * Math.Log(Pi);
        for (int j = 1; j <= d; j++)
            logGamma += LogGammaOfHalf(freedom + 1 - j);

        double wishart = freedom * d * (Math.Log(gamma) - 0.5 * Math.Log(2.0)) - logGamma;
        return 0.5 * n * d * Math.Log(2.0 * Pi) + k * wishart;
    }

    /// <summary>ln Γ(twice / 2) by Γ(z + 1) = z Γ(z), from Γ(1/2) = √π or Γ(1) = 1.</summary>
    private static double LogGammaOfHalf(int twice)
    {
        double sum = twice % 2 == 0 ? 0.0 : 0.5 * Math.Log(Math.PI);
        for (int z = twice % 2 == 0 ? 2 : 1; z < twice; z += 2)
            sum += Math.Log(0.5 * z);
        return sum;
    }
}
