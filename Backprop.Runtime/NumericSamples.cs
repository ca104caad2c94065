using System;

namespace Backprop;

/// <summary>A function's values at a point and at shrinking distances to both sides of it.</summary>
internal sealed class NumericSamples
{
    /// <summary>
    /// What each step is divided by to give the next: √5. With 2, the steps of one check would share one mantissa, and sums
    /// that happen to be exact for it would hide the rounding of all others.
    /// </summary>
    public const double Shrinkage = 2.23606797749979;

    /// <summary>Rounding errors per function value that are taken for granted.</summary>
    private const double RoundingsPerValue = 2;

    /// <summary>Rounding errors per function value that ordinary code may make.</summary>
    private const double ManyRoundings = 64;

    private double[] _leftRoughness = [];
    private double[] _rightRoughness = [];

    /// <param name="point">x.</param>
    /// <param name="value">The function at x.</param>
    /// <param name="epsilon">The spacing of floating-point numbers at 1 in the function's arithmetic.</param>
    public NumericSamples(double point, double value, double epsilon)
    {
        (Point, Value, Epsilon) = (point, value, epsilon);
        (Left, Right) = (new(Value, -1), new(Value, 1));
    }

    public double Point { get; }

    public double Value { get; }

    public double Epsilon { get; }

    public NumericSide Left { get; }

    public NumericSide Right { get; }

    public int Count => Left.Count;

    /// <summary>The size of the steps that the values move in, if larger than rounding explains; else 0.</summary>
    public double Stairs()
    {
        double precision = NumericNoise.Precision(Left, Right);
        double stairs = Math.Max(NumericNoise.Stairs(Left), NumericNoise.Stairs(Right));
        double common = RoundingsPerValue * Rounded(precision, Math.Min(precision, GradientCheckOptions.SingleEpsilon));
        stairs = Math.Max(stairs, common);
        return stairs > 2 * RoundingsPerValue * Rounded(Epsilon, Epsilon) ? stairs : 0;
    }

    /// <summary>The noise that many step sizes show alike on both sides, if far larger than rounding explains; else 0.</summary>
    public double NoiseLevel()
    {
        double level = double.MinNumber(NumericNoise.Level(Left), NumericNoise.Level(Right));
        return level > ManyRoundings * Rounded(Epsilon, Epsilon) ? level : 0;
    }

    /// <summary>How far rounding may have moved a value, were there no roughness.</summary>
    public double Rounding(NumericSide side, int row)
    {
        // One ulp of x, moved by rounding inside the function, moves the value by the slope times that.
        double moved = Epsilon * Math.Abs(Point) * Math.Abs(side.Quotient(row));
        return RoundingsPerValue * (Epsilon * Math.Max(Math.Abs(Value), Math.Abs(side.Value(row))) + moved + SmallestValue(Epsilon));
    }

    /// <summary>The size of the quotients at a row: the smaller of the two, as the other may come from a jump.</summary>
    public double Slope(int row) => double.MinNumber(Math.Abs(Left.Quotient(row)), Math.Abs(Right.Quotient(row)));

    /// <summary>The slope that would change the function by as much as its value over a row's step; above 0 also where that is 0.</summary>
    public double NaturalSlope(int row) => Math.Max(Math.Abs(Value), SmallestStep(Epsilon)) / Left.Distance(row);

    /// <summary>The size of the second derivative near a row's step, on the side where it is smaller: the other may hold a kink.</summary>
    public double Curvature(int row)
    {
        double curvature = double.MinNumber(Left.Curvature(row), Right.Curvature(row));
        return double.IsFinite(curvature) ? curvature : 0;
    }

    /// <summary>One side's quotients, with values held to be no better than <paramref name="noise"/>.</summary>
    public NumericQuotients OneSided(NumericSide side, double noise)
    {
        double[] quotients = new double[Count], noises = new double[Count];
        for (int row = 0; row < Count; row++)
        {
            quotients[row] = side.Quotient(row);
            noises[row] = 2 * Noise(side, row, noise) / side.Distance(row);
        }
        return new(quotients, noises, ratio: Shrinkage);
    }

    /// <summary>The central quotients, with values held to be no better than <paramref name="noise"/>.</summary>
    public NumericQuotients Central(double noise)
    {
        double[] quotients = new double[Count], noises = new double[Count];
        for (int row = 0; row < Count; row++)
        {
            double span = Left.Distance(row) + Right.Distance(row);
            quotients[row] = (Right.Change(row) - Left.Change(row)) / span;
            noises[row] = (Noise(Left, row, noise) + Noise(Right, row, noise)) / span;
        }
        return new(quotients, noises, ratio: Shrinkage * Shrinkage);
    }

    /// <summary>What rounding the value and x by so much does; the slope is that of a step short, but many roundings long.</summary>
    private double Rounded(double ofValue, double ofPoint) =>
        Count == 0 ? 0 : ofValue * Math.Abs(Value) + ofPoint * Math.Abs(Point) * Slope(Count / 4);

    private double Noise(NumericSide side, int row, double noise)
    {
        if (_leftRoughness.Length != Count)
            (_leftRoughness, _rightRoughness) = (NumericNoise.Roughness(Left), NumericNoise.Roughness(Right));
        double roughness = (side == Left ? _leftRoughness : _rightRoughness)[row];
        return Math.Max(Math.Max(Rounding(side, row), roughness), noise);
    }

    /// <summary>Shorter steps than this would lose digits near the end of the exponent's range.</summary>
    public static double SmallestStep(double epsilon) => epsilon <= GradientCheckOptions.DoubleEpsilon ? 1e-300 : 1e-32;

    /// <summary>The spacing of the numbers around 0.</summary>
    private static double SmallestValue(double epsilon) => epsilon <= GradientCheckOptions.DoubleEpsilon ? double.Epsilon : float.Epsilon;
}
