using System.Runtime.CompilerServices;

namespace Backprop.Benchmarks.Adbench;

/// <content>The gradient, written by hand.</content>
/// <remarks>
/// Forward and backward in one pass over the points: what a point needs is kept for its k components and overwritten by the
/// next point. What Q and the centres get is summed over the points; what Q and the means get of the centres, and the order in
/// which Q is packed, wait until the end. The loops along the rows of Q take nearly all the time: they are written as they are,
/// in methods that are compiled once and without a profile, as that is what the JIT makes the best code of.
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
        int size = d * (d + 1) / 2, rest = size - d;
        Span<double> diagonals = stackalloc double[k * d], below = stackalloc double[k * rest];
        Span<double> centres = stackalloc double[k * d], logDeterminants = stackalloc double[k];
        double prior = 0.0;
        for (int c = 0; c < k; c++)
        {
            ReadOnlySpan<double> packed = icf.Slice(c * size, size), mean = means.Slice(c * d, d);
            Span<double> diagonal = diagonals.Slice(c * d, d), centre = centres.Slice(c * d, d);
            double squares = Unpack(packed, diagonal, below.Slice(c * rest, rest), out logDeterminants[c]);
            Multiply(diagonal, below.Slice(c * rest, rest), mean, centre);
            prior += 0.5 * gamma * gamma * squares - m * logDeterminants[c];
        }

        Span<double> products = stackalloc double[k * d], terms = stackalloc double[k], dbelow = stackalloc double[k * rest];
        dbelow.Clear();
        double likelihood = 0.0;
        for (int p = 0; p < n; p++)
        {
            ReadOnlySpan<double> point = x.Slice(p * d, d);
            SquareNorms(point, diagonals, centres, below, products, terms);
            for (int c = 0; c < k; c++)
                terms[c] = alphas[c] + logDeterminants[c] - 0.5 * terms[c];

            likelihood += Softmax(terms, terms);
            AddPoint(point, terms, products, dalphas, dmeans, dicf, dbelow);
        }

        for (int c = 0; c < k; c++)
        {
            Span<double> dcentre = dmeans.Slice(c * d, d), drest = dbelow.Slice(c * rest, rest), dpacked = dicf.Slice(c * size, size);
            AddCentre(means.Slice(c * d, d), dcentre, dpacked, drest);
            MultiplyTransposed(diagonals.Slice(c * d, d), below.Slice(c * rest, rest), dcentre);
            Pack(diagonals.Slice(c * d, d), icf.Slice(c * size, size), drest, dalphas[c] - m, gamma, dpacked);
        }

        double normaliser = Softmax(alphas, terms);
        for (int c = 0; c < k; c++)
            dalphas[c] -= n * terms[c];
        return likelihood - n * normaliser + prior - Constant(d, k, n, gamma, m);
    }

    /// <summary>From the packed numbers to the diagonal and the rows below it; returns the sum of the squares of Q.</summary>
    private static double Unpack(ReadOnlySpan<double> packed, Span<double> diagonal, Span<double> below, out double logDeterminant)
    {
        int d = diagonal.Length;
        double squares = 0.0;
        logDeterminant = 0.0;
        for (int i = 0; i < diagonal.Length; i++)
        {
            diagonal[i] = Math.Exp(packed[i]);
            logDeterminant += packed[i];
            squares += diagonal[i] * diagonal[i];
            for (int j = 0; j < i; j++)
            {
                double entry = packed[d + j * (2 * d - j - 1) / 2 + i - j - 1];
                below[j] = entry;
                squares += entry * entry;
            }

            below = below.Slice(i);
        }

        return squares;
    }

    /// <summary>Q v.</summary>
    private static void Multiply(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> below, ReadOnlySpan<double> v, Span<double> product)
    {
        for (int i = 0; i < product.Length; i++)
        {
            double sum = diagonal[i] * v[i];
            ReadOnlySpan<double> row = below.Slice(0, i);
            below = below.Slice(i);
            for (int j = 0; j < row.Length; j++)
                sum += row[j] * v[j];
            product[i] = sum;
        }
    }

    /// <summary>||Q(x - mean)||² of a point and each component; keeps the products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SquareNorms(
        ReadOnlySpan<double> point, ReadOnlySpan<double> diagonals, ReadOnlySpan<double> centres, ReadOnlySpan<double> below,
        Span<double> products, Span<double> norms)
    {
        int d = point.Length;
        for (int c = 0; c < norms.Length; c++)
        {
            ReadOnlySpan<double> diagonal = diagonals.Slice(c * d, d), centre = centres.Slice(c * d, d);
            Span<double> product = products.Slice(c * d, d);
            double norm = 0.0;
            for (int i = 0; i < product.Length; i++)
            {
                double sum = diagonal[i] * point[i] - centre[i];
                ReadOnlySpan<double> row = below.Slice(0, i);
                below = below.Slice(i);
                for (int j = 0; j < row.Length; j++)
                    sum += row[j] * point[j];
                product[i] = sum;
                norm += sum * sum;
            }

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

    /// <summary>Adds what one point says. The means get what the centres do, the first packed numbers what the diagonal does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPoint(
        ReadOnlySpan<double> point, ReadOnlySpan<double> weights, ReadOnlySpan<double> products,
        Span<double> dalphas, Span<double> dcentres, Span<double> dicf, Span<double> dbelow)
    {
        int d = point.Length, size = d * (d + 1) / 2;
        for (int c = 0; c < weights.Length; c++)
        {
            double weight = weights[c];
            dalphas[c] += weight;
            ReadOnlySpan<double> product = products.Slice(c * d, d);
            Span<double> dcentre = dcentres.Slice(c * d, d), ddiagonal = dicf.Slice(c * size, d);
            for (int i = 0; i < product.Length; i++)
            {
                double flow = weight * product[i];
                dcentre[i] += flow;
                ddiagonal[i] -= flow * point[i];
                Span<double> row = dbelow.Slice(0, i);
                dbelow = dbelow.Slice(i);
                for (int j = 0; j < row.Length; j++)
                    row[j] = row[j] - flow * point[j];
            }
        }
    }

    /// <summary>Adds what the derivatives by a centre, Q mean, mean for Q.</summary>
    private static void AddCentre(ReadOnlySpan<double> mean, ReadOnlySpan<double> dcentre, Span<double> ddiagonal, Span<double> dbelow)
    {
        for (int i = 0; i < mean.Length; i++)
        {
            ddiagonal[i] += dcentre[i] * mean[i];
            for (int j = 0; j < i; j++)
                dbelow[j] += dcentre[i] * mean[j];
            dbelow = dbelow.Slice(i);
        }
    }

    /// <summary>Replaces v by Qᵀ v.</summary>
    private static void MultiplyTransposed(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> below, Span<double> v)
    {
        for (int i = 0; i < v.Length; i++)
        {
            for (int j = 0; j < i; j++)
                v[j] += below[j] * v[i];
            below = below.Slice(i);
            v[i] *= diagonal[i];
        }
    }

    /// <summary>From derivatives by Q to derivatives by the packed numbers, with what the prior and the determinant add.</summary>
    private static void Pack(
        ReadOnlySpan<double> diagonal, ReadOnlySpan<double> packed, ReadOnlySpan<double> dbelow, double dlogDeterminant, double gamma, Span<double> dpacked)
    {
        int d = diagonal.Length;
        double scale = gamma * gamma;
        for (int i = 0; i < d; i++)
            dpacked[i] = (dpacked[i] + scale * diagonal[i]) * diagonal[i] + dlogDeterminant;
        for (int j = 0, next = d; j < d - 1; j++)
        {
            for (int i = j + 1; i < d; i++, next++)
                dpacked[next] = dbelow[i * (i - 1) / 2 + j] + scale * packed[next];
        }
    }
}
