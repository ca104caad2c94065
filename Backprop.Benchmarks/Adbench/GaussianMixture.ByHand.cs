using System.Runtime.CompilerServices;

namespace Backprop.Benchmarks.Adbench;

/// <content>The gradient, written by hand.</content>
/// <remarks>
/// Forward and backward in one pass over the points: what a point needs is kept for its k components and overwritten by the
/// next point. Q is the same for all points, so that dL/dmean = Qᵀ Σ w Q(x - mean) takes one product with Qᵀ at the end.
/// The loops down the packed columns take nearly all the time. Written as they are, in methods that are compiled once and
/// without a profile, each is 31 bytes of machine code in one aligned block of 32; across two blocks it is half as fast again.
/// </remarks>
internal static partial class GaussianMixture
{
    /// <summary>The value of <see cref="Objective"/> and its gradient; the spans are overwritten.</summary>
    public static double ObjectiveGradientByHand(
        ReadOnlySpan<double> alphas, ReadOnlySpan<double> means, ReadOnlySpan<double> icf, ReadOnlySpan<double> x,
        int d, int k, int n, double gamma, int m, Span<double> dalphas, Span<double> dmeans, Span<double> dicf)
    {
        dalphas.Clear();
        dmeans.Clear();
        dicf.Clear();
        int size = d * (d + 1) / 2;
        Span<double> diagonals = stackalloc double[k * d], logDeterminants = stackalloc double[k];
        double prior = Prior(icf, d, k, gamma, m, diagonals, logDeterminants);
        Span<double> differences = stackalloc double[k * d], products = stackalloc double[k * d], terms = stackalloc double[k];
        double likelihood = 0.0;
        for (int p = 0; p < n; p++)
        {
            SquareNorms(x.Slice(p * d, d), means, diagonals, icf, differences, products, terms);
            for (int c = 0; c < k; c++)
                terms[c] = alphas[c] + logDeterminants[c] - 0.5 * terms[c];

            likelihood += Softmax(terms, terms);
            AddPoint(d, terms, differences, products, dalphas, dmeans, dicf);
        }

        for (int c = 0; c < k; c++)
        {
            MultiplyTransposed(diagonals.Slice(c * d, d), icf.Slice(c * size + d, size - d), dmeans.Slice(c * d, d));
            AddPrior(diagonals.Slice(c * d, d), icf.Slice(c * size, size), dalphas[c] - m, gamma, dicf.Slice(c * size, size));
        }

        double normaliser = Softmax(alphas, terms);
        for (int c = 0; c < k; c++)
            dalphas[c] -= n * terms[c];
        return likelihood - n * normaliser + prior - Constant(d, k, n, gamma, m);
    }

    /// <summary>Fills the diagonals and the logarithms of the determinants; returns the part of the prior that depends on parameters.</summary>
    private static double Prior(
        ReadOnlySpan<double> icf, int d, int k, double gamma, int m, Span<double> diagonals, Span<double> logDeterminants)
    {
        int size = d * (d + 1) / 2;
        double prior = 0.0;
        for (int c = 0; c < k; c++)
        {
            ReadOnlySpan<double> packed = icf.Slice(c * size, size);
            double logDeterminant = 0.0, squares = 0.0;
            for (int i = 0; i < d; i++)
            {
                double diagonal = Math.Exp(packed[i]);
                logDeterminant += packed[i];
                squares += diagonal * diagonal;
                diagonals[c * d + i] = diagonal;
            }

            for (int i = d; i < packed.Length; i++)
                squares += packed[i] * packed[i];
            logDeterminants[c] = logDeterminant;
            prior += 0.5 * gamma * gamma * squares - m * logDeterminant;
        }

        return prior;
    }

