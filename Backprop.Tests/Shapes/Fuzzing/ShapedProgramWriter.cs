using System.Text;
using Backprop.Tests.Language.Fuzzing.Loops;

namespace Backprop.Tests.Shapes.Fuzzing;

/// <summary>Random methods of tensors: the members of a class, whose <c>F</c> is differentiable.</summary>
internal sealed class ShapedProgramWriter(int seed)
{
    private readonly Dice _dice = new(seed);
    private readonly StringBuilder _text = new();

    public string Write()
    {
        ShapedScope scope = new();
        for (int i = _dice.Below(3); i > 0; i--)
        {
            scope.Helpers.Add(Helper(i, scope));
        }

        List<string> declared = [];
        string[] names = [.. _dice.Some(["N", "M", "H", "K"], 0.6).DefaultIfEmpty("N")];
        foreach (string name in names.Where(_ => _dice.Chance(0.2)))
        {
            declared.Add($"int {name}");
            scope.Numbers.Add(name);
        }

        Parameters(scope, declared, names);
        _text.AppendLine($"[Differentiable]\npublic static double F({string.Join(", ", declared)})\n{{");
        ShapedBody body = new(_dice, scope, _text);
        body.Statements(_dice.Chance(0.2) ? 8 + _dice.Below(8) : 1 + _dice.Below(7));
        _text.AppendLine($"    return {body.Loss()};\n}}");
        return _text.ToString();
    }

    private void Parameters(ShapedScope scope, List<string> declared, string[] names)
    {
        IReadOnlyList<Dim> all = [.. names.Take(3).Select(Dim.Of)];
        List<IReadOnlyList<Dim>> shapes = [names.Length > 3 || _dice.Chance(0.3) ? [.. names.Select(Dim.Of)] : _dice.Chance(0.5) && all.Count < 3 ? [.. all, Dim.Of(_dice.Pick(1, 2, 3))] : all];
        for (int i = 1 + _dice.Below(5); i > 0; i--)
        {
            shapes.Add(Related(shapes, names));
        }

        if (_dice.Chance(0.2))
        {
            shapes.AddRange([[Dim.Of(names[0]), Dim.Of(2), Dim.Of(_dice.Pick(3, 4)), Dim.Of(4)], [Dim.Of(_dice.Pick(1, 3)), Dim.Of(2), Dim.Of(2), Dim.Of(_dice.Pick(1, 3))]]);
        }

        foreach (IReadOnlyList<Dim> shape in shapes)
        {
            string name = $"x{scope.Tensors.Count}";
            declared.Add($"{(scope.Tensors.Count > 0 && _dice.Chance(0.08) ? "[NonDifferentiable] " : "")}{Attribute(shape)} Tensor<double> {name}");
            scope.Tensors.Add(new(name, shape));
        }

        if (_dice.Chance(0.3))
        {
            Labels labels = new("labels1Below3", [Dim.Of(_dice.Pick(names)), .. _dice.Chance(0.3) ? new[] { Dim.Of(2) } : []], 3);
            declared.Add($"{Attribute(labels.Shape)} Tensor<int> {labels.Name}");
            scope.Labels.Add(labels);
        }

        if (_dice.Chance(0.4))
        {
            declared.Add("double a");
            scope.Scalars.Add("a");
        }
    }

    /// <summary>A shape that goes with one that is there.</summary>
    private IReadOnlyList<Dim> Related(List<IReadOnlyList<Dim>> shapes, string[] names)
    {
        IReadOnlyList<Dim> shape = _dice.Pick(shapes);
        Dim other = _dice.Chance(0.15) ? Dim.Of(2) * Dim.Of(_dice.Pick(names)) : _dice.Chance(0.5) ? Dim.Of(_dice.Pick(names)) : Dim.Of(_dice.Pick(1, 2, 3));
        return _dice.Below(8) switch
        {
            0 or 1 => [shape[^1], other],
            2 or 3 => [shape[^1]],
            4 => shape,
            5 => [.. shape.Select(d => _dice.Chance(0.4) ? Dim.Of(1) : d)],
            6 => [other, shape[^1]],
            _ => [other],
        };
    }

    private ShapedHelper Helper(int number, ShapedScope known)
    {
        Dim a = Dim.Of("A"), b = Dim.Of("B");
        IReadOnlyList<IReadOnlyList<Dim>> parameters = _dice.Pick<IReadOnlyList<IReadOnlyList<Dim>>>([[a, b]], [[a, b], [a, b]], [[a, b], [b]], [[a, b], [b, b], [b]], [[a]], [[a], [a]], [[a, b], [b, Dim.Of("C")], [Dim.Of("C")]]);
        ShapedScope scope = new();
        scope.Helpers.AddRange(known.Helpers);
        scope.Tensors.AddRange(parameters.Select((p, i) => new Shaped($"p{i}", p)));
        StringBuilder text = new();
        ShapedBody body = new(_dice, scope, text);
        body.Statements(_dice.Below(3));
        Shaped? result = _dice.Chance(0.7) ? body.Result() : null;
        string list = string.Join(", ", parameters.Select((p, i) => $"{Attribute(p)} Tensor<double> p{i}"));
        _text.AppendLine($"static {(result is null ? "double" : "Tensor<double>")} Helper{number}({list})\n{{\n{text}    return {result?.Text ?? body.Loss()};\n}}\n");
        return new($"Helper{number}", parameters, result?.Shape);
    }

    private static string Attribute(IReadOnlyList<Dim> shape) => $"[Shape({string.Join(", ", shape.Select(d => d.Number is { } number ? $"{number}" : $"\"{d}\""))})]";
}
