namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>Random expressions over numbers, arrays and counters in scope.</summary>
internal sealed class LoopExpressionWriter(Dice dice, LoopFeatures features)
{
    private static readonly string[] Smooth =
    [
        "Math.Sin({0})", "Math.Cos({0})", "Math.Tanh({0})", "Math.Atan({0})", "Math.Sqrt(1.0 + {1} * {1})", "Math.Log(1.5 + {1} * {1})",
        "Math.Exp(-{1} * {1})", "1.0 / (1.0 + Math.Exp(-{1}))", "{0} / (1.0 + {1} * {1})", "{0} / 3.0", "0.5 * {0}", "-{0}", "({0} - {1}) * ({0} - {1})",
    ];

    /// <summary>At most about 1 in size whatever they are given: what is kept from one trip to the next does not explode.</summary>
    private static readonly string[] Bounded =
        ["Math.Sin({0})", "Math.Tanh({0})", "Math.Cos({0})", "0.5 * Math.Atan({0})", "1.0 / (1.0 + {1} * {1})", "{1} / (1.0 + {1} * {1})", "Math.Exp(-{1} * {1})"];

    public LoopScope Scope { get; set; } = new(null);

    public bool Has(LoopFeatures all) => (features & all) == all;

    public bool Has(LoopFeatures feature, double chance) => Has(feature) && dice.Chance(chance);

    public string Write(Number type, int depth) => type switch
    {
        Number.Double => Double(depth),
        Number.Single => Single(depth),
        Number.Int => Int(depth),
        _ => Bool(depth),
    };

    /// <summary>A number that does not grow with those that it is made of.</summary>
    public string Tame(int depth) =>
        dice.Chance(0.3) ? $"{dice.Pick("0.1", "0.25", "0.5")} * {Leaf(Number.Double)}" : Bound(depth);

    public string? VariableOf(Number type, bool isWritable = false) =>
        dice.PickOrNull(Scope.Variables.Where(v => v.Type == type && (v.IsWritable || !isWritable)))?.Text;

    public ArrayName? ArrayOf(Number type, bool isWritable = false, params ArrayKind[] kinds) =>
        dice.PickOrNull(Scope.Arrays.Where(a => a.Of == type && (a.IsWritable || !isWritable) && (kinds.Length == 0 || kinds.Contains(a.Kind))));

    /// <summary>An element of some array; null where there is none of the type.</summary>
    public string? Element(Number type, bool isWritable = false) => ArrayOf(type, isWritable) is { } array ? Element(array) : null;

    public string Element(ArrayName array) => array.Kind switch
    {
        ArrayKind.Matrix => $"{array.Text}[{Index(array.Length(0))}, {Index(array.Length(1))}]",
        ArrayKind.Jagged => Element(Row(array)),
        _ when dice.Chance(0.04) => $"{array.Text}[^1]",
        _ => $"{array.Text}[{Index(array.Length())}]",
    };

    public ArrayName Row(ArrayName jagged) => new($"{jagged.Text}[{Index(jagged.Length(), mayChange: false)}]", ArrayKind.Array, jagged.Of, jagged.IsWritable);

    /// <summary>An index below a length: mostly a counter as it stands, as people write it.</summary>
    public string Index(string length, bool mayChange = true)
    {
        Counter[] fit = [.. Scope.Counters.Where(c => c.Covers == length)];
        if (fit.Length > 0 && dice.Chance(0.85))
        {
            Counter counter = dice.Pick(fit);
            string text = counter.IsLong && dice.Chance(0.5) ? "(int)" + counter.Text : counter.Text;
            return counter.HasPrevious && dice.Chance(0.3) ? text + " - 1" : counter.HasNext && dice.Chance(0.3) ? text + " + 1" : text;
        }

        string? changed = mayChange && Has(LoopFeatures.Effects, 0.2)
            ? dice.PickOrNull(Scope.Variables.Where(v => v is { Type: Number.Int, IsWritable: true }))?.Text : null;
        return changed is not null ? $"Math.Abs({dice.Pick(changed + "++", "++" + changed, changed + " += 2")}) % {length}"
            : dice.Chance(0.02) ? Leaf(Number.Int)
            : NotNegative() is { } number ? $"{number} % {length}"
            : dice.Pick("0", "0", "0", "1", $"{length} - 1");
    }

