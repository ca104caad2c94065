using Backprop.Generator.IR;

namespace Backprop.Generator.Reading;

/// <summary>A method without an annotation that a differentiable one calls; its halves are written beside the caller.</summary>
internal sealed record Helper(Pair Pair, Function Function, string Binding);
