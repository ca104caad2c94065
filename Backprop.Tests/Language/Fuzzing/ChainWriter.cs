using System.Text;

namespace Backprop.Tests.Language.Fuzzing;

/// <summary>
/// Random programs whose helper has one parameter and short lines, each of which mostly reads the one before: gates that
/// span several lines, functions and their derivatives side by side, variables overwritten between.
/// </summary>
internal sealed class ChainWriter(int seed)
{
    private const int MostLines = 9;

    private static readonly string[] Anywhere =
    [
        "Math.Sin({0})", "Math.Cos({0})", "Math.Cos({1})", "Math.Sin({1})", "Math.Tanh({0})", "{0} * {0}", "{0} * {1}", "{0} - {1}", "{0} / 3.0",
        "1.0 / {0}", "1.0 + {0} * {0}", "Math.Sqrt({0} * {0} + {1} * {1})", "Math.Sqrt({0})", "Math.Log({0})", "Math.Log({0} * {0})", "Math.Pow({1}, 2.5)",
        "Math.Pow({1}, 1.5)", "Math.Atan({0})", "Math.Cbrt({0})", "{0} > {1} ? {0} * {1} : {1} / 2.0", "2.0 * {0} + 1.0", "-{0}",
    ];

    /// <summary>Exponentials, of what lies between -1 and 1: where one saturates, a sigmoid's derivative has fewer digits.</summary>
    private static readonly string[] OfBounded =
        ["Math.Exp({0})", "Math.Exp(-{0})", "1.0 / (1.0 + Math.Exp(-{0}))", "Math.Log(1.0 + Math.Exp({0}))", "Math.Sinh({0})", "Math.Cosh({0})"];

    /// <summary>What makes a gate of an exponential on the line before.</summary>
    private static readonly string[] OfExponential = ["1.0 / (1.0 + {0})", "1.0 + {0}", "{0} / (1.0 + {0})", "Math.Log(1.0 + {0})", "({0} - 1.0) / ({0} + 1.0)"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private readonly List<string> _names = ["a"];

    /// <summary>The members of a class.</summary>
    public string Write()
    {
        _text.AppendLine("    static double H0(double a)\n    {");
        string last = "a", value = "";
        int lines = _random.Next(2, MostLines);
        for (int i = 0; i < lines; i++)
        {
            value = string.Format(Pick(Shapes(value)), last, Pick(_names));
            last = Line(last, value, i);
        }

        _text.AppendLine($"        return {last} * {Pick(_names)} + {last};\n    }}");
        _text.AppendLine("    [Differentiable] static double F(double x, double y) => H0(x) * y + H0(x * y);");
        return _text.ToString();
    }

    private static string[] Shapes(string before) =>
        before.StartsWith("Math.Exp", StringComparison.Ordinal) ? OfExponential
        : before.StartsWith("Math.Sin(", StringComparison.Ordinal) || before.StartsWith("Math.Cos(", StringComparison.Ordinal) ? [.. OfBounded, .. Anywhere]
        : Anywhere;

    /// <summary>A new variable, the last one overwritten, or that in one arm of a branch.</summary>
    private string Line(string last, string value, int number)
    {
        switch (_random.Next(8))
        {
            case 0:
                _text.AppendLine($"        {last} = {value};");
                return last;
            case 1:
                _text.AppendLine($"        if ({Pick(_names)} > 0.3) {{ {last} = {value}; }}");
                return last;
            default:
                string name = "v" + number;
                _text.AppendLine($"        double {name} = {value};");
                _names.Add(name);
                return name;
        }
    }

    private string Pick(IReadOnlyList<string> items) => items[_random.Next(items.Count)];
}
