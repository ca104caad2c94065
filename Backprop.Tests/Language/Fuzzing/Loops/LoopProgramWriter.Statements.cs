using System.Text.RegularExpressions;

namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <content>Statements other than loops and those that make arrays.</content>
internal sealed partial class LoopProgramWriter
{
    /// <param name="isBody">Of a method: it is to have a loop.</param>
    private void Statements(int count, bool isBody = false)
    {
        int first = isBody ? _dice.Below(count) : -1;
        for (int i = 0; i < count && (_budget > 0 || i == first); i++)
        {
            _budget--;
            if (i == first)
            {
                Loop();
            }
            else
            {
                Statement();
            }
        }

        if (count > 0 && _text[^2] == '{')
        {
            Line(Update());
        }
    }

    private string Update() => (_expressions.Update(2) ?? "_ = " + _expressions.Tame(1)) + ";";

    private void Statement()
    {
        switch (_dice.Below(24))
        {
            case 0 or 1 or 2:
                Declaration();
                break;
            case 3 or 4 when Scope.Loops < _deepest:
                Loop();
                break;
            case 5 when Scope.Loops < _deepest && Scope.Depth < 6:
                Loop();
                break;
            case 22 when Scope.Loops < 2 && Idiom():
                break;
            case 21 or 23 when Has(LoopFeatures.Stages) && Scope.Loops < 2 && Scope.Depth < 5:
                Stages();
                break;
            case 6 or 7 or 8 when Scope.Depth < 7:
                If();
                break;
            case 9 or 10 when Has(LoopFeatures.Scratch) || Has(LoopFeatures.Views) || Has(LoopFeatures.Aliases):
                NewArray();
                break;
            case 11 or 20 when Has(LoopFeatures.Bulk):
                Bulk();
                break;
            case 12 when Has(LoopFeatures.Tuples):
                Swap();
                break;
            case 13 when Has(LoopFeatures.Helpers) && _expressions.Call(null) is { } call:
                Line(call + ";");
                break;
            case 14 when Has(LoopFeatures.LocalFunctions) && Scope.Depth < 4:
                LocalFunction();
                break;
            case 15 when Has(LoopFeatures.Switches) && Scope.Depth < 6:
                Switch();
                break;
            case 16 or 17 when Scope.CanBreak || Has(LoopFeatures.EarlyReturn):
                Leave();
                break;
            case 19 when Has(LoopFeatures.Tables) && _expressions.Element(Number.Int, isWritable: true) is { } entry:
                Line(_dice.Pick($"{entry}++;", $"{entry} = Math.Abs({_expressions.Int(1)});", $"{entry} += 2;"));
                break;
            case 18 when _expressions.VariableOf(Number.Int, isWritable: true) is { } whole:
                Line(_dice.Pick($"{whole}++;", $"{whole} = ({whole} + {_expressions.Int(1)}) % 7;", $"{whole} = {_expressions.Int(1)};"));
                break;
            default:
                Line(Update());
                break;
        }
    }

    private void Declaration()
    {
        Number real = Has(LoopFeatures.Floats) ? Number.Single : Number.Double;
        Number type = _dice.Pick(Number.Double, Number.Double, Number.Double, real, Number.Int, Number.Bool);
        string name = Local(type switch { Number.Double => "u", Number.Single => "f", Number.Int => "k", _ => "ok" });
        if (Scope.Has(name))
        {
            return;
        }

        string value = type == Number.Double && Scope.Loops > 0 ? _expressions.Tame(2) : _expressions.Write(type, 2);
        string keyword = LoopParameter.Keyword(type);
        if (_dice.Chance(0.15) && Scope.Depth < 6)
        {
            Line($"{keyword} {name};");
            Line($"if ({_expressions.Bool(2)}) {name} = {value};");
            Line($"else {name} = {_expressions.Write(type, 1)};");
        }
        else
        {
            Line($"{keyword} {name} = {value};");
        }

        Scope.Add(new Variable(name, type, true));
    }

    /// <summary>Names of inner blocks come back in their neighbours.</summary>
    private string Local(string prefix) => Scope.Depth >= 3 ? $"{prefix}{"abcdefgh"[Math.Min(Scope.Depth - 3, 7)]}{_dice.Below(2)}" : Fresh(prefix);

    private void If()
    {
        Line($"if ({_expressions.Bool(2)})");
        Arm();
        if (_dice.Chance(0.2))
        {
            Line($"else if ({_expressions.Bool(1)})");
            Arm();
        }

        if (_dice.Chance(0.5))
        {
            Line("else");
            Arm();
        }
    }

    private void Arm() => Block(new(Scope), () =>
    {
        Statements(1 + _dice.Below(3));
        if (_dice.Chance(0.25))
        {
            Leave(isCertain: true);
        }
    });

