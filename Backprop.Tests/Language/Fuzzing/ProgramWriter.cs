using System.Text;

namespace Backprop.Tests.Language.Fuzzing;

/// <summary>Random programs of scalars: an annotated method F, helpers, local functions; everything that the generator reads.</summary>
internal sealed class ProgramWriter(int seed)
{
    private static readonly Dictionary<Of, string> Keywords = new()
    {
        [Of.Double] = "double",
        [Of.Single] = "float",
        [Of.Int] = "int",
        [Of.Long] = "long",
        [Of.Byte] = "byte",
        [Of.Char] = "char",
        [Of.Bool] = "bool",
        [Of.Kind] = "Kind",
        [Of.String] = "string?",
    };

    private readonly ExpressionWriter _expressions = new(new Random(seed));
    private readonly StringBuilder _text = new();
    private int _indent = 1;
    private int _budget;
    private Of? _result;

    private Scope Scope
    {
        get => _expressions.Scope;
        set => _expressions.Scope = value;
    }

    /// <summary>The members of a class.</summary>
    public string Write()
    {
        Helpers();
        _budget = _expressions.Pick(2, 3, 5, 8, 14);
        Of[] own = Parameters();
        Method("[Differentiable] ", "F", _expressions.Chance(0.9) ? Of.Double : Of.Single, own, null);
        return _text.ToString();
    }

    /// <summary>The same of a method J of several results: a method of one each, F0, F1 and so on, and Rows, which hands arrays to its Jacobian.</summary>
    public string WriteResults()
    {
        Helpers();
        string helpers = _text.ToString();
        _text.Clear();
        _budget = _expressions.Pick(1, 2, 3, 5, 8);
        Of[] own = Parameters();
        string[] names = [.. own.Select((_, i) => "xyzuvwabcdefg"[i].ToString())];
        Scope = new(Scope);
        foreach ((Of type, string name) in own.Zip(names))
        {
            Scope.Add(new Name(name, type, true));
        }

        _indent++;
        Statements();
        _indent--;
        string lines = _text.ToString(), list = string.Join(", ", own.Zip(names, (p, n) => $"{Keywords[p]} {n}"));
        string[] results = [.. Enumerable.Range(0, 1 + _expressions.Below(4)).Select(_ => _expressions.Write(Of.Double, 3))];
        string Body(string head, string more, string returned) => $"    {head}({list})\n    {{\n{lines}{more}        return {returned};\n    }}\n";
        string named = string.Concat(results.Select((r, i) => $"        double result{i} = {r};\n"));
        string each = string.Concat(results.Select((_, i) => Body($"[Differentiable] static double F{i}", named, $"result{i}")));
        (Of Type, string Name)[] reals = [.. own.Zip(names).Where(p => p.First is Of.Double or Of.Single)];
        string columns = string.Concat(reals.Select(r => $", {Keywords[r.Type]}[] d{r.Name}")), given = string.Concat(reals.Select(r => ", d" + r.Name));
        return helpers + each + Body("[Differentiable(Derivatives.Jacobian)] static double[] J", "", $"[{string.Join(", ", results)}]")
            + $"    static double[] Rows({list}{columns}) => JJacobian({string.Join(", ", names)}{given});\n";
    }

    private Of[] Parameters() =>
        [Of.Double, Of.Double, .. new[] { Of.Single, Of.Int, Of.Int, Of.Bool, Of.Kind, Of.Char, Of.String, Of.Byte, Of.Long }.Where(_ => _expressions.Chance(0.4))];

    private void Helpers()
    {
        Scope methods = Scope;
        methods.Add(new Name("Pi", Of.Double, false));
        methods.Add(new Name("Seven", Of.Int, false));
        int helpers = _expressions.Below(4);
        for (int i = 0; i < helpers; i++)
        {
            Of result = _expressions.Pick(Of.Double, Of.Double, Of.Double, Of.Single);
            Of[] parameters = [Of.Double, .. Enumerable.Range(0, _expressions.Below(3)).Select(_ => _expressions.Pick(Of.Double, Of.Single, Of.Int, Of.Bool))];
            _budget = _expressions.Pick(1, 2, 5);
            string name = "H" + i;
            Method(_expressions.Chance(0.2) && result == Of.Double ? "[Differentiable] " : "", name, result, parameters, null);
            methods.Add(new Callee(name, result, parameters));
        }
    }

