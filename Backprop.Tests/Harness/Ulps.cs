namespace Backprop.Tests.Harness;

/// <summary>Numbers compared by how many doubles lie from one to the other.</summary>
internal static class Ulps
{
    /// <summary>What a row through <c>Exp</c>, <c>Log</c> or <c>Tanh</c> may be off: C libraries differ by one, and a few operations follow.</summary>
    public const int AfterLibrary = 4;

    /// <param name="what">Named where it fails: a row, an input.</param>
    public static void Near(double expected, double actual, string what = "", int most = AfterLibrary) =>
        Assert.True(Between(expected, actual) <= most, $"{what}: expected {expected:R}, found {actual:R}, {Between(expected, actual)} ulp away");

    /// <summary>0 for equal numbers, for both zeros, and for NaN with NaN; as far as can be where only one is NaN.</summary>
    public static Int128 Between(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b) ? (double.IsNaN(a) == double.IsNaN(b) ? 0 : Int128.MaxValue) : Int128.Abs(Place(a) - Place(b));

    /// <summary>The place of a number in the order of all doubles; 0 for zero.</summary>
    private static Int128 Place(double number) =>
        BitConverter.DoubleToInt64Bits(number) is var bits && bits >= 0 ? bits : (Int128)long.MinValue - bits;
}
