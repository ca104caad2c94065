namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <content>Statements that make arrays, name them, and work on whole ones.</content>
internal sealed partial class LoopProgramWriter
{
    private void NewArray()
    {
        string name = Local("c");
        if (Scope.Has(name))
        {
            return;
        }

        List<Action<string>> ways = [];
        if (Has(LoopFeatures.Scratch))
        {
            ways.AddRange([Plain, Plain, Listed]);
            ways.AddRange(Has(LoopFeatures.Matrices) ? [NewMatrix] : []);
            ways.AddRange(Has(LoopFeatures.Jagged) ? [NewJagged] : []);
            ways.AddRange(Scope.Arrays.Any(a => a.Of == Number.Double) ? [Copied] : []);
        }

        if (Has(LoopFeatures.StackAlloc) && Scope.Loops == 0)
        {
            ways.Add(OnStack);
        }

        if (Has(LoopFeatures.Aliases))
        {
            ways.Add(Alias);
        }

        if (Has(LoopFeatures.Views))
        {
            ways.Add(Part);
        }

        if (ways.Count > 0)
        {
            _dice.Pick<Action<string>>(ways)(name);
        }
    }

    private string Size() => _dice.Pick(
        "3", "4", "2", _expressions.ArrayOf(Number.Double)?.Length() ?? "3", Scope.Variables.Any(v => v.Text == "n") ? _dice.Pick("n + 2", "n + 1", "n") : "5");

    /// <summary>Never negative: the process would not survive it.</summary>
    private string StackSize() => _dice.Pick("3", "4", "2", _expressions.ArrayOf(Number.Double)?.Length() ?? "3", $"Math.Abs({_expressions.Int(1)}) % 4 + 1");

    private void Plain(string name)
    {
        Number type = _dice.Pick(
            Number.Double, Number.Double, Number.Double, Has(LoopFeatures.Floats) ? Number.Single : Number.Double, Has(LoopFeatures.Tables) ? Number.Int : Number.Double);
        string keyword = LoopParameter.Keyword(type), size = Size();
        Line($"{_dice.Pick("var", keyword + "[]")} {name} = new {keyword}[{size}];");
        Scope.Add(new ArrayName(name, ArrayKind.Array, type, true, IsOwn: true, _dice.Chance(0.6) ? Measure(size) : null));
    }

    /// <summary>A size as a part of an expression.</summary>
    private static string Measure(string size) => size.Contains(' ') ? $"({size})" : size;

    private string List() => string.Join(", ", Enumerable.Range(0, 2 + _dice.Below(3)).Select(_ => _expressions.Write(Number.Double, 1)));

    private void Listed(string name)
    {
        if (Has(LoopFeatures.Spans) && _dice.Chance(0.3))
        {
            bool isWritable = _dice.Chance(0.5);
            Line($"{(isWritable ? "Span" : "ReadOnlySpan")}<double> {name} = [{List()}];");
            Scope.Add(new ArrayName(name, isWritable ? ArrayKind.Span : ArrayKind.ReadOnlySpan, Number.Double, isWritable));
            return;
        }

        ArrayName? spread = _expressions.ArrayOf(Number.Double, false, ArrayKind.Array, ArrayKind.Span, ArrayKind.ReadOnlySpan);
        Line(_dice.Below(4) switch
        {
            0 => $"double[] {name} = {{ {List()} }};",
            1 => $"var {name} = new double[] {{ {List()} }};",
            2 when spread is not null => $"double[] {name} = [{_dice.Pick("", List() + ", ")}.. {spread.Text}, {List()}];",
            _ => $"double[] {name} = [{List()}];",
        });
        Scope.Add(new ArrayName(name, ArrayKind.Array, Number.Double, true, IsOwn: true));
    }