    private void Method(string attribute, string name, Of? result, Of[] parameters, Scope? around)
    {
        (Scope outer, Of? outerResult) = (Scope, _result);
        Scope = new(around ?? outer);
        _result = result;
        string[] names = [.. parameters.Select((_, i) => around is null ? "xyzuvwabcdefg"[i].ToString() : _expressions.Fresh("p"))];
        string list = string.Join(", ", parameters.Zip(names, (p, n) => $"{Keywords[p]} {n}"));
        foreach ((Of type, string parameter) in parameters.Zip(names))
        {
            Scope.Add(new Name(parameter, type, true));
        }

        string head = $"{attribute}{(around is null ? "static " : "")}{(result is { } of ? Keywords[of] : "void")} {name}({list})";
        if (result is { } value && _budget <= 1)
        {
            Line($"{head} => {_expressions.Write(value, 3)};");
        }
        else
        {
            Line(head);
            Block(() =>
            {
                Statements();
                if (result is { } returned)
                {
                    Line($"return {_expressions.Write(returned, 3)};");
                }
            });
        }

        (Scope, _result) = (outer, outerResult);
    }

    private void Statements(bool inSwitch = false)
    {
        int count = 1 + _expressions.Below(5);
        for (int i = 0; i < count && _budget > 0; i++)
        {
            _budget--;
            Statement(inSwitch);
        }
    }

    private void Statement(bool inSwitch)
    {
        switch (_expressions.Below(24))
        {
            case 0 or 1 or 2 or 3:
                Declaration();
                break;
            case 4 or 5 or 6 or 7 or 8 or 9:
                Line(Effect());
                break;
            case 10 or 11 or 12 or 13:
                If(inSwitch);
                break;
            case 14 or 15:
                Switch();
                break;
            case 16:
                DeclareThenAssign(inSwitch);
                break;
            case 17 when _result is { } result:
                Line($"if ({_expressions.Write(Of.Bool, 2)}) return {_expressions.Write(result, 3)};");
                break;
            case 18 when Scope.Depth < 5:
                Line("");
                Block(() => Statements(inSwitch));
                break;
            case 19 when Scope.Depth < 4:
                LocalFunction();
                break;
            case 20 when inSwitch:
                Line($"if ({_expressions.Write(Of.Bool, 2)}) break;");
                break;
            case 21 when _expressions.Chance(0.4):
                Line($"if ({_expressions.Write(Of.Double, 1)} > 4) throw new {_expressions.Pick("ArgumentException", "InvalidOperationException")}();");
                break;
            case 22 when _expressions.Chance(0.3):
                Line($"_ = {_expressions.Write(_expressions.Pick(Of.Double, Of.Int), 2)};");
                break;
            default:
                Line(Effect());
                break;
        }
    }

    private string Effect()
    {
        Callee[] effects = [.. Scope.Callees.Where(c => c.Result is null)];
        if (effects.Length > 0 && _expressions.Chance(0.4))
        {
            return _expressions.Call(_expressions.Pick(effects), 2) + ";";
        }

        Of type = _expressions.Pick(Of.Double, Of.Double, Of.Double, Of.Single, Of.Int, Of.Long, Of.Byte, Of.Char, Of.Bool, Of.Kind);
        return _expressions.Variable(type, writable: true) is null ? ";" : _expressions.Assignment(type, 3) + ";";
    }

