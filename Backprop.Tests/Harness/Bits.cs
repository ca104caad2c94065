namespace Backprop.Tests.Harness;

/// <summary>Numbers that must be the same to the bit, the sign of zero included; any NaN is as good as another.</summary>
internal static class Bits
{
    /// <param name="what">Named where it fails: a row, an input.</param>
    public static void Same(double expected, double actual, string what = "") =>
        Assert.True(AreSame(expected, actual), $"{what}: expected {expected:R}, found {actual:R}");

    public static bool AreSame(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));
}
