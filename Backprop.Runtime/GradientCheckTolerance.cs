using System;

namespace Backprop;

/// <summary>How far a derivative may be from a numeric estimate, and what an estimate is worth.</summary>
/// <param name="samples">The function.</param>
/// <param name="noise">What every value of the function is held to be uncertain by.</param>
/// <param name="analytic">The derivative that is checked.</param>
/// <param name="relative">The relative difference that is let pass.</param>
internal sealed class GradientCheckTolerance(NumericSamples samples, double noise, double analytic, double relative)
{
    /// <summary>Agreement to fewer than two digits proves nothing.</summary>
    private const double LeastAgreement = 1e-2;

    /// <summary>A numeric derivative whose error is a larger part of what is around may be none at all.</summary>
    private const double LeastMeaning = 0.3;

    /// <summary>Rounding errors that a careful derivative may still make.</summary>
    private const double Roundings = 16;

    /// <summary>The first step at the usual scale.</summary>
    private const double UsualStep = 0.1;

    /// <summary>A part of the natural slope that no derivative matters below.</summary>
    private const double SmallPart = 5e-8;

    /// <summary>How far the analytic derivative may be from an estimate and be right.</summary>
    public double Margin(NumericEstimate estimate)
    {
        if (double.IsInfinity(estimate.Value)) return 0;
        double size = Math.Max(Math.Abs(estimate.Value), double.IsFinite(analytic) ? Math.Abs(analytic) : 0);
        double rounding = Roundings * samples.Epsilon * Math.Abs(samples.Point) * samples.Curvature(estimate.Row);
        return relative * size + NumericEstimate.Safety * estimate.Error + rounding;
    }

    public double Low(NumericEstimate estimate) => estimate.Value - Margin(estimate);

    public double High(NumericEstimate estimate) => estimate.Value + Margin(estimate);

    public bool IsNear(NumericEstimate estimate) => analytic >= Low(estimate) && analytic <= High(estimate);

    /// <summary>Whether the numeric error leaves the first digits of the derivative, or of the slopes around.</summary>
    public bool CanConfirm(NumericEstimate estimate) =>
        (analytic == 0 && estimate.Value == 0) || IsPrecise(estimate, Math.Abs(analytic), LeastAgreement);

    /// <summary>Whether the numeric error is small, if only beside the slopes that the function could have for its value.</summary>
    public bool CanRefute(NumericEstimate estimate) => IsPrecise(estimate, samples.NaturalSlope(estimate.Row), LeastMeaning);

    /// <summary>
    /// Whether rounding in the derivative itself may be all the difference. Where it is the difference of terms of the size f/x
    /// (as near 0 that of sin(x)/x is) or of f over a shorter scale, it errs by their rounding: which is held to be a small part
    /// of the natural slope, unless the function's own values show more noise. Where the function has come to be constant, as
    /// log(1 + eˣ) has at −50, its derivative goes on to be small.
    /// </summary>
    public bool MayBeRounding(NumericEstimate estimate)
    {
        if (estimate.Value == 0 && Math.Abs(analytic) <= Roundings * samples.Epsilon / UsualStep) return true;
        double size = Math.Abs(samples.Point), scale = samples.Left.Distance(estimate.Row);
        if (size > 0) scale = Math.Min(scale, size);
        double rounding = Math.Min(Roundings * samples.Epsilon * Math.Abs(samples.Value) / scale, SmallPart * samples.NaturalSlope(0));
        if (size > 0) rounding += noise / size;
        return Math.Abs(analytic - estimate.Value) <= rounding;
    }

    private bool IsPrecise(NumericEstimate estimate, double size, double part)
    {
        // A step short at the point's scale, though perhaps far longer than the estimate's.
        double slope = samples.Slope(Math.Min(estimate.Row, samples.Count / 4));
        return NumericEstimate.Safety * estimate.Error <= part * Math.Max(Math.Max(Math.Abs(estimate.Value), size), slope);
    }
}
