namespace Backprop;

/// <summary>What is written beside <c>FGradient</c>, <c>FForward</c> and <c>FBackward</c>, on request: <c>[Differentiable(Derivatives.Jacobian)]</c>.</summary>
[Flags]
public enum Derivatives
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>
    /// <c>FJacobian</c>, of a method that returns a list of numbers, or leaves so and so many in an array: the derivative of each of them
    /// by each of the parameters' numbers, row after row, one row for each result.
    /// </summary>
    Jacobian = 1,
}
