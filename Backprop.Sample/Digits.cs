using System.Globalization;

namespace Backprop.Sample;

/// <summary>Numbers as text, the same in every culture.</summary>
internal static class Digits
{
    /// <summary>The shortest text that reads back as the same number: no digit is lost, none is made up.</summary>
    public static string Exact(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Exact(double)"/>
    public static string Exact(float number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>At most so many significant digits, rounded.</summary>
    public static string Rounded(double number, int digits) =>
        number.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A count, with commas between thousands.</summary>
    public static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
