namespace Backprop;

/// <summary>A derivative found from difference quotients.</summary>
/// <param name="Value">The derivative.</param>
/// <param name="Error">How far it may be off: truncation as the tableau shows it, plus rounding; +∞ when nothing is known.</param>
/// <param name="Row">The row of the samples with the smallest step that went into it; −1 when nothing is known.</param>
internal readonly record struct NumericEstimate(double Value, double Error, int Row)
{
    /// <summary>Errors are estimates, not bounds: nothing is concluded from a difference within this many of them.</summary>
    public const double Safety = 3;

    public static NumericEstimate None { get; } = new(double.NaN, double.PositiveInfinity, -1);

    public bool IsKnown => Error < double.PositiveInfinity;

    public double Low => Value - Safety * Error;

    public double High => Value + Safety * Error;

    public bool AgreesWith(NumericEstimate other) => Low <= other.High && other.Low <= High;
}
