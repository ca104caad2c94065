namespace Backprop;

/// <summary>
/// Asks for the gradient of a method: Backprop writes <c>FGradient</c>, <c>FForward</c> and <c>FBackward</c> next to
/// method <c>F</c>, whose type must be partial.
/// </summary>
/// <remarks>
/// Every <c>double</c> and <c>float</c> parameter is differentiated with respect to, unless it is
/// <see cref="NonDifferentiableAttribute">[NonDifferentiable]</see>. What cannot be differentiated is a compile error at
/// the construct, never a wrong gradient.
/// </remarks>
/// <param name="derivatives">What is to be written besides.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DifferentiableAttribute(Derivatives derivatives) : Attribute
{
    /// <summary>Asks for the gradient alone.</summary>
    public DifferentiableAttribute()
        : this(Derivatives.None)
    {
    }

    /// <summary>What is to be written besides the gradient.</summary>
    public Derivatives Derivatives { get; } = derivatives;
}
