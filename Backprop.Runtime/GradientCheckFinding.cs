namespace Backprop;

/// <summary>What was found of one partial derivative: the part of a <see cref="GradientCheckEntry"/> that judging decides.</summary>
/// <param name="Numeric">As in the entry.</param>
/// <param name="Error">As in the entry.</param>
/// <param name="Verdict">As in the entry.</param>
/// <param name="Note">As in the entry.</param>
/// <param name="IsNear">Whether the derivative agrees with the numeric one, be it that the error of that is too large to conclude
/// anything.</param>
internal readonly record struct GradientCheckFinding(
    double Numeric, double Error, GradientCheckVerdict Verdict, string Note, bool IsNear = false);
