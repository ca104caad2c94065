using System.Globalization;

namespace Backprop.Generator.IR;

/// <summary>Numbers as C# literals: shortest text that reads back to the same bits, whatever the culture.</summary>
internal static class Literal
{
    public static string Real(double value, IRType type)
    {
        string prefix = type.Text;
        if (double.IsNaN(value))
        {
            return prefix + ".NaN";
        }

        if (double.IsInfinity(value))
        {
            return prefix + (value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        }

        string digits = type == IRType.Single ? Shortest((float)value) : Shortest(value);
        if (value == 0 && 1 / value < 0 && digits[0] != '-')
        {
            digits = "-" + digits; // .NET Framework, which may host the compiler, prints -0.0 as 0
        }

        digits = digits.Replace("E+", "e").Replace('E', 'e');
        if (digits.IndexOfAny(['.', 'e']) < 0)
        {
            digits += ".0";
        }

        return type == IRType.Single ? digits + "f" : digits;
    }

    private static string Shortest(double value)
    {
        if (value == Math.Truncate(value) && Math.Abs(value) < 1e15)
        {
            return ((long)value).ToString(CultureInfo.InvariantCulture);
        }

        for (int precision = 15; precision < 17; precision++)
        {
            string text = value.ToString("G" + precision, CultureInfo.InvariantCulture);
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double back) && back == value)
            {
                return text;
            }
        }

        return value.ToString("G17", CultureInfo.InvariantCulture);
    }

    private static string Shortest(float value)
    {
        for (int precision = 6; precision < 9; precision++)
        {
            string text = value.ToString("G" + precision, CultureInfo.InvariantCulture);
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float back) && back == value)
            {
                return text;
            }
        }

        return value.ToString("G9", CultureInfo.InvariantCulture);
    }
}
