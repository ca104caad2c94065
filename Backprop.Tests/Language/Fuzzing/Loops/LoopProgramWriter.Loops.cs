namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <content>Loops. Each is over a length, a bound of a few trips, or uses up fuel.</content>
internal sealed partial class LoopProgramWriter
{
    private void Loop()
    {
        int kind = _dice.Below(24);
        if (kind > 19 && Scope.Loops < 2 && Idiom())
        {
            return;
        }

        if (Has(LoopFeatures.Stages) && Scope.Loops < 2 && _dice.Chance(0.3))
        {
            Stages();
        }
        else if (kind < 4 && Has(LoopFeatures.While))
        {
            While();
        }
        else if (kind < 6 && Has(LoopFeatures.Foreach) && _dice.PickOrNull(Scope.Arrays) is { } array)
        {
            Foreach(array);
        }
        else if (kind < 8 && Has(LoopFeatures.OddCounters))
        {
            Odd();
        }
        else if (kind < 17 && _dice.PickOrNull(Scope.Arrays.Where(a => a.Of != Number.Int)) is { } along)
        {
            Along(along);
        }
        else
        {
            Counted();
        }
    }

    private string CounterName() => "ijlqrv".Select(c => c.ToString()).FirstOrDefault(c => !Scope.Has(c)) ?? Fresh("i");

    /// <summary>A span has no elements with a <c>long</c>.</summary>
    private bool MayBeLong(string length) => Has(LoopFeatures.LongCounters)
        && Scope.Arrays.All(a => a.Kind is not (ArrayKind.Span or ArrayKind.ReadOnlySpan) || a.Length() != length);

    private static string Keyword(Counter counter) => counter.IsLong ? "long" : "int";

    private LoopScope Inside(bool canContinue = true) =>
        new(Scope) { Loops = Scope.Loops + 1, CanBreak = Has(LoopFeatures.Jumps), CanContinue = canContinue && Has(LoopFeatures.Jumps) };

    /// <summary>A loop's head and body.</summary>
    /// <param name="counters">What counts the trips.</param>
    private void Loop(string head, IEnumerable<object> counters, string? first = null, string? last = null, string end = "", bool canContinue = true)
    {
        LoopScope inside = Inside(canContinue);
        foreach (object counter in counters)
        {
            inside.Add(counter);
            if (counter is Counter { Text: var text, IsLong: false })
            {
                inside.Add(new Variable(text, Number.Int, false));
            }
        }

        Line(head);
        Block(inside, () =>
        {
            if (first is not null)
            {
                Line(first);
            }

            Statements(1 + _dice.Below(4));
            if (_dice.Chance(0.7))
            {
                Line(Update());
            }

            if (last is not null)
            {
                Line(last);
            }
        });
        if (end.Length > 0)
        {
            Line(end);
        }
    }

    /// <summary>Over an array's elements, up or down, one by one or not.</summary>
    private void Along(ArrayName array)
    {
        string i = CounterName(), length = array.Length();
        Counter plain = new(i, length, IsLong: MayBeLong(length) && _dice.Chance(0.5));
        string keyword = Keyword(plain);
        Counter? outer = _dice.PickOrNull(Scope.Counters.Where(c => c.Covers == length));
        switch (_dice.Below(outer is null ? 11 : 14))
        {
            case 0:
                Loop($"for ({keyword} {i} = {length} - 1; {i} >= 0; {i}--)", [plain]);
                break;
            case 1:
                Loop($"for ({keyword} {i} = {_dice.Below(2)}; {i} < {length}; {i} += 2)", [plain]);
                break;
            case 2 or 3:
                Loop($"for ({keyword} {i} = 1; {i} < {length}; {i}++)", [plain with { HasPrevious = true }]);
                break;
            case 4:
                Loop($"for ({keyword} {i} = 0; {i} < {length} - 1; {i}++)", [plain with { HasNext = true }]);
                break;
            case 5:
                string j = i + "2";
                Loop($"for ({keyword} {i} = 0, {j} = {length} - 1; {i} < {j}; {i}++, {j}--)", [plain, plain with { Text = j }]);
                break;
            case 6:
                Loop($"for ({keyword} {i} = {length}; {i}-- > 0;)", [plain]);
                break;
            case 11:
                Loop($"for ({keyword} {i} = 0; {i} < {outer!.Text}; {i}++)", [plain]);
                break;
            case 12:
                Loop($"for (var {i} = {outer!.Text}; {i} < {length}; {i}++)", [plain with { IsLong = outer.IsLong }]);
                break;
            case 13:
                Loop($"for (var {i} = {outer!.Text} + 1; {i} < {length}; ++{i})", [plain with { HasPrevious = true, IsLong = outer.IsLong }]);
                break;
            default:
                Whole(array, plain);
                break;
        }
    }

    /// <summary>Over all elements; of both indices where there are two.</summary>
    private void Whole(ArrayName array, Counter first)
    {
        string head = $"for ({Keyword(first)} {first.Text} = 0; {first.Text} < {first.Covers}; {first.Text}++)";
        if (array.Kind is not (ArrayKind.Matrix or ArrayKind.Jagged) || Scope.Loops + 2 > Math.Max(_deepest, 2))
        {
            Loop(head, [first]);
            return;
        }

        Line(head);
        Block(Inside(), () =>
        {
            Scope.Add(first);
            if (!first.IsLong)
            {
                Scope.Add(new Variable(first.Text, Number.Int, false));
            }

            string j = CounterName(), width = array.Kind == ArrayKind.Matrix ? array.Length(1) : $"{array.Text}[{first.Text}].Length";
            Loop($"for (int {j} = 0; {j} < {width}; {j}++)", [new Counter(j, width)]);
        });
    }

