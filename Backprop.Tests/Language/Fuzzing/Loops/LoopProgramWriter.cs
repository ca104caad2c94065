using System.Text;

namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>
/// Random programs of loops and arrays: an annotated method F and its helpers. Every loop ends, and what is kept from one
/// trip to the next stays small.
/// </summary>
internal sealed partial class LoopProgramWriter
{
    private readonly Dice _dice;
    private readonly LoopExpressionWriter _expressions;
    private readonly StringBuilder _text = new();
    private int _indent = 1;
    private int _budget;
    private int _names;
    private int _deepest;
    private Number? _result;

    /// <summary>Marks the program's methods and local functions [Checkpoint].</summary>
    public bool IsCheckpointed { get; init; }

    /// <param name="without">Features that no program is to have.</param>
    public LoopProgramWriter(int seed, LoopFeatures without = LoopFeatures.None)
    {
        _dice = new(seed);
        LoopFeatures[] all = [.. Enum.GetValues<LoopFeatures>().Where(f => f is not (LoopFeatures.None or LoopFeatures.All))];
        double share = _dice.Pick(0.3, 0.5, 0.8);
        _expressions = new(_dice, _dice.Some(all, share).Aggregate(LoopFeatures.None, (a, b) => a | b) & ~without);
    }

    private LoopScope Scope
    {
        get => _expressions.Scope;
        set => _expressions.Scope = value;
    }

    private bool Has(LoopFeatures all) => _expressions.Has(all);

    /// <summary>The members of a class.</summary>
    public string Write()
    {
        int helpers = Has(LoopFeatures.Helpers) ? 1 + _dice.Below(3) : 0;
        for (int i = 0; i < helpers; i++)
        {
            Helper helper = new("H" + i, _dice.Pick<Number?>(Number.Double, Number.Double, null), HelperParameters());
            (_budget, _deepest) = (_dice.Pick(1, 2, 4), _dice.Pick(1, 1, 2));
            Method(_dice.Chance(0.15) && helper.Result is not null ? "[Differentiable] static" : "static", helper, new(Scope));
            Scope.Add(helper);
        }

        (_budget, _deepest) = (_dice.Pick(2, 4, 6, 10, 16), _dice.Pick(1, 2, 3));
        Number result = Has(LoopFeatures.Floats) && _dice.Chance(0.2) ? Number.Single : Number.Double;
        Method("[Differentiable] public static", new("F", result, OwnParameters()), new(Scope));
        return _text.ToString();
    }

    /// <summary>F's: whatever order they come in, at least one is differentiable.</summary>
    private List<LoopParameter> OwnParameters()
    {
        bool isWritten() => Has(LoopFeatures.WrittenParameters) && _dice.Chance(0.7);
        List<LoopParameter> some =
        [
            .. _dice.Some(Parameters(isWritten), 0.4),
            .. _dice.Some([new LoopParameter("n", Number.Int), new LoopParameter("flag", Number.Bool)], 0.4),
        ];
        if (!some.Exists(p => p.Type == Number.Double && p.Kind is null) && (_dice.Chance(0.7) || !some.Exists(p => p.Type is Number.Double or Number.Single)))
        {
            some.Insert(_dice.Below(some.Count + 1), new("x", Number.Double));
        }

        if (!some.Exists(p => p.Kind is not null && p.Type == Number.Double) && _dice.Chance(0.8))
        {
            some.Insert(_dice.Below(some.Count + 1), new("a", Number.Double, ArrayKind.Array, isWritten()));
        }

        return some;
    }

    private List<LoopParameter> HelperParameters()
    {
        List<LoopParameter> some = [.. _dice.Some(Parameters(() => _dice.Chance(0.5)), 0.25), .. _dice.Some([new LoopParameter("n", Number.Int)], 0.3)];
        return some is [] ? [new("x", Number.Double)] : some;
    }

