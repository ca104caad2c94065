namespace Backprop;

/// <summary>Takes a parameter out of the gradient: its derivative is neither computed nor returned.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NonDifferentiableAttribute : Attribute;
