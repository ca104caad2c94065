namespace Backprop.Benchmarks.Gradients;

/// <summary>A method and its gradients, to be timed; each returns a number that it computed, or the JIT might leave work out.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Primal">Computes the value.</param>
/// <param name="ByHand">Computes value and gradient by code written by hand; null where nobody wrote it.</param>
/// <param name="Generated">The same by generated code; null where there is none.</param>
internal sealed record GradientCase(string Name, Func<double> Primal, Func<double>? ByHand, Func<double>? Generated = null)
{
    /// <summary>Evaluations that one call makes; the table gives the time of one.</summary>
    public int Evaluations { get; init; } = 1;
}
