using System.Globalization;

namespace Backprop.Tests.Language.Fuzzing;

/// <summary>Random expressions of a wanted type over the names in scope.</summary>
internal sealed class ExpressionWriter(Random random)
{
    private static readonly string[] Labels = ["Low", "Middle", "High"];

    private int _names;

    public Scope Scope { get; set; } = new(null);

    public bool Chance(double probability) => random.NextDouble() < probability;

    public int Below(int count) => random.Next(count);

    public T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];

    /// <param name="depth">How many operators may still stand around each other.</param>
    public string Write(Of type, int depth) => type switch
    {
        Of.Double => Double(depth),
        Of.Single => Single(depth),
        Of.Int => Int(depth),
        Of.Long => Long(depth),
        Of.Byte => Small("byte", Of.Byte, depth),
        Of.Char => Small("char", Of.Char, depth),
        Of.Bool => Bool(depth),
        Of.Kind => Kind(depth),
        _ => Variable(Of.String) ?? Pick("\"a\"", "\"b\"", "\"\""),
    };

    public string? Variable(Of type, bool writable = false)
    {
        Name[] fit = [.. Scope.Names.Where(n => n.Type == type && (n.IsWritable || !writable))];
        return fit.Length == 0 ? null : Pick(fit).Text;
    }

    public string Literal(Of type) => type switch
    {
        Of.Double => Pick("0.5", "1.5", "-0.75", "2.0", "0.1", "3", "1e-1", "Pi", "-1"),
        Of.Single => Pick("0.5f", "1.25f", "-0.75f", "2", "0.1f", "Third"),
        Of.Int => Pick("0", "1", "2", "3", "-1", "7", "100", "Seven"),
        Of.Long => Pick("1L", "2", "-3L", "50L"),
        Of.Byte => Pick("(byte)1", "(byte)200", "byte.MaxValue"),
        Of.Char => Pick("'a'", "'b'", "'\\n'", "'\\u0100'"),
        Of.Bool => Pick("true", "false"),
        Of.Kind => "Kind." + Pick(Labels),
        _ => Pick("\"a\"", "\"b\"", "\"\"", "null"),
    };

    public string Call(Of type, int depth)
    {
        Callee[] fit = [.. Scope.Callees.Where(c => c.Result == type)];
        return fit.Length == 0 ? Leaf(type) : Call(Pick(fit), depth);
    }

    public string Call(Callee callee, int depth) => $"{callee.Name}({string.Join(", ", callee.Parameters.Select(p => Write(p, depth - 1)))})";

    /// <summary>An assignment of any form, without the semicolon.</summary>
    public string Assignment(Of type, int depth)
    {
        if (Variable(type, writable: true) is not { } target)
        {
            return Write(type, depth);
        }

        string value(Of of) => Write(of, depth);
        return type switch
        {
            Of.Double => Below(8) switch
            {
                0 => target + "++",
                1 => "--" + target,
                2 => $"{target} *= {value(Pick(Of.Double, Of.Int, Of.Single))}",
                3 => $"{target} -= {value(Pick(Of.Double, Of.Byte, Of.Char))}",
                4 => $"{target} /= {Positive(depth)}",
                5 => $"{target} += {value(Pick(Of.Double, Of.Single, Of.Long))}",
                _ => $"{target} = {value(Pick(Of.Double, Of.Double, Of.Double, Of.Int))}",
            },
            Of.Single => Below(4) switch
            {
                0 => Pick(target + "--", "++" + target),
                1 => $"{target} *= {value(Pick(Of.Single, Of.Int))}",
                2 => $"{target} {Pick("+=", "-=")} {value(Pick(Of.Single, Of.Byte))}",
                _ => $"{target} = {value(Of.Single)}",
            },
            Of.Int or Of.Long => Below(8) switch
            {
                0 => Pick(target + "++", "++" + target, target + "--", "--" + target),
                1 => $"{target} {Pick("+=", "-=", "*=", "&=", "|=", "^=")} {value(Pick(Of.Int, Of.Byte, Of.Char))}",
                2 => $"{target} {Pick("<<=", ">>=", ">>>=")} {value(Of.Int)}",
                3 => $"{target} {Pick("/=", "%=")} {(Chance(0.9) ? $"(({value(Of.Int)}) | 1)" : value(Of.Int))}",
                _ => $"{target} = {value(type)}",
            },
            Of.Byte => Below(4) switch
            {
                0 => Pick(target + "++", "--" + target),
                1 => $"{target} {Pick("+=", "-=", "*=", "&=", "|=", "^=")} {value(Of.Byte)}",
                2 => $"{target} {Pick("<<=", ">>=")} {Below(9)}",
                _ => $"{target} = {value(Of.Byte)}",
            },
            Of.Char => Pick(target + "++", target + "--", $"{target} += {value(Of.Char)}", $"{target} = {value(Of.Char)}"),
            Of.Bool => $"{target} {Pick("=", "&=", "|=", "^=")} {value(Of.Bool)}",
            Of.Kind => Pick($"{target} = {value(Of.Kind)}", $"{target} = {value(Of.Kind)}", $"{target} ^= {value(Of.Kind)}", target + "++"),
            _ => $"{target} = {value(type)}",
        };
    }

    private string Leaf(Of type) => Chance(0.75) && Variable(type) is { } variable ? variable : Literal(type);

    /// <summary>A real number well away from 0.</summary>
    private string Positive(int depth)
    {
        string inner = Double(depth - 1);
        return Pick($"(1.5 + Math.Sin({inner}))", $"Math.Exp(Math.Sin({inner}))", $"Math.Cosh(Math.Sin({inner}))", "2.5", $"(1.0 + Math.Abs({inner}))");
    }

    private string Double(int depth)
    {
        if (depth <= 0)
        {
            return Leaf(Of.Double);
        }

        string next() => Double(depth - 1);
        switch (Below(26))
        {
            case 0 or 1:
                return $"({next()} + {next()})";
            case 2 or 3:
                return $"({next()} - {next()})";
            case 4 or 5 or 6:
                return $"{Factor(next())} * {Factor(next())}";
            case 7:
                return $"{Factor(next())} / {Positive(depth)}";
            case 8:
                return $"Math.{Pick("Sin", "Cos", "Tanh", "Atan", "Asinh", "Abs", "Cbrt")}({next()})";
            case 9:
                return Pick($"Math.Exp(-Math.Abs({next()}))", $"1 / (1 + Math.Exp(-{Factor(next())}))", $"Math.Log(1 + Math.Exp({next()}))");
            case 10:
                return Pick($"Math.Sqrt({Positive(depth)})", $"Math.Log({Positive(depth)})", $"Math.Pow({Positive(depth)}, {Pick("2", "3", "0.5", "1.3", next())})");
            case 11:
                return $"Math.{Pick("Max", "Min", "Max", "Atan2")}({next()}, {Pick(next(), "1.5", Positive(depth))})";
            case 12:
                return Pick($"Math.Floor({next()})", $"Math.Round({next()}, 1)", $"Math.Clamp({next()}, -1, {Positive(depth)})", $"{Factor(next())} % 0.7", $"Math.FusedMultiplyAdd({next()}, {next()}, 1)");
            case 13 or 14:
                return $"({Bool(depth - 1)} ? {next()} : {next()})";
            case 15:
                return Switch(Of.Double, depth);
            case 16:
                return Pick($"(double){Single(depth - 1)}", $"(double)({Int(depth - 1)})", $"(double)(float){Factor(next())}", $"(int){Factor(next())}");
            case 17:
                return $"({Int(depth - 1)}) * {Factor(next())}";
            case 18:
                return $"{Factor(Single(depth - 1))} * {Factor(next())}";
            case 19 or 20:
                return Call(Of.Double, depth);
            case 21:
                return $"({Assignment(Of.Double, depth - 1)})";
            case 22:
                return $"-{Factor(next())}";
            case 23:
                string square = Leaf(Of.Double);
                return Pick($"{Factor(square)} * {Factor(square)}", $"Math.Sqrt({Factor(square)} * {Factor(square)} + 1)", $"(Math.Exp({square}) - Math.Exp(-{Factor(square)}))");
            default:
                return Leaf(Of.Double);
        }
    }

    /// <summary>A sign in front would read as a decrement.</summary>
    private static string Factor(string text) => text.StartsWith('-') || text.Contains(' ') ? $"({text})" : text;

    private string Single(int depth) => depth <= 0 ? Leaf(Of.Single) : Below(9) switch
    {
        0 or 1 => $"({Single(depth - 1)} {Pick("+", "-", "*")} {Single(depth - 1)})",
        2 => $"(float)({Double(depth - 1)})",
        3 => $"MathF.{Pick("Sin", "Cos", "Tanh", "Atan")}({Single(depth - 1)})",
        4 => $"({Bool(depth - 1)} ? {Single(depth - 1)} : {Single(depth - 1)})",
        5 => Call(Of.Single, depth),
        6 => $"({Factor(Single(depth - 1))} / (2 + MathF.Sin({Single(depth - 1)})))",
        _ => Leaf(Of.Single),
    };

    private string Int(int depth) => depth <= 0 ? Leaf(Of.Int) : Below(18) switch
    {
        0 or 1 => $"({Int(depth - 1)} {Pick("+", "-", "*")} {Int(depth - 1)})",
        2 => $"({Int(depth - 1)} {Pick("&", "|", "^")} {Int(depth - 1)})",
        3 => $"({Int(depth - 1)} {Pick("<<", ">>", ">>>")} {Int(depth - 1)})",
        4 => $"({Int(depth - 1)} {Pick("/", "%")} ({Int(depth - 1)} | 1))",
        5 => Chance(0.3) ? $"({Int(depth - 1)} {Pick("/", "%")} ({Int(depth - 1)}))" : Leaf(Of.Int),
        6 => $"(int){Factor(Double(depth - 1))}",
        7 => $"(int){Factor(Long(depth - 1))}",
        8 => $"({Bool(depth - 1)} ? {Int(depth - 1)} : {Int(depth - 1)})",
        9 => $"({Write(Pick(Of.Byte, Of.Char), depth - 1)} + {Int(depth - 1)})",
        10 => Chance(0.3) ? $"checked({Int(depth - 1)} * {Int(depth - 1)})" : $"unchecked({Int(depth - 1)} * {Int(depth - 1)})",
        11 => $"({Assignment(Of.Int, depth - 1)})",
        12 => Pick($"~{Factor(Int(depth - 1))}", $"-{Factor(Int(depth - 1))}"),
        13 => $"Math.{Pick("Max", "Min")}({Int(depth - 1)}, {Int(depth - 1)})",
        14 => $"(int){Factor(Kind(depth - 1))}",
        15 => Call(Of.Int, depth),
        16 => Switch(Of.Int, depth),
        _ => Leaf(Of.Int),
    };

    private string Long(int depth) => depth <= 0 ? Leaf(Of.Long) : Below(5) switch
    {
        0 => $"({Long(depth - 1)} {Pick("+", "-", "*", "&", "|")} {Int(depth - 1)})",
        1 => $"(long)({Double(depth - 1)})",
        2 => $"({Long(depth - 1)} >> {Int(depth - 1)})",
        3 => $"({Assignment(Of.Long, depth - 1)})",
        _ => Leaf(Of.Long),
    };

    private string Small(string keyword, Of type, int depth) => depth <= 0 || Chance(0.5) ? Leaf(type) : $"unchecked(({keyword})({Int(depth - 1)}))";

    private string Kind(int depth) => depth <= 0 ? Leaf(Of.Kind) : Below(4) switch
    {
        0 => $"(Kind)({Int(depth - 1)} & 1)",
        1 => $"({Bool(depth - 1)} ? {Kind(depth - 1)} : {Kind(depth - 1)})",
        _ => Leaf(Of.Kind),
    };

    private string Bool(int depth) => depth <= 0 ? Pick(Leaf(Of.Bool), $"{Leaf(Of.Double)} {Pick("<", ">", ">=", "<=")} {Leaf(Of.Double)}") : Below(16) switch
    {
        0 or 1 or 2 => $"{Double(depth - 1)} {Pick("<", ">", ">=", "<=", "!=")} {Double(depth - 1)}",
        3 or 4 => $"{Int(depth - 1)} {Pick("<", ">", ">=", "<=", "==", "!=")} {Int(depth - 1)}",
        5 or 6 => $"({Bool(depth - 1)} {Pick("&&", "||")} {Bool(depth - 1)})",
        7 => $"({Bool(depth - 1)} {Pick("&", "|", "^", "==", "!=")} {Bool(depth - 1)})",
        8 => $"!({Bool(depth - 1)})",
        9 => $"{Kind(depth - 1)} {Pick("==", "!=", "<")} {Kind(depth - 1)}",
        10 => $"({Double(depth - 1)} is {Pick("> 0.25", "not < 1", "> -1 and < 1", "< -0.5 or > 0.5", "double.NaN", $"var v{_names++}")})",
        11 => $"({Int(depth - 1)} is {Pick("1", "0 or 2", "not 3", "> 1 and not 5")})",
        12 => $"({Assignment(Of.Bool, depth - 1)})",
        13 => $"double.{Pick("IsNaN", "IsNegative", "IsFinite")}({Double(depth - 1)})",
        14 => $"{Write(Of.String, 0)} {Pick("==", "!=")} {Literal(Of.String)}",
        _ => Call(Of.Bool, depth),
    };

    /// <summary>A switch expression; its last arm fits whatever no other does.</summary>
    private string Switch(Of type, int depth)
    {
        (string value, string[] patterns) = Governing(depth);
        IEnumerable<string> arms = patterns.Take(1 + Below(3)).Select(p => $"{p}{Guard(depth)} => {Write(type, depth - 1)}");
        return $"({value} switch {{ {string.Join(", ", arms)}, _ => {Write(type, depth - 1)} }})";
    }

    public string Guard(int depth) => Chance(0.3) ? $" when {Bool(depth - 1)}" : "";

    /// <summary>A value to switch on, and patterns of which none makes another one useless.</summary>
    public (string Value, string[] Patterns) Governing(int depth) => Below(6) switch
    {
        0 => ($"({Int(depth - 1)})", ["0", "1", "2 or 3", "> 10", "< -5"]),
        1 => ($"({Double(depth - 1)})", ["< -0.5", "> 1.25 and < 100", "0.25", "double.NaN", "> 0.75 and < 1"]),
        2 => ($"({Kind(depth - 1)})", ["Kind.Middle", "Kind.Low", "Kind.High"]),
        3 => ($"({Write(Of.String, 0)})", ["\"a\"", "null", "\"b\" or \"\""]),
        4 => ($"({Write(Of.Char, depth - 1)})", ["'a'", "> 'k'", "'b' or 'c'"]),
        _ => ($"({Single(depth - 1)})", ["< -0.5f", "1", "> 0.5f and < 0.75f"]),
    };

    public string Fresh(string prefix) => prefix + (_names++).ToString(CultureInfo.InvariantCulture);
}
