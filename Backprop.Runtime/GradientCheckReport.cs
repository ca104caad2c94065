using System;
using System.Collections.Generic;

namespace Backprop;

/// <summary>What a gradient check found.</summary>
public sealed class GradientCheckReport
{
    internal GradientCheckReport(double value, double gradientValue, GradientCheckEntry[] entries)
    {
        (Value, GradientValue, Entries) = (value, gradientValue, Array.AsReadOnly(entries));
    }

    /// <summary>The function's value at the point.</summary>
    public double Value { get; }

    /// <summary>The value that the gradient method returned; <see cref="Value"/> where only a gradient was given.</summary>
    public double GradientValue { get; }

    /// <summary>Whether the two values are the same to the bit. NaN is NaN, whatever its bits; −0 is not 0.</summary>
    public bool ValueMatches =>
        BitConverter.DoubleToInt64Bits(Value) == BitConverter.DoubleToInt64Bits(GradientValue)
        || (double.IsNaN(Value) && double.IsNaN(GradientValue));

    /// <summary>One entry per parameter, in their order.</summary>
    public IReadOnlyList<GradientCheckEntry> Entries { get; }

    /// <summary>Whether nothing is wrong: no partial derivative, and not the value. What is undecided passes.</summary>
    public bool Passed
    {
        get
        {
            foreach (GradientCheckEntry entry in Entries)
            {
                if (entry.Verdict == GradientCheckVerdict.Wrong) return false;
            }
            return ValueMatches;
        }
    }

    /// <summary>Throws unless <see cref="Passed"/>; for use in a test of any framework.</summary>
    /// <exception cref="GradientCheckException">Something is wrong; the message is the table.</exception>
    public void ThrowIfWrong()
    {
        if (!Passed) throw new GradientCheckException(this);
    }

    /// <summary>The check as a table in plain text, the same in every culture; lines end in "\n". Of more than a hundred
    /// parameters, the first hundred that are not simply right.</summary>
    public override string ToString() => GradientCheckTable.Write(this);
}
