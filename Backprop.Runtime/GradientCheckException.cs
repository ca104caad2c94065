using System;

namespace Backprop;

/// <summary>A gradient contradicts its function. The message is the table of the check.</summary>
/// <param name="report">The whole check.</param>
public sealed class GradientCheckException(GradientCheckReport report)
    : Exception($"The gradient is wrong.\n{report ?? throw new ArgumentNullException(nameof(report))}")
{
    /// <summary>The whole check.</summary>
    public GradientCheckReport Report { get; } = report;
}
