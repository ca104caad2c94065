namespace Backprop.Benchmarks.Gradients;

/// <summary>Whether two computations of the same numbers agree.</summary>
internal static class Closeness
{
    private const double Tolerance = 1e-10;

    /// <summary>Entries smaller than this part of the largest are sums that cancel, and held to its rounding.</summary>
    private const double Floor = 1e-3;

    public static void RequireSame(string what, double expected, double found)
    {
        if (BitConverter.DoubleToInt64Bits(expected) != BitConverter.DoubleToInt64Bits(found))
            throw new InvalidOperationException($"{what} is {found:R}, not {expected:R} to the bit.");
    }

    /// <param name="what">What is compared.</param>
    /// <param name="expected">What the entries are to be.</param>
    /// <param name="found">What they are.</param>
    /// <param name="largest">The largest size of an entry of all that these are a part of; 0 if they are all.</param>
    public static void Require(string what, ReadOnlySpan<double> expected, ReadOnlySpan<double> found, double largest = 0.0)
    {
        if (largest == 0.0)
            largest = Largest(expected);

        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - found[i]) <= Tolerance * Math.Max(Math.Abs(expected[i]), Floor * largest)))
                throw new InvalidOperationException($"{what}[{i}] is {found[i]:R}, not {expected[i]:R}.");
        }
    }

    public static double Largest(ReadOnlySpan<double> numbers)
    {
        double largest = 0.0;
        foreach (double number in numbers)
            largest = Math.Max(largest, Math.Abs(number));

        return largest;
    }
}