    /// <returns>Null where nothing but a number as it stands would do.</returns>
    private string? NotNegative()
    {
        string? counter = dice.PickOrNull(Scope.Counters) is { } any ? (any.IsLong ? "(int)" : "") + any.Text : null, whole = VariableOf(Number.Int);
        string? table = dice.Chance(0.3) ? dice.PickOrNull(Scope.Arrays.Where(a => a is { Of: Number.Int, Kind: not ArrayKind.Jagged }))?.Text : null;
        return table is not null ? $"{table}[{(counter is not null ? $"{counter} % {table}.Length" : "0")}]"
            : counter is not null && dice.Chance(0.8) ? string.Format(dice.Pick("{0}", "{0}", "{0}", "({0} + 1)", "({0} + 2)", "({0} * 2)", "({0} / 2)"), counter)
            : whole is not null ? $"Math.Abs({Int(1)})"
            : null;
    }

    public string Leaf(Number type)
    {
        switch (type)
        {
            case Number.Bool:
                return VariableOf(type) ?? Compare();
            case Number.Int:
                return dice.Chance(0.15) ? dice.Pick("0", "1", "2", "3") : dice.Chance(0.1) && Element(type) is { } entry ? entry
                    : VariableOf(type) ?? dice.PickOrNull(Scope.Arrays)?.Length() ?? "2";
            default:
                string? element = dice.Chance(0.5) ? Element(type) : null;
                return element ?? (dice.Chance(0.8) ? VariableOf(type) : null) ?? dice.Pick<string>(
                    type == Number.Single ? ["0.5f", "1.25f", "-0.75f", "2"] : ["0.5", "1.5", "-0.75", "2", "0.1", Leaf(Number.Int)]);
        }
    }

    private string Double(int depth)
    {
        if (depth <= 0)
        {
            return Leaf(Number.Double);
        }

        string next() => Double(depth - 1);
        switch (dice.Below(20))
        {
            case 0 or 1 or 2:
                return $"({next()} {dice.Pick("+", "-")} {next()})";
            case 3 or 4 or 5:
                return $"{Factor(next())} * {Factor(next())}";
            case 6 or 7 or 8 or 9:
                return string.Format(dice.Pick(Smooth), Factor(next()), Factor(Leaf(Number.Double)));
            case 10:
                return $"Math.{dice.Pick("Max", "Min")}({next()}, {dice.Pick(next(), "0.25", "1")})";
            case 11:
                return dice.Pick($"Math.Abs({next()})", $"Math.Floor({next()})", $"Math.Clamp({next()}, -1.0, 1.5)");
            case 12 or 13:
                return $"({Bool(depth - 1)} ? {next()} : {next()})";
            case 14 or 15 or 18:
                return Call(Number.Double) ?? Leaf(Number.Double);
            case 16:
                return dice.Pick($"({Int(1)}) * {Factor(next())}", $"{Factor(next())} / ({NotNegative() ?? "1"} + 1)", $"(double)({Int(1)})");
            case 17 when Has(LoopFeatures.Effects, 0.5):
                return Update(2) is { } update && !update.Contains("(float)") ? $"({update})" : Leaf(Number.Double);
            case 19 when Has(LoopFeatures.Floats):
                return dice.Pick($"(float){Factor(next())}", Single(depth - 1));
            default:
                return Leaf(Number.Double);
        }
    }

    private string Single(int depth) => depth <= 0 ? Leaf(Number.Single) : dice.Below(5) switch
    {
        0 => $"({Single(depth - 1)} {dice.Pick("+", "-", "*")} {Single(depth - 1)})",
        1 => $"(float){Factor(Tame(1))}",
        2 => $"MathF.{dice.Pick("Sin", "Cos", "Tanh")}({Single(depth - 1)})",
        _ => Leaf(Number.Single),
    };

    public string Int(int depth) => depth <= 0 ? Leaf(Number.Int) : dice.Below(9) switch
    {
        0 or 1 => $"({Int(depth - 1)} {dice.Pick("+", "-")} {Int(depth - 1)})",
        2 => $"{Int(0)} {dice.Pick("* 2", "% 3", "/ 2", "& 3")}",
        3 => $"Math.{dice.Pick("Min", "Max")}({Int(depth - 1)}, {Int(depth - 1)})",
        4 => dice.Chance(0.3) ? $"(int){Factor(Tame(1))}" : Leaf(Number.Int),
        5 => dice.PickOrNull(Scope.Arrays)?.Length() ?? "2",
        _ => Leaf(Number.Int),
    };

