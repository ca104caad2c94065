namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <content>
/// Loops one after the other that pass few arrays to each other, element by element; sums that several of them make, and what
/// is made of these. Where loops stand around, the arrays are buffers that each iteration fills again.
/// </content>
internal sealed partial class LoopProgramWriter
{
    private void Stages()
    {
        string[] lengths = [.. Scope.Arrays.Where(IsLine).Select(a => a.Length()).DefaultIfEmpty("3").Distinct()];
        string length = _dice.Pick(lengths);
        for (int missing = 2 - Scope.Arrays.Count(a => IsLine(a) && a is { IsWritable: true, Of: Number.Double } && a.Length() == length); missing > 0; missing--)
        {
            string name = Fresh("t");
            Line($"double[] {name} = new double[{length}];");
            Scope.Add(new ArrayName(name, ArrayKind.Array, Number.Double, true, Measure: length));
        }

        string[] sums = [.. Enumerable.Range(0, 1 + _dice.Below(2)).Select(_ => Fresh("s"))];
        Line($"double {string.Join(", ", sums.Select(s => $"{s} = {_dice.Pick("0", "0", "0.5")}"))};");
        Scope.Add([.. sums.Select(s => new Variable(s, Number.Double, true))]);
        if (Scope.Loops == 0 && _dice.Chance(0.45))
        {
            string again = CounterName();
            Line($"for (int {again} = 0; {again} < {_dice.Pick("2", "3", "4")}; {again}++)");
            Block(Inside(), () =>
            {
                Scope.Add(new Counter(again, null), new Variable(again, Number.Int, false));
                Stages(length, sums, isFilled: _dice.Chance(0.8));
            });
        }
        else
        {
            Stages(length, sums, isFilled: _dice.Chance(0.5));
        }

        if (_expressions.VariableOf(Number.Double, isWritable: true) is { } target)
        {
            Line($"{target} = {Combined(sums)};");
        }
    }

    private static bool IsLine(ArrayName array) => array.Kind is ArrayKind.Array or ArrayKind.Span or ArrayKind.ReadOnlySpan && array.Of != Number.Int;

    /// <summary>Some where a condition holds.</summary>
    /// <param name="isFilled">The first overwrites all elements of one array.</param>
    private void Stages(string length, string[] sums, bool isFilled)
    {
        for (int stage = 0, count = 2 + _dice.Below(3); stage < count; stage++)
        {
            bool isWhole = stage == 0 && isFilled;
            if (!isWhole && _dice.Chance(0.3))
            {
                Line($"if ({_expressions.Bool(1)})");
                Block(new(Scope), () => Stage(length, sums, isWhole));
            }
            else
            {
                Stage(length, sums, isWhole);
            }
        }
    }

    private void Stage(string length, string[] sums, bool isWhole)
    {
        string i = CounterName();
        Counter counter = new(i, length, IsLong: MayBeLong(length) && _dice.Chance(0.3));
        (string head, counter) = Direction(counter, length, _dice.Below(isWhole ? 6 : 8));
        LoopScope inside = new(Scope)
        {
            Loops = Scope.Loops + 1,
            CanBreak = Has(LoopFeatures.Jumps) && _dice.Chance(0.2),
            CanContinue = Has(LoopFeatures.Jumps) && _dice.Chance(0.2),
            Sees = array => IsLine(array) && array.Length() == length,
        };
        inside.Add(counter);
        if (!counter.IsLong)
        {
            inside.Add(new Variable(i, Number.Int, false));
        }

        Line(head);
        Block(inside, () =>
        {
            string here = counter.IsLong && _dice.Chance(0.6) ? "(int)" + i : i;
            if (isWhole && _expressions.ArrayOf(Number.Double, isWritable: true) is { } filled)
            {
                Line($"{filled.Text}[{here}] = {_expressions.Tame(2)};");
            }

            for (int lines = 1 + _dice.Below(2); lines > 0; lines--)
            {
                Step(here);
            }

            if (_dice.Chance(0.3))
            {
                _budget++;
                Statement();
            }

            if (_dice.Chance(0.5))
            {
                Line($"{_dice.Pick(sums)} {_dice.Pick("+=", "+=", "-=")} {_expressions.Tame(2)};");
            }
        });
    }

    /// <summary>An array's element becomes something of another's at the same place.</summary>
    private void Step(string here)
    {
        ArrayName? target = _expressions.ArrayOf(Number.Double, isWritable: true), source = _expressions.ArrayOf(Number.Double);
        if (target is not null && source is not null && _dice.Chance(0.7))
        {
            Line($"{target.Text}[{here}] {_dice.Pick("=", "=", "+=", "-=", "*=")} {string.Format(_dice.Pick("Math.Sin({0})", "0.5 * {0}", "Math.Tanh({0} * {1})", "{0}", "1.0 / (1.0 + {0} * {0})", "0.5 * ({0} - {1})"), $"{source.Text}[{here}]", _expressions.Leaf(Number.Double))};");
        }
        else
        {
            Line(Update());
        }
    }

    /// <summary>All elements in either direction, or all but the first or the last.</summary>
    private static (string Head, Counter Counter) Direction(Counter counter, string length, int way)
    {
        (string i, string keyword) = (counter.Text, Keyword(counter));
        return way switch
        {
            0 => ($"for ({keyword} {i} = {length} - 1; {i} >= 0; {i}--)", counter),
            1 => ($"for ({keyword} {i} = {length}; {i}-- > 0;)", counter),
            6 => ($"for ({keyword} {i} = 1; {i} < {length}; {i}++)", counter with { HasPrevious = true }),
            7 => ($"for ({keyword} {i} = {length} - 2; {i} >= 0; {i}--)", counter with { HasNext = true }),
            _ => ($"for ({keyword} {i} = 0; {i} < {length}; {i}++)", counter),
        };
    }

    /// <summary>A mean, a ratio or a product of what loops have come to.</summary>
    private string Combined(string[] sums)
    {
        (string one, string other) = (_dice.Pick(sums), _dice.Pick(sums.Append(_expressions.Leaf(Number.Double)).ToArray()));
        return string.Format(
            _dice.Pick("0.5 * ({0} + {1})", "{0} / (1.0 + {1} * {1})", "{0} * Math.Cos({1})", "Math.Tanh({0} * {1})", "({0} - {1}) / 3", "Math.Sqrt(1.0 + {0} * {0}) - {1}", "Math.Log(2 + {0} * {0}) * 0.5"),
            one, other.Contains(' ') || other.StartsWith('-') ? $"({other})" : other);
    }
}
