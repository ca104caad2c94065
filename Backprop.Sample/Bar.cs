namespace Backprop.Sample;

/// <summary>A number for the eye.</summary>
/// <param name="Share">Of the longest bar: 0 to 1.</param>
internal sealed record Bar(double Share);
