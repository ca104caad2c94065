namespace Backprop;

/// <summary>
/// Takes a parameter out of the gradient: its derivative is neither computed nor returned. On a method: takes its calls
/// out; what the method returns is a constant as far as derivatives go, whatever it is given.
/// </summary>
/// <remarks>
/// Such a method is called as it is and its body is not read, so it may do what cannot be differentiated: log, draw random
/// numbers, pick from a list. That nothing it returns, or leaves elsewhere, needs a derivative is its author's word.
/// To stop the derivative at one place only, see <see cref="Gradient.Stop(double)"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Method)]
public sealed class NonDifferentiableAttribute : Attribute;
