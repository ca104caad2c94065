using System;

namespace Backprop;

/// <summary>Derivatives from values of a function alone.</summary>
public static class NumericDerivative
{
    /// <summary>The derivative of a function at a point, and how far it may be off.</summary>
    /// <param name="function">Evaluated at about ninety points around <paramref name="x"/>. NaN, ±∞ or an
    /// <see cref="ArithmeticException"/> says that a point is outside its domain.</param>
    /// <param name="x">The point.</param>
    /// <param name="options">The precision of the function and the longest step; null for the defaults.</param>
    /// <returns>
    /// The derivative in units of the function per unit of <paramref name="x"/>; at the edge of the domain or at a jump, that
    /// of the side on which the point lies; ±∞ where the function is infinitely steep. The error, in the same units, is an
    /// estimate; true errors are mostly a tenth of it and rarely reach it. (NaN, +∞) where there is no derivative, as at a
    /// kink, or none can be told.
    /// </returns>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    /// <remarks>
    /// Difference quotients to the left, to the right and across, at distances that shrink by √5 from 0.11·max(1, |x|) to the
    /// last digits of x, are extrapolated to distance 0 from each distance down, after Ridders (1982), Accurate computation of
    /// F'(x) and F'(x)F''(x), Advances in Engineering Software 4(2). Of these the one with the smallest error is taken that
    /// nothing at shorter distances contradicts. For smooth functions of ordinary size the error is near 1e-13 of the
    /// derivative.
    /// </remarks>
    public static (double derivative, double error) Ridders(Func<double, double> function, double x, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        NumericSampler sampler = new(function, x, options?.Epsilon ?? GradientCheckOptions.DoubleEpsilon);
        NumericSamples samples = sampler.Take(options?.InitialStep);
        NumericEstimate found = NumericPicture.Of(samples, samples.Stairs()).Derivative;
        return (found.Value, found.Error);
    }
}
