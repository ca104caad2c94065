using System;
using System.Globalization;
using static Backprop.GradientCheckVerdict;

namespace Backprop;

/// <summary>Judges one partial derivative by one reading of the samples.</summary>
/// <param name="samples">The function.</param>
/// <param name="noise">What every value of it is held to be uncertain by.</param>
/// <param name="analytic">The derivative that is checked.</param>
/// <param name="relative">The relative difference that is let pass.</param>
internal sealed class GradientCheckReading(NumericSamples samples, double noise, double analytic, double relative)
{
    private readonly NumericPicture _picture = NumericPicture.Of(samples, noise);
    private readonly GradientCheckTolerance _tolerance = new(samples, noise, analytic, relative);

    public GradientCheckFinding Find()
    {
        NumericSlope left = _picture.Left, right = _picture.Right;
        if (!double.IsFinite(samples.Point)) return Nothing("the point is not finite");
        if (!double.IsFinite(samples.Value)) return Nothing("the function is not finite here");
        if (samples.Count == 0) return Nothing("no step fits between the initial step and the spacing of the numbers");
        if (_picture.IsSmooth) return AtSmoothPoint();
        if (left.IsUsable && right.IsUsable)
        {
            bool isSteep = left.Estimate.Value == right.Estimate.Value; // both infinite, then
            return isSteep ? AgainstInfinity(left, Right, "infinite derivative") : AtKink(left.Estimate, right.Estimate);
        }
        if (left.IsUsable) return FromOneSide(left, "left", right.Kind, "right");
        if (right.IsUsable) return FromOneSide(right, "right", left.Kind, "left");
        return Nothing(left.Kind == NumericSlopeKind.Unclear || right.Kind == NumericSlopeKind.Unclear
            ? "rounding hides the derivative" : "the function is continuous on neither side");
    }

    private GradientCheckFinding AtSmoothPoint()
    {
        NumericEstimate best = _picture.Best, left = _picture.Left.Estimate, right = _picture.Right.Estimate;
        if (_picture.HasKink)
        {
            return Against(best, Kink, best == left ? "kink nearby; checked from the left"
                : best == right ? "kink nearby; checked from the right" : "kink nearby");
        }
        // Where the sides are less precise than the whole, they may differ by less than shows.
        bool isBetween = analytic >= Math.Min(_tolerance.Low(left), _tolerance.Low(right))
            && analytic <= Math.Max(_tolerance.High(left), _tolerance.High(right));
        return isBetween && !_tolerance.IsNear(best)
            ? new(best.Value, best.Error, Undecided, "a kink could hide in the rounding noise")
            : Against(best, Right, "");
    }

    private GradientCheckFinding AtKink(NumericEstimate left, NumericEstimate right)
    {
        NumericEstimate nearest = Math.Abs(analytic - left.Value) <= Math.Abs(analytic - right.Value) ? left : right;
        string note = string.Create(CultureInfo.InvariantCulture, $"kink at the point: left {left.Value:G6}, right {right.Value:G6}");
        (NumericEstimate lower, NumericEstimate upper) = left.Value <= right.Value ? (left, right) : (right, left);
        bool isBetween = analytic >= _tolerance.Low(lower) && analytic <= _tolerance.High(upper);
        if (!isBetween) return Refute(nearest, note);
        bool canConfirm = double.IsInfinity(nearest.Value) || _tolerance.CanConfirm(nearest);
        return new(nearest.Value, nearest.Error, canConfirm ? Kink : Undecided, note, IsNear: true);
    }

    private GradientCheckFinding FromOneSide(NumericSlope slope, string side, NumericSlopeKind other, string otherSide)
    {
        string note = other switch
        {
            NumericSlopeKind.Jump => $"jump on the {otherSide}; checked from the {side}",
            NumericSlopeKind.NotFinite => $"not finite on the {otherSide}; checked from the {side}",
            _ => $"unclear on the {otherSide}; checked from the {side}",
        };
        GradientCheckFinding finding = slope.IsRegular
            ? Against(slope.Estimate, Kink, note)
            : AgainstInfinity(slope, Kink, $"infinite derivative; {note}");
        return other == NumericSlopeKind.Unclear && finding.Verdict == Wrong ? finding with { Verdict = Undecided } : finding;
    }

    private GradientCheckFinding Against(NumericEstimate estimate, GradientCheckVerdict right, string note)
    {
        if (!_tolerance.IsNear(estimate)) return Refute(estimate, note);
        return _tolerance.CanConfirm(estimate)
            ? new(estimate.Value, estimate.Error, right, note, IsNear: true)
            : new(estimate.Value, estimate.Error, Undecided, "too small against the rounding of the function", IsNear: true);
    }

    private GradientCheckFinding Refute(NumericEstimate estimate, string note)
    {
        if (!double.IsInfinity(estimate.Value) && !_tolerance.CanRefute(estimate))
            return new(estimate.Value, estimate.Error, Undecided, "the values scatter too much");
        if (_tolerance.MayBeRounding(estimate))
            return new(estimate.Value, estimate.Error, Undecided, "the difference may be rounding in the derivative", IsNear: true);
        double difference = (analytic - estimate.Value) / Math.Max(Math.Abs(analytic), Math.Abs(estimate.Value));
        string what = !double.IsFinite(analytic) ? "the derivative is finite"
            : Math.Abs(analytic + estimate.Value) <= _tolerance.Margin(estimate) ? "opposite sign"
            : string.Create(CultureInfo.InvariantCulture, $"relative difference {difference:G2}");
        return new(estimate.Value, estimate.Error, Wrong, note.Length == 0 ? what : $"{what}; {note}");
    }

    private GradientCheckFinding AgainstInfinity(NumericSlope slope, GradientCheckVerdict right, string note)
    {
        // A finite derivative beyond the steepest quotient may be right, with its step too short to be seen.
        bool isBeyond = double.IsFinite(analytic) && analytic / slope.Steepest > 1;
        GradientCheckVerdict verdict = analytic == slope.Estimate.Value ? right : isBeyond ? Undecided : Wrong;
        return new(slope.Estimate.Value, 0, verdict, note, IsNear: verdict == right);
    }

    private static GradientCheckFinding Nothing(string why) => new(double.NaN, double.PositiveInfinity, Undecided, why);
}