    private IEnumerable<LoopParameter> Parameters(Func<bool> isWritten)
    {
        List<LoopParameter> all = [new("x", Number.Double), new("y", Number.Double), new("a", Number.Double, ArrayKind.Array, isWritten())];
        if (_dice.Chance(0.4))
        {
            all.Add(new("b", Number.Double, ArrayKind.Array, isWritten()));
        }

        if (Has(LoopFeatures.Spans))
        {
            all.Add(new("s", Number.Double, ArrayKind.ReadOnlySpan));
            all.Add(new("t", Number.Double, ArrayKind.Span, isWritten()));
        }

        if (Has(LoopFeatures.Matrices))
        {
            all.Add(new("m", Number.Double, ArrayKind.Matrix, isWritten()));
        }

        if (Has(LoopFeatures.Jagged))
        {
            all.Add(new("g", Number.Double, ArrayKind.Jagged, isWritten()));
        }

        if (Has(LoopFeatures.Floats))
        {
            all.Add(new("z", Number.Single));
            all.Add(new("h", Number.Single, ArrayKind.Array, isWritten()));
        }

        if (Has(LoopFeatures.Tables))
        {
            all.Add(new("table", Number.Int, ArrayKind.Array));
            all.Add(new("order", Number.Int, Has(LoopFeatures.Spans) ? ArrayKind.ReadOnlySpan : ArrayKind.Array));
        }

        return all;
    }

    private void Method(string head, Helper method, LoopScope scope)
    {
        (LoopScope outer, Number? outerResult) = (Scope, _result);
        (Scope, _result) = (scope, method.Result);
        bool takesOut = method.Name == "F" && _dice.Chance(0.1) && method.Parameters.Count(p => p.Type == Number.Double) > 1;
        LoopParameter? taken = takesOut ? method.Parameters.First(p => p.Type == Number.Double) : null;
        string list = string.Join(", ", method.Parameters.Select(p => (p == taken ? "[NonDifferentiable] " : "") + p.Declaration));
        bool isNamedAnew = Has(LoopFeatures.Aliases) && _dice.Chance(0.15);
        foreach (LoopParameter parameter in method.Parameters)
        {
            Scope.Add(parameter.Kind is { } kind
                ? new ArrayName(parameter.Name, kind, parameter.Type, parameter.IsWritten, isNamedAnew && kind == ArrayKind.Array)
                : new Variable(parameter.Name, parameter.Type, parameter.Type is Number.Double or Number.Single));
        }

        string keyword = method.Result is { } result ? LoopParameter.Keyword(result) : "void";
        Line($"{(IsCheckpointed ? "[Checkpoint] " : "")}{head} {keyword} {method.Name}({list})".TrimStart());
        Block(Scope, () =>
        {
            if (method.Name == "F" || _dice.Chance(0.5))
            {
                Line("double sum = 0;");
                Scope.Add(new Variable("sum", Number.Double, true));
            }

            Statements(3 + _dice.Below(4), isBody: true);
            if (method.Result is { } returned)
            {
                Line($"return {Result(returned)};");
            }
        });
        (Scope, _result) = (outer, outerResult);
    }

    /// <summary>What is returned at the end depends on much of what was written before.</summary>
    private string Result(Number type)
    {
        IEnumerable<string> variables = Scope.Variables.Where(v => v is { Type: Number.Double, IsWritable: true }).Select(v => v.Text);
        IEnumerable<string> elements = Scope.Arrays.Where(a => a is { Of: Number.Double, IsWritable: true }).Select(_expressions.Element);
        IEnumerable<string> terms = _dice.Some(variables.Concat(elements), 0.7).Take(4)
            .Select(t => string.Format(_dice.Pick("{0}", "0.5 * {0}", "Math.Sin({0})"), t));
        string sum = string.Join(" + ", terms.DefaultIfEmpty(_expressions.Write(Number.Double, 2)));
        return type == Number.Single ? $"(float)({sum})" : sum;
    }

    /// <summary>A name that nothing else has.</summary>
    private string Fresh(string prefix) => prefix + _names++;

    private void Block(LoopScope scope, Action body)
    {
        LoopScope outer = Scope;
        Scope = scope;
        Line("{");
        _indent++;
        body();
        _indent--;
        Line("}");
        Scope = outer;
    }

    private void Line(string text) => _text.Append(' ', _indent * 4).Append(text).Append('\n');
}
