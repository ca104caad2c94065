namespace Backprop.Tests.Language.Fuzzing;

/// <summary>A real number and its derivatives in forward mode: an oracle that shares nothing with the generator.</summary>
/// <param name="Value">The number; of a float, rounded to one.</param>
/// <param name="Slopes">One a parameter.</param>
/// <param name="Sizes">
/// What each slope would be if no two terms of it cancelled: rounding errors of a slope, in whatever order it is computed,
/// are small multiples of this.
/// </param>
internal sealed record Dual(double Value, double[] Slopes, double[] Sizes)
{
    public static Dual Constant(double value, int parameters) => new(value, new double[parameters], new double[parameters]);

    public static Dual Parameter(double value, int index, int parameters)
    {
        Dual dual = Constant(value, parameters);
        dual.Slopes[index] = dual.Sizes[index] = 1;
        return dual;
    }

    /// <summary>The chain rule.</summary>
    /// <param name="value">The function's value.</param>
    /// <param name="parts">Each argument, the partial derivative by it, and that partial's own size.</param>
    public static Dual Of(double value, params (Dual Argument, double Partial, double Size)[] parts)
    {
        Dual result = Constant(value, parts[0].Argument.Slopes.Length);
        foreach ((Dual argument, double partial, double size) in parts)
        {
            for (int i = 0; i < result.Slopes.Length; i++)
            {
                if (argument.Sizes[i] != 0)
                {
                    result.Slopes[i] += partial * argument.Slopes[i];
                    result.Sizes[i] += Math.Abs(size) * argument.Sizes[i];
                }
            }
        }

        return result;
    }

    public static Dual Of(double value, params (Dual Argument, double Partial)[] parts) =>
        Of(value, [.. parts.Select(p => (p.Argument, p.Partial, p.Partial))]);

    public Dual WithValue(double value) => this with { Value = value };
}
