using System;

namespace Backprop;

/// <summary>How a gradient check measures and judges. The defaults suit functions computed in double, or in float for the
/// overloads that take float functions.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>2⁻⁵², the distance from 1 to the next double.</summary>
    internal const double DoubleEpsilon = 2.220446049250313e-16;

    /// <summary>2⁻²³, the distance from 1 to the next float.</summary>
    internal const double SingleEpsilon = 1.1920928955078125e-7;

    /// <summary>
    /// The distance from 1 to the next number in the arithmetic that the function uses; null for that of the parameters' type.
    /// Say <c>1.2e-7</c> (2⁻²³) for a function of doubles that computes in float, <c>1e-3</c> (2⁻¹⁰) for one that computes in
    /// Half.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 2⁻⁵² and 0.01.</exception>
    public double? Epsilon
    {
        get;
        init
        {
            if (value is < DoubleEpsilon or > 0.01 or double.NaN)
                throw new ArgumentOutOfRangeException(nameof(value), value, "Epsilon must be between 2⁻⁵² and 0.01.");
            field = value;
        }
    }

    /// <summary>
    /// The relative difference from the numeric derivative that is let pass, beside the numeric error. Null for the square
    /// root of <see cref="Epsilon"/>, half of the digits: 1.5e-8 in double, 3.5e-4 in float.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double? RelativeTolerance
    {
        get;
        init
        {
            if (value is < 0 or > 1 or double.NaN)
                throw new ArgumentOutOfRangeException(nameof(value), value, "The relative tolerance must be between 0 and 1.");
            field = value;
        }
    }

    /// <summary>
    /// The longest step tried, in units of the parameter; null for 0.11 times the larger of 1 and the parameter's size.
    /// Shorter steps are always tried too, so this is needed only where the function has nothing to do with that scale,
    /// or where its values far from the point cost much.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double? InitialStep
    {
        get;
        init
        {
            if (value is <= 0 or double.NaN or double.PositiveInfinity)
                throw new ArgumentOutOfRangeException(nameof(value), value, "The initial step must be positive and finite.");
            field = value;
        }
    }
}
