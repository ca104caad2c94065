using System;

namespace Backprop;

/// <summary>Checks analytic gradients against differences of the function itself.</summary>
/// <remarks>
/// <para>For <c>static double F(double x, double y)</c> and its generated gradient:
/// <c>GradientCheck.Of(F, FGradient, 3.0, -4.0).ThrowIfWrong();</c></para>
/// <para>Each partial derivative is compared with Ridders' extrapolated differences over some forty step sizes, from a tenth
/// of the parameter down to its last digits (<see cref="NumericDerivative.Ridders"/>), at about ninety evaluations of the
/// function a parameter. A derivative passes within the numeric error, the rounding of the function's values, and
/// <see cref="GradientCheckOptions.RelativeTolerance"/>; what the numbers cannot decide is reported as undecided, never as
/// wrong. For a smooth function of ordinary size the numeric error is near 1e-13 of the derivative, and a derivative off by
/// 1e-7 of itself is reported.</para>
/// <para>What differences cannot see is not seen: a constant function is taken to be constant, even where it is the rounding
/// of something that is not.</para>
/// </remarks>
public static partial class GradientCheck
{
    /// <summary>Compares a gradient with numeric derivatives of a function of an array.</summary>
    /// <param name="function">The function. It is handed one array that changes between calls, and must neither keep nor change
    /// it.</param>
    /// <param name="point">Where to check.</param>
    /// <param name="gradient">The analytic gradient at <paramref name="point"/>: one partial derivative per element.</param>
    /// <param name="names">The parameters' names, one per element; null for <c>x[0]</c>, <c>x[1]</c>, … after the function's
    /// parameter.</param>
    /// <param name="options">How to measure and judge; null for the defaults.</param>
    /// <returns>One entry per element.</returns>
    /// <exception cref="ArgumentNullException">The function, the point or the gradient is null.</exception>
    /// <exception cref="ArgumentException">The point is empty, or the gradient or the names differ from it in length.</exception>
    public static GradientCheckReport Of(
        Func<double[], double> function, double[] point, double[] gradient, string[]? names = null, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ThrowIfEmpty(point, nameof(point));
        ArgumentNullException.ThrowIfNull(gradient);
        if (gradient.Length != point.Length)
            throw new ArgumentException($"The gradient has {gradient.Length} elements, the point {point.Length}.", nameof(gradient));
        if (names is not null && names.Length != point.Length)
            throw new ArgumentException($"There are {names.Length} names for {point.Length} parameters.", nameof(names));

        return Check(function, point, null, gradient, names ?? GradientCheckNames.OfElements(function, point.Length), options);
    }

    /// <summary>Compares a generated gradient with numeric derivatives of its function of an array, and their values.</summary>
    /// <param name="function">The function. It is handed one array that changes between calls, and must neither keep nor change
    /// it.</param>
    /// <param name="gradient">Returns the function's value and overwrites the span with the gradient.</param>
    /// <param name="point">Where to check.</param>
    /// <param name="options">How to measure and judge; null for the defaults.</param>
    /// <returns>One entry per element; wrong also where the two values are not the same to the bit.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The point is empty.</exception>
    public static GradientCheckReport Of(
        Func<double[], double> function, Func<double[], Span<double>, double> gradient,
        double[] point, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        ThrowIfEmpty(point, nameof(point));
        double[] partials = Unset(point.Length);
        double value = gradient([.. point], partials);
        return Check(function, point, value, partials, GradientCheckNames.OfElements(function, point.Length), options);
    }

    // The value is what the gradient method returned; null where there is none.
    private static GradientCheckReport Check(
        Func<double[], double> function, double[] point, double? value, double[] gradient, string[] names, GradientCheckOptions? options,
        double epsilon = GradientCheckOptions.DoubleEpsilon)
    {
        options ??= new();
        epsilon = options.Epsilon ?? epsilon;
        double tolerance = options.RelativeTolerance ?? Math.Sqrt(epsilon);
        double[] moved = [.. point];
        GradientCheckEntry[] entries = new GradientCheckEntry[point.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            int index = i;
            NumericSamples samples = new NumericSampler(Section, point[i], epsilon).Take(options.InitialStep);
            moved[i] = point[i];
            GradientCheckFinding found = GradientCheckJudge.Judge(samples, gradient[i], tolerance);
            entries[i] = new(names[i], point[i], gradient[i], found.Numeric, found.Error, found.Verdict, found.Note);

            double Section(double x)
            {
                moved[index] = x;
                return function(moved);
            }
        }
        double ownValue = function([.. point]);
        return new(ownValue, value ?? ownValue, entries);
    }

    /// <summary>What a gradient leaves unwritten shows as NaN.</summary>
    private static double[] Unset(int length)
    {
        double[] partials = new double[length];
        Array.Fill(partials, double.NaN);
        return partials;
    }

    private static void ThrowIfEmpty<T>(T[] point, string name)
    {
        ArgumentNullException.ThrowIfNull(point, name);
        if (point.Length == 0) throw new ArgumentException("There is no parameter to check.", name);
    }
}
