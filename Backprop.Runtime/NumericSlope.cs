using System;

namespace Backprop;

/// <summary>The derivative on one side of a point.</summary>
/// <param name="Kind">What the function does there.</param>
/// <param name="Estimate">The derivative where regular, ±∞ where infinite.</param>
/// <param name="Steepest">The last quotient that rounding left standing, where the slope is infinite.</param>
internal readonly record struct NumericSlope(NumericSlopeKind Kind, NumericEstimate Estimate, double Steepest)
{
    /// <summary>A derivative with a larger relative error than this may be no derivative at all.</summary>
    private const double PoorlyKnown = 0.25;

    /// <summary>Rows over which quotients must grow before they count as growing for ever.</summary>
    private const int GrowingRows = 10;

    /// <summary>Growing quotients whose growth shrinks by more than this from row to row have a limit.</summary>
    private const double SteadyGrowth = 0.97;

    /// <summary>A change that stays above this part of itself over so many rows is a jump.</summary>
    private const double JumpShrinkage = 0.9;

    public bool IsRegular => Kind == NumericSlopeKind.Regular;

    /// <summary>Whether there is something to compare a derivative with.</summary>
    public bool IsUsable => Kind is NumericSlopeKind.Regular or NumericSlopeKind.Infinite;

    public static NumericSlope Of(NumericSide side, NumericQuotients quotients, NumericEstimate[] rows)
    {
        if (side.Count == 0 || double.IsNaN(side.Value(side.Count - 1))) return new(NumericSlopeKind.NotFinite, NumericEstimate.None, 0);
        NumericEstimate estimate = FinestFirst(rows);
        bool isPoor = !estimate.IsKnown
            || estimate.Error > PoorlyKnown * Math.Max(Math.Abs(estimate.Value), Math.Abs(quotients[estimate.Row]));
        if (isPoor && Growing(quotients) is int last)
        {
            bool jumps = !(Math.Abs(side.Change(last)) < JumpShrinkage * Math.Abs(side.Change(last - GrowingRows)));
            double infinity = Math.CopySign(double.PositiveInfinity, quotients[last]);
            return jumps
                ? new(NumericSlopeKind.Jump, NumericEstimate.None, 0)
                : new(NumericSlopeKind.Infinite, new(infinity, 0, last), quotients[last]);
        }
        return new(estimate.IsKnown ? NumericSlopeKind.Regular : NumericSlopeKind.Unclear, estimate, 0);
    }

    /// <summary>
    /// The estimate with the smallest error among those that no estimate from shorter steps contradicts: a long step may be
    /// precise about something else than the derivative here, when a kink or a jump lies within it.
    /// </summary>
    public static NumericEstimate FinestFirst(NumericEstimate[] rows)
    {
        double low = double.NegativeInfinity, high = double.PositiveInfinity;
        NumericEstimate best = NumericEstimate.None;
        for (int row = rows.Length - 1; row >= 0; row--)
        {
            NumericEstimate estimate = rows[row];
            if (!estimate.IsKnown || estimate.Value > high || estimate.Value < low) continue;
            (low, high) = (Math.Max(low, estimate.Low), Math.Min(high, estimate.High));
            if (estimate.Error < best.Error) best = estimate;
        }
        return best;
    }

    /// <summary>The row that ends a run of quotients growing without end as the step shrinks; null if there is none.</summary>
    private static int? Growing(NumericQuotients quotients)
    {
        int last = quotients.Count - 1;
        while (last > GrowingRows && !quotients.Changes(last)) last--;
        if (last <= GrowingRows) return null;
        for (int row = last; row > last - GrowingRows; row--)
        {
            double change = quotients[row] - quotients[row - 1], before = quotients[row - 1] - quotients[row - 2];
            if (!(Math.Abs(quotients[row]) > Math.Abs(quotients[row - 1])) || !(change / before >= SteadyGrowth)) return null;
        }
        return last;
    }
}