    private void NewMatrix(string name)
    {
        Line(_dice.Chance(0.3)
            ? $"double[,] {name} = {{ {{ {_expressions.Leaf(Number.Double)}, 0.5 }}, {{ 0, {_expressions.Tame(1)} }} }};"
            : $"var {name} = new double[{Size()}, {_dice.Pick("2", "3", Size())}];");
        Scope.Add(new ArrayName(name, ArrayKind.Matrix, Number.Double, true));
    }

    private void NewJagged(string name)
    {
        if (_dice.Chance(0.5))
        {
            string? row = Has(LoopFeatures.Aliases) ? _expressions.ArrayOf(Number.Double, true, ArrayKind.Array)?.Text : null;
            Line($"double[][] {name} = [[{List()}], {(row is null ? $"[{List()}]" : row)}];");
        }
        else
        {
            string i = CounterName(), rows = _dice.Pick("2", "3", Size());
            Line($"var {name} = new double[{rows}][];");
            LoopScope inside = new(Scope);
            inside.Add(new Counter(i, null), new Variable(i, Number.Int, false));
            (LoopScope outer, Scope) = (Scope, inside);
            string row = _dice.Chance(0.5) ? $"[{List()}]" : $"new double[{_dice.Pick("2", "3", i + " + 1")}]";
            Scope = outer;
            Line($"for (int {i} = 0; {i} < {name}.Length; {i}++) {name}[{i}] = {row};");
            Scope.Add(new ArrayName(name, ArrayKind.Jagged, Number.Double, true, Measure: _dice.Chance(0.4) ? Measure(rows) : null));
            return;
        }

        Scope.Add(new ArrayName(name, ArrayKind.Jagged, Number.Double, true));
    }

    private void Copied(string name)
    {
        ArrayName? array = _expressions.ArrayOf(Number.Double, false, ArrayKind.Array, ArrayKind.Span, ArrayKind.ReadOnlySpan);
        if (array is null)
        {
            return;
        }

        string range = _dice.Pick("..^1", "1..", "..");
        string copy = array.Kind != ArrayKind.Array ? array.Text + ".ToArray()"
            : _dice.Pick($"(double[]){array.Text}.Clone()", $"[.. {array.Text}]", $"{array.Text}[{range}]");
        Line($"double[] {name} = {copy};");
        Scope.Add(new ArrayName(name, ArrayKind.Array, Number.Double, true, IsOwn: true));
    }

    private void OnStack(string name)
    {
        Line(_dice.Chance(0.3) ? $"Span<double> {name} = stackalloc double[] {{ {List()} }};" : $"Span<double> {name} = stackalloc double[{StackSize()}];");
        Scope.Add(new ArrayName(name, ArrayKind.Span, Number.Double, true));
    }

    /// <summary>A second name; or two own arrays that change names, as the rows of a table of dynamic programming do.</summary>
    private void Alias(string name)
    {
        ArrayName[] own = [.. Scope.Arrays.Where(a => a is { IsOwn: true, Of: Number.Double })];
        if (own.Length > 1 && _dice.Chance(0.5))
        {
            (string one, string other, string third) = (_dice.Pick(own).Text, _dice.Pick(own).Text, _dice.Pick(own).Text);
            string swap = _dice.Pick($"({one}, {other}) = ({other}, {one});", $"({one}, {other}, {third}) = ({third}, {one}, {other});", $"{one} = {other};");
            Line(_dice.Chance(0.3) ? $"if ({_expressions.Bool(1)}) {swap}" : swap);
            return;
        }

        ArrayName? array = _expressions.ArrayOf(Number.Double, false, ArrayKind.Array, ArrayKind.Matrix);
        ArrayName? second = _expressions.ArrayOf(Number.Double, false, ArrayKind.Array);
        if (array is null)
        {
            return;
        }

        bool isChoice = array.Kind == ArrayKind.Array && second is not null && _dice.Chance(0.3);
        bool isWritable = array.IsWritable && (!isChoice || second!.IsWritable);
        string value = isChoice ? $"{_expressions.Bool(1)} ? {array.Text} : {second!.Text}" : array.Text;
        Line($"{LoopParameter.Keyword(Number.Double, array.Kind)} {name} = {value};");
        Scope.Add(array with { Text = name, IsWritable = isWritable, IsOwn = array.Kind == ArrayKind.Array });
    }