    /// <summary>A jump out of a loop or out of the method; on a condition unless it is certain that it is wanted here.</summary>
    private void Leave(bool isCertain = false)
    {
        List<string> ways = [];
        if (Scope.CanBreak && Has(LoopFeatures.Jumps))
        {
            ways.AddRange(["break;", "break;"]);
        }

        if (Scope.CanContinue && Has(LoopFeatures.Jumps))
        {
            ways.AddRange(["continue;", "continue;"]);
        }

        if (Has(LoopFeatures.EarlyReturn))
        {
            ways.Add(_result is { } result ? $"return {Cast(result)}{_expressions.Write(Number.Double, 1)}{(result == Number.Single ? ")" : "")};" : "return;");
            if (!isCertain && _dice.Chance(0.2))
            {
                ways.Add($"throw new {_dice.Pick("ArgumentException", "InvalidOperationException")}();");
            }
        }

        if (ways.Count == 0)
        {
            return;
        }

        string way = _dice.Pick<string>(ways);
        string condition = way.StartsWith("throw", StringComparison.Ordinal) ? $"{_expressions.Leaf(Number.Double)} > 3" : _expressions.Bool(1);
        Line(isCertain ? way : $"if ({condition}) {way}");
    }

    private static string Cast(Number type) => type == Number.Single ? "(float)(" : "";

    private void Switch()
    {
        Line($"switch ({_expressions.Index("3", mayChange: false)})");
        Block(Scope, () =>
        {
            string[] labels = ["case 0:", "case 1:", _dice.Pick("default:", "case 2 when " + _expressions.Bool(1) + ":")];
            foreach (string label in labels.Skip(_dice.Below(2)))
            {
                Line(label);
                _indent++;
                Block(new(Scope) { CanBreak = true }, () => Statements(1 + _dice.Below(2)));
                Line(Scope.CanContinue && Has(LoopFeatures.Jumps) && _dice.Chance(0.3) ? "continue;" : "break;");
                _indent--;
            }
        });
    }

    /// <summary>Two variables or elements change places, or take their next values at once.</summary>
    private void Swap()
    {
        string? one = Target(), other = Target();
        if (one is null || other is null)
        {
            return;
        }

        if (_dice.Chance(0.15))
        {
            (string left, string right) = (Fresh("p"), Fresh("q"));
            Line($"{_dice.Pick($"var ({left}, {right})", $"(double {left}, double {right})")} = ({one}, {_expressions.Tame(1)});");
            Scope.Add(new Variable(left, Number.Double, true), new Variable(right, Number.Double, true));
            return;
        }

        string temporary = Local("w");
        Line(_dice.Below(4) switch
        {
            0 => $"({one}, {other}) = ({_expressions.Tame(1)}, {one});",
            1 => $"({one}, {other}) = ({other}, {_expressions.Tame(1)});",
            2 when !Scope.Has(temporary) => $"double {temporary} = {one}; {one} = {other}; {other} = {temporary};",
            _ => $"({one}, {other}) = ({other}, {one});",
        });
    }

    private string? Target() =>
        (_dice.Chance(0.7) ? _expressions.Element(Number.Double, isWritable: true) : null) ?? _expressions.VariableOf(Number.Double, isWritable: true);

    private void LocalFunction()
    {
        Helper function = new(Fresh("L"), _dice.Pick<Number?>(Number.Double, Number.Double, null), _dice.Chance(0.5)
            ? [new LoopParameter(Fresh("p"), Number.Double)]
            : [new LoopParameter(Fresh("p"), Number.Double), new LoopParameter(Fresh("q"), Number.Int)]);
        (int budget, int deepest) = (_budget, _deepest);
        (_budget, _deepest) = (2, 1);
        Method("", function, new(Scope.WithoutSpans()));
        (_budget, _deepest) = (budget, deepest);
        Scope.Add(function);
    }

    /// <returns>Whether there was all that the idiom is about.</returns>
    private bool Idiom()
    {
        (LoopFeatures needs, string text) = _dice.Pick(LoopIdioms.All);
        Dictionary<string, string?> names = new()
        {
            ["a"] = _expressions.ArrayOf(Number.Double, false, ArrayKind.Array, ArrayKind.Span, ArrayKind.ReadOnlySpan)?.Text,
            ["b"] = _expressions.ArrayOf(Number.Double, false, ArrayKind.Array, ArrayKind.Span, ArrayKind.ReadOnlySpan)?.Text,
            ["w"] = _expressions.ArrayOf(Number.Double, true, ArrayKind.Array, ArrayKind.Span)?.Text,
            ["m"] = _expressions.ArrayOf(Number.Double, false, ArrayKind.Matrix)?.Text,
            ["g"] = _expressions.ArrayOf(Number.Double, false, ArrayKind.Jagged)?.Text,
            ["x"] = _expressions.VariableOf(Number.Double),
            ["s"] = _expressions.VariableOf(Number.Double, isWritable: true),
        };
        if (!Has(needs) || names.Any(n => n.Value is null && text.Contains('$' + n.Key)))
        {
            return false;
        }

        for (int i = 1; i <= 6; i++)
        {
            names[i.ToString()] = Fresh("v");
        }

        foreach (string line in text.Split('\n'))
        {
            string some = Regex.Replace(line.TrimEnd(), @"\$f\(", _ => _dice.Pick("Math.Sin(", "Math.Tanh(", "Math.Cos(", "0.5 * (", "("));
            Line(names.Aggregate(some, (l, n) => l.Replace('$' + n.Key, n.Value)));
        }

        return true;
    }
}