    /// <summary>A bound of few trips.</summary>
    private string Bound() => _dice.PickOrNull(Scope.Variables.Where(v => v is { Type: Number.Int, IsWritable: false } && _dice.Chance(0.6)))?.Text
        ?? (_dice.Chance(0.3) ? $"Math.Min({_expressions.Int(1)}, {3 + _dice.Below(3)})" : _dice.Pick("2", "3", "4", "5"));

    private void Counted()
    {
        string i = CounterName();
        (string head, bool isNegative) = _dice.Below(7) switch
        {
            0 => ($"for (int {i} = {Bound()}; {i} > 0; {i}--)", false),
            1 => ($"for (int {i} = {Bound()}; {i} > 0; {i} /= 2)", false),
            2 => ($"for (int {i} = 1; {i} < 9; {i} *= 2)", false),
            3 => ($"for (int {i} = -2; {i} <= 2; {i}++)", true),
            4 => ($"for (int {i} = 0; {i} < {Bound()} && {_expressions.Bool(1)}; {i}++)", false),
            _ => ($"for (int {i} = 0; {i} < {Bound()}; {i}++)", false),
        };
        Loop(head, [isNegative ? new Variable(i, Number.Int, false) : new Counter(i, null)]);
    }

    /// <summary>Loops whose counter is changed in the body, or is a real number.</summary>
    private void Odd()
    {
        string i = CounterName(), fuel = Fresh("fuel");
        switch (_dice.Below(5))
        {
            case 0:
                Loop($"for (int {i} = 0; {i} < {Bound()}; {i}++)", [new Counter(i, null)], last: $"if ({_expressions.Bool(1)}) {i}++;");
                break;
            case 1:
                Loop($"for (int {i} = 0; {i} < 5;)", [new Counter(i, null)], first: $"{i} += {_expressions.Bool(1)} ? 2 : 1;");
                break;
            case 2:
                Loop($"for (double {i} = 0.1; {i} < 1.0; {i} += 0.3)", [new Variable(i, Number.Double, false)]);
                break;
            case 3:
                Line($"int {fuel} = 0;");
                Loop(
                    $"for (double {i} = {_expressions.Tame(1)}; Math.Abs({i}) > 0.2 && {fuel}++ < 5; {i} = {_expressions.Tame(1)})",
                    [new Variable(i, Number.Double, true), new Variable(fuel, Number.Int, false)]);
                break;
            default:
                Line($"int {fuel} = {_dice.Pick("3", "5")};");
                Loop($"for (; {fuel} > 0; {fuel}--)", [new Counter(fuel, null)], first: $"if ({_expressions.Bool(1)}) {fuel}--;");
                break;
        }
    }

    private void While()
    {
        string k = Fresh("k"), most = _dice.Pick("3", "4", "6");
        Counter counter = new(k, null);
        string test = _dice.Pick($"{_expressions.Leaf(Number.Double)} > -0.5", _expressions.Bool(1), "true");
        Line($"int {k} = 0;");
        switch (_dice.Below(9))
        {
            case 0:
                Loop($"while ({k}++ < {Bound()})", [counter]);
                break;
            case 1:
                Loop($"while ({test} && {k} < {most})", [counter], first: $"{k}++;");
                break;
            case 2:
                Loop($"while ({k} < {most} && {test})", [counter], last: $"{k}++;", canContinue: false);
                break;
            case 3:
                Loop("do", [counter], end: $"while (++{k} < {Bound()});");
                break;
            case 4:
                Loop("do", [counter], end: $"while (++{k} < {most} && {test});");
                break;
            case 5:
                Loop("while (true)", [counter], first: $"if (++{k} > {most}{(test == "true" ? "" : $" || {test}")}) break;");
                break;
            case 6:
                Loop("for (;;)", [counter], last: $"if (++{k} > 3 || {_expressions.Bool(1)}) break;", canContinue: false);
                break;
            case 7 when _dice.PickOrNull(Scope.Arrays) is { } array:
                string step = _dice.Pick("1", "1", "2");
                Loop($"while ({k} < {array.Length()})", [counter with { Covers = array.Length() }], last: $"{k} += {step};", canContinue: false);
                break;
            default:
                Line($"{k} = {most};");
                Loop($"while ({k}-- > 0)", [counter]);
                break;
        }

        // After the loop it is any number, and mine to change.
        Scope.Add(new Variable(k, Number.Int, true));
    }

    private void Foreach(ArrayName array)
    {
        ArrayName walked = array.Kind == ArrayKind.Jagged && _dice.Chance(0.8) ? _expressions.Row(array) : array;
        string element = Fresh("e");
        if (walked.Kind == ArrayKind.Jagged)
        {
            LoopScope inside = Inside();
            Line($"foreach (double[] {element} in {walked.Text})");
            Block(inside, () =>
            {
                Scope.Add(new ArrayName(element, ArrayKind.Array, walked.Of, walked.IsWritable));
                Along(Scope.Arrays.Last());
            });
            return;
        }

        string keyword = _dice.Chance(0.4) ? "var" : LoopParameter.Keyword(walked.Of);
        bool changesLater = walked is { IsWritable: true, Of: Number.Double, Kind: ArrayKind.Array or ArrayKind.Span } && _dice.Chance(0.4);
        Loop(
            $"foreach ({keyword} {element} in {walked.Text})", [new Variable(element, walked.Of, false)],
            first: changesLater ? $"{walked.Text}[{walked.Length()} - 1] = {_expressions.Tame(1)};" : null);
    }
}