    private void Declaration()
    {
        Of type = _expressions.Pick(Of.Double, Of.Double, Of.Double, Of.Single, Of.Int, Of.Int, Of.Bool, Of.Byte, Of.Long);
        if (_expressions.Chance(0.1) && type is Of.Double or Of.Int)
        {
            string constant = _expressions.Fresh("k");
            Line($"const {Keywords[type]} {constant} = {(type == Of.Int ? "3" : "0.25")};");
            Scope.Add(new Name(constant, type, false));
            return;
        }

        // Names of inner blocks come back in their neighbours.
        string name = Scope.Depth >= 3 ? "s" + Scope.Depth + "abc"[_expressions.Below(3)] : _expressions.Fresh("t");
        if (Scope.Has(name))
        {
            return;
        }

        Line($"{Keywords[type]} {name} = {_expressions.Write(type, 3)};");
        Scope.Add(new Name(name, type, true));
    }

    private void DeclareThenAssign(bool inSwitch)
    {
        string name = _expressions.Fresh("y");
        Of type = _expressions.Pick(Of.Double, Of.Double, Of.Int);
        Line($"{Keywords[type]} {name};");
        Line($"if ({_expressions.Write(Of.Bool, 2)})");
        Block(() =>
        {
            Statements(inSwitch);
            Line($"{name} = {_expressions.Write(type, 3)};");
        });
        Line("else");
        Block(() =>
        {
            Statements(inSwitch);
            Line($"{name} = {_expressions.Write(type, 3)};");
        });
        Scope.Add(new Name(name, type, true));
    }

    private void If(bool inSwitch)
    {
        Line($"if ({_expressions.Write(Of.Bool, 3)})");
        Block(() => Statements(inSwitch));
        if (_expressions.Chance(0.3))
        {
            Line($"else if ({_expressions.Write(Of.Bool, 2)})");
            Block(() => Leaving(inSwitch));
        }

        if (_expressions.Chance(0.5))
        {
            Line("else");
            Block(() => Leaving(inSwitch));
        }
    }

    private void Leaving(bool inSwitch)
    {
        Statements(inSwitch);
        if (_result is { } result && _expressions.Chance(0.3))
        {
            Line($"return {_expressions.Write(result, 3)};");
        }
        else if (inSwitch && _expressions.Chance(0.2))
        {
            Line("break;");
        }
    }

    private void Switch()
    {
        (string value, string[] patterns) = _expressions.Governing(3);
        Line($"switch {value}");
        Block(() =>
        {
            string[] labels = [.. patterns.Take(1 + _expressions.Below(patterns.Length)).Select(p => $"case {p}{_expressions.Guard(3)}:")];
            int first = 0, middle = _expressions.Chance(0.7) ? _expressions.Below(labels.Length + 1) : -1;
            while (first < labels.Length)
            {
                int count = Math.Min(labels.Length - first, _expressions.Chance(0.25) ? 2 : 1);
                IEnumerable<string> own = labels.Skip(first).Take(count);
                Section(first == middle ? own.Prepend("default:") : own);
                first += count;
                middle = middle > first - count && middle < first ? first : middle;
            }

            if (middle >= labels.Length)
            {
                Section(["default:"]);
            }
        });
    }

    private void Section(IEnumerable<string> labels)
    {
        foreach (string label in labels)
        {
            Line(label);
        }

        Scope outer = Scope;
        Scope = new(outer);
        _indent++;
        Line("{");
        _indent++;
        Statements(inSwitch: true);
        Line(_result is { } result && _expressions.Chance(0.3) ? $"return {_expressions.Write(result, 3)};" : "break;");
        _indent--;
        Line("}");
        _indent--;
        Scope = outer;
    }

    private void LocalFunction()
    {
        string name = _expressions.Fresh("L");
        Of? result = _expressions.Pick<Of?>(Of.Double, Of.Double, Of.Int, Of.Bool, Of.Single, null, null);
        Of[] parameters = [.. Enumerable.Range(0, _expressions.Below(3)).Select(_ => _expressions.Pick(Of.Double, Of.Double, Of.Int))];
        Method("", name, result, parameters, Scope);
        Scope.Add(new Callee(name, result, parameters));
    }

    private void Block(Action body)
    {
        Scope outer = Scope;
        Scope = new(outer);
        Line("{");
        _indent++;
        body();
        _indent--;
        Line("}");
        Scope = outer;
    }

    private void Line(string text) => _text.Append(' ', _indent * 4).Append(text).Append('\n');
}
