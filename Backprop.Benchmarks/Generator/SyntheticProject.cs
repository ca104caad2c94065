using System.Globalization;
using System.Text;

namespace Backprop.Benchmarks.Generator;

/// <summary>The source of a project of annotated methods, twenty lines each: arithmetic, functions, branches, helpers.</summary>
/// <remarks>Each file has one type; in it, beside the annotated methods, their helper and one method that nobody differentiates.</remarks>
internal sealed class SyntheticProject
{
    private const int Lines = 20;

    private static readonly string[] Functions =
    [
        "Math.Exp(-{0} * {0})", "Math.Sin({0})", "Math.Cos({0} + {1})", "Math.Tanh({0} - {1})", "Math.Log(1.0 + {0} * {0})",
        "Math.Sqrt(1.0 + {0} * {0})", "Math.Pow(1.5 + {1} * {1}, 0.7)", "Math.Atan2({0}, 2.0 + {1} * {1})", "1.0 / (1.0 + Math.Exp(-{0}))",
    ];

    private static readonly string[] Sums = ["{0} * {1} + {2}", "({0} - {1}) / (1.0 + {2} * {2})", "0.5 * {0} + 0.25 * {1} - {2}", "{0} * {0} - {1} * {2}"];

    private readonly Random _random = new(20260101);

    /// <summary>The text of each file.</summary>
    public IReadOnlyList<string> Files { get; }

    public SyntheticProject(int files, int methodsPerFile) => Files = [.. Enumerable.Range(0, files).Select(f => File(f, methodsPerFile))];

    private string File(int file, int methods)
    {
        StringBuilder text = new();
        text.AppendLine("using System;");
        text.AppendLine("using Backprop;");
        text.AppendLine();
        text.AppendLine("namespace Synthetic;");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"public static partial class Formulas{file}");
        text.AppendLine("{");
        text.AppendLine("    public static int Plain(int n)");
        text.AppendLine("    {");
        text.AppendLine("        var sum = 0;");
        text.AppendLine("        for (int i = 0; i < n; i++)");
        text.AppendLine("            sum += i * 17;");
        text.AppendLine("        return sum;");
        text.AppendLine("    }");
        text.AppendLine();
        text.AppendLine("    private static double Blend(double a, double b)");
        text.AppendLine("    {");
        text.AppendLine("        var weight = 1.0 / (1.0 + Math.Exp(b - a));");
        text.AppendLine("        var mixed = weight * a + (1.0 - weight) * b;");
        text.AppendLine("        if (mixed > 4.0)");
        text.AppendLine("            return 4.0 + Math.Log(mixed - 3.0);");
        text.AppendLine("        return mixed;");
        text.AppendLine("    }");
        for (int m = 0; m < methods; m++)
        {
            text.AppendLine();
            Method(text, m);
        }

        text.AppendLine("}");
        return text.ToString();
    }

    private void Method(StringBuilder text, int method)
    {
        text.AppendLine("    [Differentiable]");
        text.AppendLine(CultureInfo.InvariantCulture, $"    public static double Formula{method}(double x, double y, double z)");
        text.AppendLine("    {");
        List<string> values = ["x", "y", "z"];
        int last = 0;
        for (int line = 1; line < Lines;)
        {
            string name = "v" + (++last).ToString(CultureInfo.InvariantCulture);
            line += Statement(text, name, values, Lines - line);
            values.Add(name);
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"        return {values[^1]} + {values[^2]} * {values[^3]};");
        text.AppendLine("    }");
    }

    /// <summary>Writes one statement that defines a value, and returns the number of its lines.</summary>
    private int Statement(StringBuilder text, string name, List<string> values, int room)
    {
        switch (_random.Next(10))
        {
            case 0 when room >= 4:
                text.AppendLine(CultureInfo.InvariantCulture, $"        var {name} = {Fill(Sums, values)};");
                text.AppendLine(CultureInfo.InvariantCulture, $"        if ({Pick(values)} > {Pick(values)})");
                text.AppendLine(CultureInfo.InvariantCulture, $"            {name} = {Fill(Functions, values)};");
                text.AppendLine(CultureInfo.InvariantCulture, $"        else {name} += {Pick(values)};");
                return 4;
            case 1:
                text.AppendLine(CultureInfo.InvariantCulture, $"        var {name} = {Pick(values)} < 0.5 ? {Fill(Sums, values)} : {Pick(values)};");
                return 1;
            case 2:
                text.AppendLine(CultureInfo.InvariantCulture, $"        var {name} = Blend({Pick(values)}, {Pick(values)});");
                return 1;
            case 3 or 4 or 5:
                text.AppendLine(CultureInfo.InvariantCulture, $"        var {name} = {Fill(Functions, values)};");
                return 1;
            default:
                text.AppendLine(CultureInfo.InvariantCulture, $"        var {name} = {Fill(Sums, values)};");
                return 1;
        }
    }

    private string Fill(string[] shapes, List<string> values) => string.Format(
        CultureInfo.InvariantCulture, shapes[_random.Next(shapes.Length)], Pick(values), Pick(values), Pick(values));

    private string Pick(List<string> values) => values[_random.Next(Math.Max(0, values.Count - 8), values.Count)];
}
