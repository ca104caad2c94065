using System.Text;
using Backprop.Tests.Language.Fuzzing.Loops;

namespace Backprop.Tests.Shapes.Fuzzing;

/// <summary>Random statements.</summary>
internal sealed class ShapedBody
{
    private readonly Dice _dice;
    private readonly ShapedScope _scope;
    private readonly ShapedOperations _operations;
    private readonly ShapedElements _elements;
    private readonly StringBuilder _text;
    private readonly ShapedBody? _around;
    private int _names;

    public ShapedBody(Dice dice, ShapedScope scope, StringBuilder text, ShapedBody? around = null)
    {
        (_dice, _scope, _text, _around) = (dice, scope, text, around);
        (_operations, _elements) = (new(dice, scope), new(dice, scope));
    }

    public void Statements(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Statement();
        }
    }

    /// <summary>A tensor that what has been computed is handed out as.</summary>
    public Shaped Result() => _dice.Chance(0.5) ? _operations.Next() : _scope.Tensors[^1] is var last ? last with { Text = _elements.Of(last.Shape, 2) } : last;

    /// <summary>A sum of some numbers.</summary>
    public string Loss() => string.Join(" + ", Enumerable.Range(0, 1 + _dice.Below(3)).Select(_ => Term()));

    private string Fresh(string name) => _around is null ? $"{name}{_names++}" : _around.Fresh(name);

    private void Statement()
    {
        switch (_dice.Below(20))
        {
            case < 11:
                Define(_operations.Next());
                break;
            case < 14 when _dice.PickOrNull(_scope.Tensors) is { } overwritten:
                _text.AppendLine($"    {overwritten.Text} = {_elements.Of(overwritten.Shape, 2)};");
                break;
            case < 16:
                string name = Fresh("s");
                _text.AppendLine($"    double {name} = {Term()};");
                _scope.Scalars.Add(name);
                break;
            case < 18 when _scope.Scalars.Count > 0:
                Branch();
                break;
            case 18:
                Shaped around = _dice.Pick(_scope.Tensors);
                string counter = Fresh("i");
                _text.AppendLine($"    for (int {counter} = 0; {counter} < {1 + _dice.Below(3)}; {counter}++)\n    {around.Text} = Tanh({_elements.Of(around.Shape, 2)});");
                break;
            default:
                Define(_operations.Next());
                break;
        }
    }

    private void Define(Shaped made)
    {
        string name = Fresh("t");
        _text.AppendLine($"    var {name} = {made.Text};");
        _scope.Tensors.Add(made with { Text = name });
    }

    private void Branch()
    {
        string changed = _dice.Pick(_scope.Scalars);
        _text.AppendLine($"    if ({_dice.Pick(_scope.Scalars)} > {_dice.Pick("0.1", "-0.2", "0.6")})\n    {{");
        Arm(changed);
        if (_dice.Chance(0.6))
        {
            _text.AppendLine("    }\n    else\n    {");
            Arm(changed);
        }

        _text.AppendLine("    }");
    }

    private void Arm(string changed)
    {
        ShapedBody arm = new(_dice, _scope.Copy(), _text, this);
        if (_dice.Chance(0.5))
        {
            arm.Define(arm._operations.Next());
        }

        Shaped? overwritten = _dice.Chance(0.3) ? _dice.Pick(_scope.Tensors) : null;
        _text.AppendLine(overwritten is null ? $"    {changed} {_dice.Pick("=", "+=", "-=")} {arm.Term()};" : $"    {overwritten.Text} = {arm._elements.Of(overwritten.Shape, 1)};");
    }

    /// <summary>A number that is made of tensors.</summary>
    private string Term()
    {
        Shaped x = _dice.Chance(0.5) ? _scope.Tensors[^1] : _dice.Pick(_scope.Tensors);
        string a = _elements.Of(x.Shape, 1), b = _elements.Of(x.Shape, 1);
        return _dice.Below(13) switch
        {
            0 => $"Tensor.Average<double>({a})",
            1 => $"Tensor.Dot<double>({_operations.Operand(x.Shape)}, {b})",
            2 => $"Tensor.Norm<double>(Tensor.Exp<double>(Tanh({a})))",
            3 => $"MeanSquaredError({a}, {b})",
            4 => $"HalfSquaredError({a}, {b}) * 0.1",
            5 => $"Huber({a}, {b}, 0.7)",
            6 => $"SigmoidCrossEntropy({a}, Sigmoid({b}))",
            7 when x.Rank == 2 => $"SoftmaxCrossEntropy({a}, Softmax({b}))",
            8 when x.Rank == 2 && x.Last.Number is { } classes && _dice.PickOrNull(_scope.Labels.Where(l => l.Below <= classes && l.Shape.SequenceEqual(x.Shape.Take(1)))) is { } labels => $"SoftmaxCrossEntropy({a}, {labels.Name})",
            9 => $"Tensor.Product<double>(1 + 0.1 * Tanh({a}))",
            10 when _dice.PickOrNull(_scope.Helpers.Where(h => h.Result is null)) is { } helper && _operations.Call(helper, x) is var (text, _) => text,
            11 when _scope.Scalars.Count > 0 => $"Math.Sin({_dice.Pick(_scope.Scalars)}) * 0.7",
            _ => $"Tensor.Sum<double>({a} * 0.2)",
        };
    }
}