    /// <summary>||Q(x - mean)||² of a point and each component; keeps the differences and the products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SquareNorms(
        ReadOnlySpan<double> point, ReadOnlySpan<double> means, ReadOnlySpan<double> diagonals, ReadOnlySpan<double> icf,
        Span<double> differences, Span<double> products, Span<double> norms)
    {
        int d = point.Length, last = d - 1, size = d * (d + 1) / 2;
        for (int c = 0; c < norms.Length; c++)
        {
            ReadOnlySpan<double> mean = means.Slice(c * d, d), diagonal = diagonals.Slice(c * d, d);
            Span<double> difference = differences.Slice(c * d, d), product = products.Slice(c * d, d);
            for (int i = 0; i < product.Length; i++)
            {
                double along = point[i] - mean[i];
                difference[i] = along;
                product[i] = diagonal[i] * along;
            }

            ReadOnlySpan<double> below = icf.Slice(c * size + d, size - d);
            for (int j = 0; j < last; j++)
            {
                double along = difference[j];
                Span<double> rest = product.Slice(j + 1);
                ReadOnlySpan<double> column = below.Slice(0, rest.Length);
                below = below.Slice(rest.Length);
                for (int i = 0; i < rest.Length; i++)
                    rest[i] = rest[i] + column[i] * along;
            }

            double norm = 0.0;
            for (int i = 0; i < product.Length; i++)
                norm += product[i] * product[i];
            norms[c] = norm;
        }
    }

    /// <summary>The log-sum-exp of some values; overwrites the other span, which may be the same, with its derivatives.</summary>
    private static double Softmax(ReadOnlySpan<double> values, Span<double> weights)
    {
        double max = values[0];
        for (int i = 1; i < values.Length; i++)
            max = Math.Max(max, values[i]);

        double sum = 0.0;
        for (int i = 0; i < values.Length; i++)
        {
            weights[i] = Math.Exp(values[i] - max);
            sum += weights[i];
        }

        double scale = 1.0 / sum;
        for (int i = 0; i < values.Length; i++)
            weights[i] *= scale;
        return max + Math.Log(sum);
    }

    /// <summary>Adds what one point says. The means get what is still to be multiplied by Qᵀ, the packed numbers derivatives by Q.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPoint(
        int d, ReadOnlySpan<double> weights, ReadOnlySpan<double> differences, Span<double> products,
        Span<double> dalphas, Span<double> dmeans, Span<double> dicf)
    {
        int last = d - 1, size = d * (d + 1) / 2;
        for (int c = 0; c < weights.Length; c++)
        {
            double weight = weights[c];
            dalphas[c] += weight;
            ReadOnlySpan<double> difference = differences.Slice(c * d, d);
            Span<double> product = products.Slice(c * d, d), dmean = dmeans.Slice(c * d, d), ddiagonal = dicf.Slice(c * size, d);
            for (int i = 0; i < product.Length; i++)
            {
                double flow = weight * product[i];
                product[i] = flow;
                dmean[i] += flow;
                ddiagonal[i] -= flow * difference[i];
            }

            Span<double> dbelow = dicf.Slice(c * size + d, size - d);
            for (int j = 0; j < last; j++)
            {
                double along = difference[j];
                ReadOnlySpan<double> rest = product.Slice(j + 1);
                Span<double> column = dbelow.Slice(0, rest.Length);
                dbelow = dbelow.Slice(rest.Length);
                for (int i = 0; i < rest.Length; i++)
                    column[i] = column[i] - rest[i] * along;
            }
        }
    }

    /// <summary>Replaces v by Qᵀ v.</summary>
    private static void MultiplyTransposed(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> below, Span<double> v)
    {
        for (int j = 0; j < v.Length; j++)
        {
            double sum = diagonal[j] * v[j];
            ReadOnlySpan<double> rest = v.Slice(j + 1);
            for (int i = 0; i < rest.Length; i++)
                sum += below[i] * rest[i];
            below = below.Slice(rest.Length);
            v[j] = sum;
        }
    }

    /// <summary>From derivatives by Q to derivatives by the packed numbers, with what the prior and the determinant add.</summary>
    private static void AddPrior(
        ReadOnlySpan<double> diagonal, ReadOnlySpan<double> packed, double dlogDeterminant, double gamma, Span<double> dpacked)
    {
        double scale = gamma * gamma;
        for (int i = 0; i < diagonal.Length; i++)
            dpacked[i] = (dpacked[i] + scale * diagonal[i]) * diagonal[i] + dlogDeterminant;
        for (int i = diagonal.Length; i < packed.Length; i++)
            dpacked[i] += scale * packed[i];
    }
}
