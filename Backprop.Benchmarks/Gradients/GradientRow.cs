namespace Backprop.Benchmarks.Gradients;

/// <summary>The least times of a case, in nanoseconds an evaluation; NaN for what it does not have.</summary>
/// <param name="Name">The case.</param>
/// <param name="Primal">The value alone.</param>
/// <param name="ByHand">Value and gradient, by hand.</param>
/// <param name="Generated">Value and gradient, generated.</param>
/// <param name="Allocated">The most that one call of any of them allocated, in bytes.</param>
internal sealed record GradientRow(string Name, double Primal, double ByHand, double Generated, long Allocated);
