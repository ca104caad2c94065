using System;
using System.Collections.Generic;

namespace Backprop;

/// <summary>The function's values on one side of a point, at shrinking distances from it, the farthest first.</summary>
/// <param name="value">The function at the point.</param>
/// <param name="direction">+1 to the right of the point, −1 to the left.</param>
internal sealed class NumericSide(double value, int direction)
{
    private readonly List<double> _distances = [];
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public void Add(double distance, double valueThere)
    {
        _distances.Add(distance);
        _values.Add(double.IsFinite(valueThere) ? valueThere : double.NaN);
    }

    public double Distance(int row) => _distances[row];

    public double Value(int row) => _values[row];

    /// <summary>How far the function has moved from its value at the point.</summary>
    public double Change(int row) => _values[row] - value;

    /// <summary>The one-sided difference quotient; NaN where the function is not finite.</summary>
    public double Quotient(int row)
    {
        double quotient = direction * (_values[row] - value) / _distances[row];
        return double.IsFinite(quotient) ? quotient : double.NaN;
    }

    /// <summary>The size of the second derivative, from the quotients of a row and its finer neighbour.</summary>
    public double Curvature(int row)
    {
        int finer = Math.Min(row + 1, Count - 1);
        return 2 * Math.Abs(Quotient(row) - Quotient(finer)) / (_distances[row] - _distances[finer]);
    }
}
