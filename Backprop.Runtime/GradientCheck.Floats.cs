using System;
using System.Runtime.CompilerServices;

namespace Backprop;

/// <content>Functions of scalars in float. They have the lower priority, so that untyped lambdas are checked in double.</content>
public static partial class GradientCheck
{
    /// <summary>Compares a generated gradient with numeric derivatives of its function of one parameter, and their values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="gradient">Returns the function's value and its derivatives.</param>
    /// <param name="x">Where to check; entries are named after the function's own parameters.</param>
    /// <param name="options">How to measure and judge; null for the defaults.</param>
    /// <returns>One entry per parameter; wrong also where the two values are not the same to the bit.</returns>
    /// <exception cref="ArgumentNullException">The function or the gradient is null.</exception>
    [OverloadResolutionPriority(-1)]
    public static GradientCheckReport Of(
        Func<float, float> function,
        Func<float, (float value, float dx)> gradient,
        float x, GradientCheckOptions? options = null)
    {
        ThrowIfNull(function, gradient);
        (float value, float dx) = gradient(x);
        return Check(
            p => function((float)p[0]), [x], value, [dx],
            GradientCheckNames.OfParameters(function, 1), options, GradientCheckOptions.SingleEpsilon);
    }

    /// <summary>Compares a generated gradient with numeric derivatives of its function of two parameters, and their values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="gradient">Returns the function's value and its derivatives, in the order of the parameters.</param>
    /// <param name="x">Where to check: the first parameter.</param>
    /// <param name="y">Where to check: the second parameter.</param>
    /// <param name="options">How to measure and judge; null for the defaults.</param>
    /// <returns>One entry per parameter; wrong also where the two values are not the same to the bit.</returns>
    /// <exception cref="ArgumentNullException">The function or the gradient is null.</exception>
    [OverloadResolutionPriority(-1)]
    public static GradientCheckReport Of(
        Func<float, float, float> function,
        Func<float, float, (float value, float dx, float dy)> gradient,
        float x, float y, GradientCheckOptions? options = null)
    {
        ThrowIfNull(function, gradient);
        (float value, float dx, float dy) = gradient(x, y);
        return Check(
            p => function((float)p[0], (float)p[1]), [x, y], value, [dx, dy],
            GradientCheckNames.OfParameters(function, 2), options, GradientCheckOptions.SingleEpsilon);
    }

    /// <summary>Compares a generated gradient with numeric derivatives of its function of three parameters, and their values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="gradient">Returns the function's value and its derivatives, in the order of the parameters.</param>
    /// <param name="x">Where to check: the first parameter.</param>
    /// <param name="y">Where to check: the second parameter.</param>
    /// <param name="z">Where to check: the third parameter.</param>
    /// <param name="options">How to measure and judge; null for the defaults.</param>
    /// <returns>One entry per parameter; wrong also where the two values are not the same to the bit.</returns>
    /// <exception cref="ArgumentNullException">The function or the gradient is null.</exception>
    [OverloadResolutionPriority(-1)]
    public static GradientCheckReport Of(
        Func<float, float, float, float> function,
        Func<float, float, float, (float value, float dx, float dy, float dz)> gradient,
        float x, float y, float z, GradientCheckOptions? options = null)
    {
        ThrowIfNull(function, gradient);
        (float value, float dx, float dy, float dz) = gradient(x, y, z);
        return Check(
            p => function((float)p[0], (float)p[1], (float)p[2]), [x, y, z], value, [dx, dy, dz],
            GradientCheckNames.OfParameters(function, 3), options, GradientCheckOptions.SingleEpsilon);
    }

    /// <summary>Compares a generated gradient with numeric derivatives of its function of four parameters, and their values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="gradient">Returns the function's value and its derivatives, in the order of the parameters.</param>
    /// <param name="x">Where to check: the first parameter.</param>
    /// <param name="y">Where to check: the second parameter.</param>
    /// <param name="z">Where to check: the third parameter.</param>
    /// <param name="u">Where to check: the fourth parameter.</param>
    /// <param name="options">How to measure and judge; null for the defaults.</param>
    /// <returns>One entry per parameter; wrong also where the two values are not the same to the bit.</returns>
    /// <exception cref="ArgumentNullException">The function or the gradient is null.</exception>
    [OverloadResolutionPriority(-1)]
    public static GradientCheckReport Of(
        Func<float, float, float, float, float> function,
        Func<float, float, float, float, (float value, float dx, float dy, float dz, float du)> gradient,
        float x, float y, float z, float u, GradientCheckOptions? options = null)
    {
        ThrowIfNull(function, gradient);
        (float value, float dx, float dy, float dz, float du) = gradient(x, y, z, u);
        return Check(
            p => function((float)p[0], (float)p[1], (float)p[2], (float)p[3]), [x, y, z, u], value, [dx, dy, dz, du],
            GradientCheckNames.OfParameters(function, 4), options, GradientCheckOptions.SingleEpsilon);
    }
}
