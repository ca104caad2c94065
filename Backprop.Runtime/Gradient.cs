namespace Backprop;

/// <summary>What a differentiated method says about its own derivative.</summary>
public static class Gradient
{
    /// <summary>Returns <paramref name="value"/>, and stops the derivative: the result is a constant as far as derivatives go.</summary>
    /// <param name="value">Anything, also what cannot be differentiated.</param>
    /// <returns>The same number.</returns>
    [NonDifferentiable]
    public static double Stop(double value) => value;

    /// <inheritdoc cref="Stop(double)"/>
    [NonDifferentiable]
    public static float Stop(float value) => value;
}
