namespace Backprop.Tests.Language.Fuzzing;

/// <summary>Derivatives of .NET's functions, as mathematics has them; each with its size where it is a difference.</summary>
internal static class Partials
{
    /// <returns>The partials, each with its size; null at a kink or a jump.</returns>
    public static (double Partial, double Size)[]? Of(string name, double[] a, double y)
    {
        switch (name)
        {
            case "Max" or "Min":
                return a[0] == a[1] ? null : [Plain(y.Equals(a[0]) ? 1 : 0), Plain(y.Equals(a[0]) ? 0 : 1)];
            case "Clamp":
                return a[0] == a[1] || a[0] == a[2] ? null : [Plain(y == a[0] ? 1 : 0), Plain(a[0] < a[1] ? 1 : 0), Plain(a[0] > a[2] ? 1 : 0)];
            case "Abs":
                return a[0] == 0 ? null : [Plain(a[0] > 0 ? 1 : a[0] < 0 ? -1 : double.NaN)];
            case "Floor" or "Ceiling" or "Truncate" or "Round" or "Sign":
                return [Plain(0), .. a.Skip(1).Select(_ => Plain(0))];
            case "Tanh":
                return [(1 - (y * y), 2)];
            case "Tan":
                return [Plain(1 + (y * y))];
            case "Atan2":
                double square = (a[0] * a[0]) + (a[1] * a[1]);
                return [Plain(a[1] / square), Plain(-a[0] / square)];
            case "Pow":
                return [Plain(a[1] * Math.Pow(a[0], a[1] - 1)), Plain(y * Math.Log(a[0]))];
            case "FusedMultiplyAdd":
                return [Plain(a[1]), Plain(a[0]), Plain(1)];
            default:
                return [Plain(Unary(name, a[0], y))];
        }
    }

    private static double Unary(string name, double x, double y) => name switch
    {
        "Sin" => Math.Cos(x),
        "Cos" => -Math.Sin(x),
        "Exp" => y,
        "Log" => 1 / x,
        "Sqrt" => 0.5 / y,
        "Cbrt" => 1 / (3 * y * y),
        "Atan" => 1 / (1 + (x * x)),
        "Sinh" => Math.Cosh(x),
        "Cosh" => Math.Sinh(x),
        "Asinh" => 1 / Math.Sqrt(1 + (x * x)),
        _ => throw new NotSupportedException(name),
    };

    private static (double, double) Plain(double partial) => (partial, partial);
}