    public string Bool(int depth) => depth <= 0 ? Leaf(Number.Bool) : dice.Below(8) switch
    {
        0 => $"({Bool(depth - 1)} {dice.Pick("&&", "||")} {Bool(depth - 1)})",
        1 => $"!({Bool(depth - 1)})",
        2 when VariableOf(Number.Int) is { } whole => $"{whole} {dice.Pick("<", ">", "==", "!=", "<=")} {Int(1)}",
        3 or 4 when NotNegative() is { } number => $"{number} % 2 == {dice.Below(2)}",
        5 => $"{Double(1)} > {Double(1)}",
        _ => Compare(),
    };

    private string Compare()
    {
        string left = VariableOf(Number.Double) is { } variable && dice.Chance(0.5) ? variable : Leaf(Number.Double);
        return $"{left} {dice.Pick("<", ">", ">=", "<=")} {dice.Pick("0.3", "-0.2", "0.9", "0", Leaf(Number.Double))}";
    }

    /// <summary>An assignment to a real variable or an element, without the semicolon; null where there is none to write.</summary>
    /// <param name="depth">How deep the new value is.</param>
    public string? Update(int depth)
    {
        string? element = dice.Chance(0.6) ? Element(Number.Double, isWritable: true) : null;
        string? single = Has(LoopFeatures.Floats, 0.2) ? Element(Number.Single, isWritable: true) ?? VariableOf(Number.Single, isWritable: true) : null;
        return single is not null ? $"{single} {dice.Pick("=", "+=", "-=")} (float){Factor(Tame(depth - 1))}"
            : (element ?? VariableOf(Number.Double, isWritable: true)) is { } target ? Update(target, depth)
            : null;
    }

    public string Update(string target, int depth) => dice.Below(12) switch
    {
        0 or 1 or 2 => $"{target} += {Tame(depth - 1)}",
        3 => $"{target} -= {Tame(depth - 1)}",
        4 => $"{target} *= {dice.Pick("0.5", "-0.75", Bound(depth - 1))}",
        5 => $"{target} /= {dice.Pick("2", $"1.0 + {Square()}")}",
        6 => dice.Pick(target + "++", "--" + target, target + "--"),
        7 or 8 when !target.Contains("++") && !target.Contains("+=") => $"{target} = 0.5 * {target} + {Tame(depth - 1)}",
        _ => $"{target} = {Tame(depth)}",
    };

    private string Bound(int depth) => string.Format(dice.Pick(Bounded), Double(depth), Factor(Leaf(Number.Double)));

    private string Square()
    {
        string leaf = Factor(Leaf(Number.Double));
        return $"{leaf} * {leaf}";
    }

    /// <summary>A call of a helper; null where none fits, or an argument is missing.</summary>
    /// <param name="result">Null for one that returns nothing.</param>
    public string? Call(Number? result)
    {
        // A method that loops is not called from deep within loops.
        Helper? helper = Scope.Loops > 2 ? null : dice.PickOrNull(Scope.Helpers.Where(h => h.Result == result));
        if (helper is null)
        {
            return null;
        }

        List<string> arguments = [];
        foreach (LoopParameter parameter in helper.Parameters)
        {
            string? argument = parameter.Kind is not null ? Argument(parameter, arguments) : Write(parameter.Type, 1);
            if (argument is null)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return $"{helper.Name}({string.Join(", ", arguments)})";
    }

    private string? Argument(LoopParameter parameter, List<string> others)
    {
        bool takesRow = parameter.Kind != ArrayKind.Jagged && (others.Count == 0 || Has(LoopFeatures.Aliases));
        IEnumerable<ArrayName> arrays = Scope.Arrays.SelectMany(a => a.Kind != ArrayKind.Jagged || !takesRow ? [a] : new[] { Row(a) });
        return dice.PickOrNull(arrays.Where(a => Fits(a, parameter) && (Has(LoopFeatures.Aliases) || !others.Contains(a.Text))))?.Text;
    }

    private static bool Fits(ArrayName array, LoopParameter parameter) =>
        array.Of == parameter.Type && (array.IsWritable || !parameter.IsWritten) && parameter.Kind switch
        {
            ArrayKind.ReadOnlySpan => array.Kind is ArrayKind.Array or ArrayKind.Span or ArrayKind.ReadOnlySpan,
            ArrayKind.Span => array.Kind is ArrayKind.Array or ArrayKind.Span,
            _ => array.Kind == parameter.Kind,
        };

    /// <summary>As an operand of a product.</summary>
    private static string Factor(string text) => text.StartsWith('-') || text.Contains(' ') ? $"({text})" : text;
}
