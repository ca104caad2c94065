using System;

namespace Backprop;

/// <summary>Difference quotients at one point over shrinking steps, the largest first.</summary>
/// <param name="quotients">NaN where the function was not finite.</param>
/// <param name="noises">How far rounding may have moved each quotient.</param>
/// <param name="ratio">What each step divides the leading error by: for central quotients, the square of that for one side.</param>
internal sealed class NumericQuotients(double[] quotients, double[] noises, double ratio)
{
    public int Count => quotients.Length;

    public double Ratio => ratio;

    public double this[int row] => quotients[row];

    public double Noise(int row) => noises[row];

    /// <summary>The size of the change from the row before.</summary>
    public double Change(int row) => Math.Abs(quotients[row] - quotients[row - 1]);

    /// <summary>Whether the quotient grew as the step shrank: the value changes by as much over the shorter step, all at once.</summary>
    public bool JumpsAt(int row) => Math.Abs(quotients[row] - ratio * quotients[row - 1]) < Math.Abs(quotients[row]) / 8;

    /// <summary>Whether rounding leaves anything of the change from the row before.</summary>
    public bool Changes(int row) => Change(row) > 2 * noises[row];
}
