namespace Backprop.Benchmarks.Scalar;

/// <summary>Whether two ways to compute a value and its gradient say the same.</summary>
internal static class Agreement
{
    private const double Tolerance = 1e-12;

    /// <param name="generated">The value, then the derivatives.</param>
    /// <param name="byHand">The same; the value to the bit, the derivatives up to rounding.</param>
    public static void Require(ReadOnlySpan<double> generated, ReadOnlySpan<double> byHand)
    {
        if (generated[0] != byHand[0])
            throw new InvalidOperationException($"The generated value is {generated[0]:R}, the one by hand {byHand[0]:R}.");

        for (int i = 1; i < generated.Length; i++)
        {
            if (!(Math.Abs(generated[i] - byHand[i]) <= Tolerance * Math.Abs(byHand[i])))
                throw new InvalidOperationException($"Derivative {i} is {generated[i]:R} as generated, {byHand[i]:R} by hand.");
        }
    }
}
