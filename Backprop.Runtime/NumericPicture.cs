using System;

namespace Backprop;

/// <summary>What the samples say of a function's derivative at a point.</summary>
internal sealed class NumericPicture
{
    /// <summary>How many times their own changes from step to step two sides differ by at a kink; by curvature it is 0.8.</summary>
    private const double KinkRatio = 4;

    /// <summary>Rows in a row that must disagree; fewer do by chance where the function turns within the step.</summary>
    private const int KinkRows = 3;

    private NumericPicture(NumericSamples samples, double noise)
    {
        NumericQuotients left = samples.OneSided(samples.Left, noise), right = samples.OneSided(samples.Right, noise);
        NumericEstimate[] lefts = NumericTableau.Extrapolate(left), rights = NumericTableau.Extrapolate(right);
        NumericEstimate[] centrals = NumericTableau.Extrapolate(samples.Central(noise));
        Left = NumericSlope.Of(samples.Left, left, lefts);
        Right = NumericSlope.Of(samples.Right, right, rights);
        Central = NumericSlope.FinestFirst(centrals);
        HasKink = Disagree(left, right);
    }

    public NumericSlope Left { get; }

    public NumericSlope Right { get; }

    public NumericEstimate Central { get; }

    /// <summary>Whether the two sides disagree at some step.</summary>
    public bool HasKink { get; }

    /// <summary>
    /// The derivative if the function is smooth at the point: the best of the central and the two one-sided ones. Across a
    /// kink, the central one is precise about the mean of two slopes; then it agrees with neither of them.
    /// </summary>
    public NumericEstimate Best
    {
        get
        {
            NumericEstimate best = Left.Estimate.Error <= Right.Estimate.Error ? Left.Estimate : Right.Estimate;
            bool isCentral = Central.Error < best.Error && Central.AgreesWith(Left.Estimate) && Central.AgreesWith(Right.Estimate);
            return isCentral ? Central : best;
        }
    }

    /// <summary>The derivative, also where only one side has one; unknown at a kink.</summary>
    public NumericEstimate Derivative
    {
        get
        {
            if (IsSmooth) return Best;
            if (Left.IsUsable && Right.IsUsable) return Left.Estimate.Value == Right.Estimate.Value ? Left.Estimate : NumericEstimate.None;
            return Left.IsUsable ? Left.Estimate : Right.IsUsable ? Right.Estimate : NumericEstimate.None;
        }
    }

    /// <summary>Whether both sides have a finite derivative, and the same one as far as can be told.</summary>
    public bool IsSmooth => Left.IsRegular && Right.IsRegular && Left.Estimate.AgreesWith(Right.Estimate);

    /// <param name="samples">The function.</param>
    /// <param name="noise">What every value is held to be uncertain by, beside rounding and the roughness at its step.</param>
    public static NumericPicture Of(NumericSamples samples, double noise = 0) => new(samples, noise);

    private static bool Disagree(NumericQuotients left, NumericQuotients right)
    {
        int disagreeing = 0;
        for (int row = 1; row < left.Count; row++)
        {
            double gap = Math.Abs(right[row] - left[row]) / KinkRatio;
            bool isSharp = gap > left.Change(row) + right.Change(row) || left.JumpsAt(row) != right.JumpsAt(row);
            disagreeing = isSharp && gap > left.Noise(row) + right.Noise(row) ? disagreeing + 1 : 0;
            if (disagreeing == KinkRows) return true;
        }
        return false;
    }
}
