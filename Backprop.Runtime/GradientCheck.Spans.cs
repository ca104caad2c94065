using System;
using System.Runtime.CompilerServices;

namespace Backprop;

/// <content>Functions of one span. Spans of double come first: to the compiler, a method of a span looks like one of an array too.
/// </content>
public static partial class GradientCheck
{
    /// <summary>Compares a generated gradient with numeric derivatives of its function of a span, and their values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="gradient">Returns the function's value and overwrites its second span with the gradient.</param>
    /// <param name="point">Where to check.</param>
    /// <param name="options">How to measure and judge; null for the defaults.</param>
    /// <returns>One entry per element; wrong also where the two values are not the same to the bit.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The point is empty.</exception>
    [OverloadResolutionPriority(1)]
    public static GradientCheckReport Of(
        Func<ReadOnlySpan<double>, double> function, Func<ReadOnlySpan<double>, Span<double>, double> gradient,
        double[] point, GradientCheckOptions? options = null)
    {
        ThrowIfNull(function, gradient);
        ThrowIfEmpty(point, nameof(point));
        double[] partials = Unset(point.Length);
        double value = gradient(point, partials);
        return Check(p => function(p), point, value, partials, GradientCheckNames.OfElements(function, point.Length), options);
    }

    /// <summary>Compares a generated gradient with numeric derivatives of its function of a span of floats, and their values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="gradient">Returns the function's value and overwrites its second span with the gradient.</param>
    /// <param name="point">Where to check.</param>
    /// <param name="options">How to measure and judge; null for the defaults.</param>
    /// <returns>One entry per element; wrong also where the two values are not the same to the bit.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The point is empty.</exception>
    [OverloadResolutionPriority(-1)]
    public static GradientCheckReport Of(
        Func<ReadOnlySpan<float>, float> function, Func<ReadOnlySpan<float>, Span<float>, float> gradient,
        float[] point, GradientCheckOptions? options = null)
    {
        ThrowIfNull(function, gradient);
        ThrowIfEmpty(point, nameof(point));
        float[] partials = new float[point.Length], rounded = new float[point.Length];
        Array.Fill(partials, float.NaN);
        float value = gradient(point, partials);
        return Check(Rounded, ToDouble(point), value, ToDouble(partials), GradientCheckNames.OfElements(function, point.Length), options,
            GradientCheckOptions.SingleEpsilon);

        double Rounded(double[] at)
        {
            for (int i = 0; i < at.Length; i++) rounded[i] = (float)at[i];
            return function(rounded);
        }
    }

    private static double[] ToDouble(float[] numbers) => Array.ConvertAll(numbers, static number => (double)number);
}
