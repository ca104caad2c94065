using System;

namespace Backprop;

/// <summary>Evaluates a function at a point and around it.</summary>
/// <param name="function">Evaluated at about ninety points, more where the scale of the point is not that of the function.</param>
/// <param name="point">x.</param>
/// <param name="epsilon">The spacing of floating-point numbers at 1 in the function's arithmetic; samples lie on its grid.</param>
internal sealed class NumericSampler(Func<double, double> function, double point, double epsilon)
{
    /// <summary>The first step, relative to the larger of 1 and |x|.</summary>
    private const double FirstStep = 0.11;

    /// <summary>Steps go on to this part of the rounding of the larger of 1 and |x|, whatever they show.</summary>
    private const double Enough = 1.0 / 16;

    /// <summary>Steps of fewer units in the last place of x are too coarse to be steps.</summary>
    private const double LeastUnits = 4;

    /// <summary>Changes of one side's quotient, relative, below which it no longer depends on the step.</summary>
    private const double SettledTo = 1e-9;

    private const int SettledRows = 8;

    private readonly NumericSamples _samples = new(point, function(point), epsilon);

    /// <param name="first">The longest step, in units of x; null for a tenth of the larger of 1 and |x|.</param>
    public NumericSamples Take(double? first)
    {
        if (!double.IsFinite(point) || !double.IsFinite(_samples.Value)) return _samples;
        double scale = Math.Max(1, Math.Abs(point));
        double least = Math.Max(LeastUnits * epsilon * Math.Abs(point), NumericSamples.SmallestStep(epsilon));
        double enough = Enough * epsilon * scale;
        for (double step = first ?? FirstStep * scale; step >= least && (step >= enough || !IsSettled()); step /= NumericSamples.Shrinkage)
        {
            double left = OnGrid(point - step), right = OnGrid(point + step);
            _samples.Left.Add(point - left, Evaluate(left));
            _samples.Right.Add(right - point, Evaluate(right));
        }
        return _samples;
    }

    /// <summary>Whether shorter steps would show nothing new; else the function's scale is smaller than the point's or than 1.</summary>
    private bool IsSettled()
    {
        int last = _samples.Count - 1;
        if (last < SettledRows || !IsSettled(_samples.Left, last) || !IsSettled(_samples.Right, last)) return false;
        double left = _samples.Left.Quotient(last), right = _samples.Right.Quotient(last);
        // At 0 a kink lies most often exactly at the point; elsewhere, only shorter steps tell on which side of it the point is.
        return point == 0 || !(Math.Abs(left - right) > 1e3 * SettledTo * Math.Max(Math.Abs(left), Math.Abs(right)));
    }

    private bool IsSettled(NumericSide side, int last)
    {
        double quotient = side.Quotient(last), noise = 2 * _samples.Rounding(side, last) / side.Distance(last);
        if (!(Math.Abs(quotient) > noise)) return true; // drowned in rounding, or outside the domain
        for (int row = last + 1 - SettledRows; row < last; row++)
        {
            if (!(Math.Abs(side.Quotient(row) - quotient) <= SettledTo * Math.Abs(quotient) + noise)) return false;
        }
        return true;
    }

    private double Evaluate(double x)
    {
        try
        {
            return function(x);
        }
        catch (ArithmeticException)
        {
            return double.NaN; // outside the domain, as Math.Sign(NaN) says it
        }
    }

    /// <summary>The nearest number with the function's precision, so that the step taken is the step known.</summary>
    private double OnGrid(double x)
    {
        if (epsilon <= GradientCheckOptions.DoubleEpsilon || x == 0 || !double.IsFinite(x)) return x;
        double spacing = Math.ScaleB(epsilon, Math.ILogB(x));
        return Math.Round(x / spacing) * spacing;
    }
}
