using Backprop.Generator.IR;

namespace Backprop.Generator.Reading;

/// <summary>A method that a differentiable one calls; without an annotation, its derivative is written beside the caller.</summary>
internal sealed record Helper(Pair Pair, Function Function, string Binding);
