using System;

namespace Backprop;

/// <content>Functions of scalars in double.</content>
public static partial class GradientCheck
{
    /// <summary>Compares a generated gradient with numeric derivatives of its function of one parameter, and their values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="gradient">Returns the function's value and its derivatives.</param>
    /// <param name="x">Where to check; entries are named after the function's own parameters.</param>
    /// <param name="options">How to measure and judge; null for the defaults.</param>
    /// <returns>One entry per parameter; wrong also where the two values are not the same to the bit.</returns>
    /// <exception cref="ArgumentNullException">The function or the gradient is null.</exception>
    public static GradientCheckReport Of(
        Func<double, double> function,
        Func<double, (double value, double dx)> gradient,
        double x, GradientCheckOptions? options = null)
    {
        ThrowIfNull(function, gradient);
        (double value, double dx) = gradient(x);
        return Check(
            p => function(p[0]), [x], value, [dx],
            GradientCheckNames.OfParameters(function, 1), options);
    }

    /// <summary>Compares a generated gradient with numeric derivatives of its function of two parameters, and their values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="gradient">Returns the function's value and its derivatives, in the order of the parameters.</param>
    /// <param name="x">Where to check: the first parameter.</param>
    /// <param name="y">Where to check: the second parameter.</param>
    /// <param name="options">How to measure and judge; null for the defaults.</param>
    /// <returns>One entry per parameter; wrong also where the two values are not the same to the bit.</returns>
    /// <exception cref="ArgumentNullException">The function or the gradient is null.</exception>
    public static GradientCheckReport Of(
        Func<double, double, double> function,
        Func<double, double, (double value, double dx, double dy)> gradient,
        double x, double y, GradientCheckOptions? options = null)
    {
        ThrowIfNull(function, gradient);
        (double value, double dx, double dy) = gradient(x, y);
        return Check(
            p => function(p[0], p[1]), [x, y], value, [dx, dy],
            GradientCheckNames.OfParameters(function, 2), options);
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
    public static GradientCheckReport Of(
        Func<double, double, double, double> function,
        Func<double, double, double, (double value, double dx, double dy, double dz)> gradient,
        double x, double y, double z, GradientCheckOptions? options = null)
    {
        ThrowIfNull(function, gradient);
        (double value, double dx, double dy, double dz) = gradient(x, y, z);
        return Check(
            p => function(p[0], p[1], p[2]), [x, y, z], value, [dx, dy, dz],
            GradientCheckNames.OfParameters(function, 3), options);
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
    public static GradientCheckReport Of(
        Func<double, double, double, double, double> function,
        Func<double, double, double, double, (double value, double dx, double dy, double dz, double du)> gradient,
        double x, double y, double z, double u, GradientCheckOptions? options = null)
    {
        ThrowIfNull(function, gradient);
        (double value, double dx, double dy, double dz, double du) = gradient(x, y, z, u);
        return Check(
            p => function(p[0], p[1], p[2], p[3]), [x, y, z, u], value, [dx, dy, dz, du],
            GradientCheckNames.OfParameters(function, 4), options);
    }

    /// <summary>Compares a generated gradient with numeric derivatives of its function of five parameters, and their values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="gradient">Returns the function's value and its derivatives, in the order of the parameters.</param>
    /// <param name="x">Where to check: the first parameter.</param>
    /// <param name="y">Where to check: the second parameter.</param>
    /// <param name="z">Where to check: the third parameter.</param>
    /// <param name="u">Where to check: the fourth parameter.</param>
    /// <param name="v">Where to check: the fifth parameter.</param>
    /// <param name="options">How to measure and judge; null for the defaults.</param>
    /// <returns>One entry per parameter; wrong also where the two values are not the same to the bit.</returns>
    /// <exception cref="ArgumentNullException">The function or the gradient is null.</exception>
    public static GradientCheckReport Of(
        Func<double, double, double, double, double, double> function,
        Func<double, double, double, double, double, (double value, double dx, double dy, double dz, double du, double dv)> gradient,
        double x, double y, double z, double u, double v, GradientCheckOptions? options = null)
    {
        ThrowIfNull(function, gradient);
        (double value, double dx, double dy, double dz, double du, double dv) = gradient(x, y, z, u, v);
        return Check(
            p => function(p[0], p[1], p[2], p[3], p[4]), [x, y, z, u, v], value, [dx, dy, dz, du, dv],
            GradientCheckNames.OfParameters(function, 5), options);
    }

    /// <summary>Compares a generated gradient with numeric derivatives of its function of six parameters, and their values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="gradient">Returns the function's value and its derivatives, in the order of the parameters.</param>
    /// <param name="x">Where to check: the first parameter.</param>
    /// <param name="y">Where to check: the second parameter.</param>
    /// <param name="z">Where to check: the third parameter.</param>
    /// <param name="u">Where to check: the fourth parameter.</param>
    /// <param name="v">Where to check: the fifth parameter.</param>
    /// <param name="w">Where to check: the sixth parameter.</param>
    /// <param name="options">How to measure and judge; null for the defaults.</param>
    /// <returns>One entry per parameter; wrong also where the two values are not the same to the bit.</returns>
    /// <exception cref="ArgumentNullException">The function or the gradient is null.</exception>
    public static GradientCheckReport Of(
        Func<double, double, double, double, double, double, double> function,
        Func<double, double, double, double, double, double,
            (double value, double dx, double dy, double dz, double du, double dv, double dw)> gradient,
        double x, double y, double z, double u, double v, double w, GradientCheckOptions? options = null)
    {
        ThrowIfNull(function, gradient);
        (double value, double dx, double dy, double dz, double du, double dv, double dw) = gradient(x, y, z, u, v, w);
        return Check(
            p => function(p[0], p[1], p[2], p[3], p[4], p[5]), [x, y, z, u, v, w], value, [dx, dy, dz, du, dv, dw],
            GradientCheckNames.OfParameters(function, 6), options);
    }

    private static void ThrowIfNull(Delegate function, Delegate gradient)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
    }
}