    /// <summary>A name for a part of an array; or a name for a part that comes to stand for a part of that part.</summary>
    private void Part(string name)
    {
        ArrayName[] spans = [.. Scope.Arrays.Where(a => a.Kind is ArrayKind.Span or ArrayKind.ReadOnlySpan)];
        if (spans.Length > 0 && _dice.Chance(0.3))
        {
            string span = _dice.Pick(spans).Text, smaller = _dice.Pick("[1..]", "[..^1]", ".Slice(1)", $"[..({span}.Length / 2 + 1)]", $"[({_expressions.Bool(1)} ? 1 : 0)..]");
            Line(_dice.Chance(0.8) ? $"if ({span}.Length > 1) {span} = {span}{smaller};" : $"{span} = {span}{smaller};");
            return;
        }

        ArrayName? array = _expressions.ArrayOf(Number.Double, false, ArrayKind.Array, ArrayKind.Span, ArrayKind.ReadOnlySpan);
        if (array is null)
        {
            return;
        }

        string start = _dice.Pick("1", "0", $"{array.Length()} / 2");
        string part = array.Text + (array.Kind == ArrayKind.Array
            ? _dice.Pick(".AsSpan()", $".AsSpan({start})", $".AsSpan({start}, 1)", $".AsSpan()[{start}..]", "")
            : _dice.Pick($".Slice({start})", $".Slice({start}, 1)", $"[{start}..]", "[..^1]", ""));
        bool isReadOnly = array.Kind == ArrayKind.ReadOnlySpan || !array.IsWritable || _dice.Chance(0.2);
        Line($"{(isReadOnly ? "ReadOnlySpan" : "Span")}<double> {name} = {part};");
        Scope.Add(new ArrayName(name, isReadOnly ? ArrayKind.ReadOnlySpan : ArrayKind.Span, Number.Double, !isReadOnly));
    }

    private void Bulk()
    {
        ArrayName? target = _expressions.ArrayOf(Number.Double, true, ArrayKind.Array, ArrayKind.Span);
        if (target is null)
        {
            return;
        }

        ArrayName? source = _expressions.ArrayOf(Number.Double, false, ArrayKind.Array, ArrayKind.Span, ArrayKind.ReadOnlySpan);
        source = Has(LoopFeatures.Aliases) || source?.Text != target.Text ? source : null;
        bool areArrays = target.Kind == ArrayKind.Array && source?.Kind == ArrayKind.Array;
        string count = source is null ? "1" : _dice.Pick("1", $"Math.Min({source.Length()}, {target.Length()})");
        string to = target.Text, value = _expressions.Tame(1);
        Line(_dice.Below(6) switch
        {
            0 or 1 when areArrays => $"Array.Copy({source!.Text}, {to}, {count});",
            2 when areArrays => $"Array.Copy({source!.Text}, 0, {to}, {target.Length()} - 1, 1);",
            3 when source is not null => $"{Sliced(source, count)}.CopyTo({to}{(target.Kind == ArrayKind.Array ? ".AsSpan()" : "")});",
            4 when target.Kind == ArrayKind.Array => _dice.Pick($"Array.Clear({to});", $"Array.Clear({to}, 0, 1);", $"Array.Fill({to}, {value}, 0, 1);"),
            _ when target.Kind == ArrayKind.Array => $"Array.Fill({to}, {value});",
            _ => _dice.Pick($"{to}.Clear();", $"{to}.Fill({value});"),
        });
    }

    private static string Sliced(ArrayName source, string count) =>
        source.Kind == ArrayKind.Array ? $"{source.Text}.AsSpan(0, {count})" : $"{source.Text}.Slice(0, {count})";
}
