using System;
using System.Numerics;

namespace Backprop;

/// <summary>Tells noise in the values on one side of a point from the function's shape.</summary>
internal static class NumericNoise
{
    /// <summary>Rows that must all misfit: a kink spoils four, a smooth function's misfit falls by 25⁷ over eight.</summary>
    private const int Plateau = 8;

    /// <summary>The amplitude of noise against the least of eight misfits it causes: 25 in the median of 20 000 trials with uniform
    /// noise, 6 in one of twenty.</summary>
    private const double LeastToTypical = 16;

    /// <summary>Rows over which noise stays on one level. A power of the distance, from the cube root up, changes by 11 from
    /// half to half of them; the misfits of kinks at several distances differ as the distances do.</summary>
    private const int LevelRows = 18;

    /// <summary>How far noise on one level may spread, half from half, and largest from third smallest. Uniform noise stays
    /// within this in 999 of 1000 trials.</summary>
    private const double LevelDrift = 8, LevelSpread = 100;

    private static readonly double[] Weights = FourthDifference();

    /// <summary>
    /// The roughness that shows at each row and every finer one: values that no cubic joins, however short the steps.
    /// Rounding inside the function does this; smooth functions and single kinks do not.
    /// </summary>
    public static double[] Roughness(NumericSide side)
    {
        double[] misfits = Misfits(side), roughness = new double[side.Count];
        double worst = 0;
        for (int row = misfits.Length - 1; row >= 0; row--)
        {
            double least = row + Plateau <= misfits.Length ? double.PositiveInfinity : 0;
            for (int finer = row; finer < row + Plateau && finer < misfits.Length; finer++) least = Math.Min(least, misfits[finer]);
            if (double.IsFinite(least)) worst = Math.Max(worst, LeastToTypical * least);
            roughness[row] = worst;
        }
        return roughness;
    }

    /// <summary>Whether values scatter by about <paramref name="amplitude"/> over more rows than kinks spoil.</summary>
    public static bool Scatters(NumericSide side, double amplitude)
    {
        int rough = 0;
        foreach (double misfit in Misfits(side))
        {
            if (misfit > amplitude / 64) rough++;
        }
        return rough >= Plateau;
    }

    /// <summary>
    /// The first change that shows as the distance grows, where shorter distances showed none at all and longer ones show
    /// rough values: what values are rounded to inside the function. 0 where the values are not like that.
    /// </summary>
    public static double Stairs(NumericSide side)
    {
        int first = side.Count - 1;
        while (first >= 0 && side.Change(first) == 0) first--;
        if (first == side.Count - 1 || first < Weights.Length + Plateau / 2) return 0;
        double stair = Math.Abs(side.Change(first));
        double[] misfits = Misfits(side);
        int seen = first + 2 - Weights.Length, rough = 0;
        for (int row = 0; row < seen; row++)
        {
            if (misfits[row] > stair / 64) rough++;
        }
        return rough > seen / 2 ? stair : 0;
    }

    /// <summary>
    /// The noise that many step sizes in a row show alike, though shorter ones may show none, as where the function divides
    /// by what it rounded: in between its jumps it is smooth, with another slope. 0 where there is none, NaN outside the domain.
    /// </summary>
    public static double Level(NumericSide side)
    {
        const int Half = LevelRows / 2;
        if (side.Count == 0 || double.IsNaN(side.Value(side.Count - 1))) return double.NaN;
        double[] misfits = Misfits(side), coarse = new double[Half], fine = new double[Half];
        double level = 0;
        for (int row = 0; row + LevelRows <= misfits.Length; row++)
        {
            Array.Copy(misfits, row, coarse, 0, Half);
            Array.Copy(misfits, row + Half, fine, 0, Half);
            Array.Sort(coarse);
            Array.Sort(fine);
            double small = Math.Min(coarse[Half / 4], fine[Half / 4]), large = Math.Max(coarse[^1], fine[^1]);
            double drift = coarse[Half / 2] / fine[Half / 2];
            if (large <= LevelSpread * small && drift is >= 1 / LevelDrift and <= LevelDrift) level = Math.Max(level, large);
        }
        return 2 * level;
    }

    /// <summary>The precision that all values have in common, where it is far less than double's: they were computed in float, say.
    /// 0 where there is no such thing.</summary>
    public static double Precision(NumericSide left, NumericSide right)
    {
        const int MantissaBits = 52, FarLess = 16, EnoughValues = 16;
        int zeros = MantissaBits, different = 0;
        foreach (NumericSide side in (ReadOnlySpan<NumericSide>)[left, right])
        {
            for (int row = 1; row < side.Count; row++)
            {
                if (!(Math.Abs(side.Value(row) - side.Value(row - 1)) > 0)) continue;
                different++;
                zeros = Math.Min(zeros, BitOperations.TrailingZeroCount(BitConverter.DoubleToUInt64Bits(side.Value(row))));
            }
        }
        return different >= EnoughValues && zeros is >= FarLess and < MantissaBits ? Math.ScaleB(1, zeros - MantissaBits) : 0;
    }

    /// <summary>By how much five values in a row miss every cubic; NaN where the function is not finite.</summary>
    private static double[] Misfits(NumericSide side)
    {
        double[] misfits = new double[Math.Max(0, side.Count + 1 - Weights.Length)];
        for (int row = 0; row < misfits.Length; row++)
        {
            double sum = 0;
            for (int i = 0; i < Weights.Length; i++) sum += Weights[i] * side.Change(row + i);
            misfits[row] = Math.Abs(sum);
        }
        return misfits;
    }

    /// <summary>Weights of the fourth divided difference over five rows, scaled to an absolute sum of 1: 0 for every cubic.</summary>
    private static double[] FourthDifference()
    {
        double[] weights = [1, 1, 1, 1, 1];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            for (int j = 0; j < weights.Length; j++)
            {
                if (j != i) weights[i] /= Math.Pow(NumericSamples.Shrinkage, -i) - Math.Pow(NumericSamples.Shrinkage, -j);
            }
            sum += Math.Abs(weights[i]);
        }
        for (int i = 0; i < weights.Length; i++) weights[i] /= sum;
        return weights;
    }
}
