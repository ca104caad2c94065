using System;

namespace Backprop;

/// <summary>Extrapolates difference quotients to step 0, from every row of steps.</summary>
/// <remarks>
/// Neville's scheme on steps h, h/r, h/r², …, as in Ridders (1982), Accurate computation of F'(x) and F'(x)F''(x),
/// Advances in Engineering Software 4(2); there one initial step, here each row starts a tableau of its own, so that all
/// initial steps are tried at the cost of one sequence.
/// </remarks>
internal static class NumericTableau
{
    /// <summary>Beyond this many columns extrapolation amplifies rounding and gains nothing.</summary>
    private const int Columns = 8;

    /// <summary>Quotients whose changes shrink by less than this do not have the error expansion that extrapolation assumes.</summary>
    private const double SlowRatio = 0.75;

    /// <summary>The best extrapolation that ends at each row's step; unknown where samples are missing or diverge.</summary>
    public static NumericEstimate[] Extrapolate(NumericQuotients quotients)
    {
        int rows = quotients.Count;
        NumericEstimate[] best = new NumericEstimate[rows];
        Array.Fill(best, NumericEstimate.None);
        double[] column = new double[rows];
        for (int row = 0; row < rows; row++) column[row] = quotients[row];
        double factor = 1, gain = 1;
        for (int order = 1; order <= Columns && order < rows; order++)
        {
            factor *= quotients.Ratio;
            gain *= (factor + 1) / (factor - 1);
            double[] next = Eliminate(column, order, factor);
            for (int row = order; row < rows; row++)
            {
                double error = Truncation(column, next, row) + gain * quotients.Noise(row);
                if (error < best[row].Error) best[row] = new(next[row], error, row);
            }
            column = next;
        }
        for (int row = 1; row < rows; row++)
        {
            double tail = Math.Max(SlowTail(quotients, row), SlowTail(quotients, row + 1));
            best[row] = best[row] with { Error = Math.Max(best[row].Error, tail) };
        }
        return best;
    }

    /// <summary>The next column: the error term that each step divides by <paramref name="factor"/> drops out.</summary>
    private static double[] Eliminate(double[] column, int order, double factor)
    {
        double[] next = new double[column.Length];
        Array.Fill(next, double.NaN);
        for (int row = order; row < column.Length; row++)
            next[row] = column[row] + (column[row] - column[row - 1]) / (factor - 1);
        return next;
    }

    /// <summary>How much the extrapolation differs from its three neighbours; one alone agrees too often by chance.</summary>
    private static double Truncation(double[] column, double[] next, int row)
    {
        double error = Math.Max(Math.Abs(next[row] - column[row]), Math.Abs(next[row] - column[row - 1]));
        return row + 1 < next.Length ? Math.Max(error, Math.Abs(next[row] - next[row + 1])) : error;
    }

    /// <summary>What is left of a sequence that converges as a geometric series, slower than any smooth function's; 0 where it is
    /// faster, +∞ where it diverges.</summary>
    private static double SlowTail(NumericQuotients quotients, int row)
    {
        if (row < 2 || row >= quotients.Count) return 0;
        double shrinkage = quotients.Change(row) / quotients.Change(row - 1);
        if (!quotients.Changes(row) || !(shrinkage > SlowRatio)) return 0;
        return shrinkage < 1 ? quotients.Change(row) * shrinkage / (1 - shrinkage) : double.PositiveInfinity;
    }
}
