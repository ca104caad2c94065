using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Generator.Optimization;
using Backprop.Generator.Reading;

namespace Backprop.Generator.Writing;

/// <summary>
/// The members of a method of tensors as its user calls them: they hold the tensors to their shapes, bind the named dimensions, and
/// call the members of the same names that work on the memory.
/// </summary>
internal sealed class TensorMembers
{
    private const string Shapes = "global::Backprop.CompilerServices.Shapes.", Tensors = "global::System.Numerics.Tensors.",
        Tensor = Tensors + "Tensor<", TensorSpan = Tensors + "TensorSpan<", ReadOnlyTensorSpan = Tensors + "ReadOnlyTensorSpan<";

    private readonly Signature _signature;
    private readonly Reversed _gradient;
    private readonly Reversed _pullback;
    private readonly SourceWriter _writer = new();
    private readonly ExpressionPrinter _printer = new(qualified: true, v => v.Name);
    private readonly HashSet<string> _taken;
    private readonly Shape? _result;
    private readonly string _given;

    /// <summary>The parameters as declared; named dimensions, which are parameters of the members on memory, come after them.</summary>
    private readonly List<(ParameterSignature Signature, Variable Variable, Shape? Shape)> _declared = [];
    private readonly List<Variable> _named;

    private TensorMembers(Derivative derivative)
    {
        (_signature, _gradient, _pullback) = (derivative.Signature, derivative.Gradient, derivative.Pullback);
        _taken = [.. _signature.Parameters.Select(p => p.Name)];
        _result = _gradient.Primal.ResultShape;
        _given = _taken.Take("dvalue");
        Dictionary<Variable, Shape> shapes = _gradient.Primal.Tensors.ToDictionary(t => t.Memory, t => t.Shape);
        List<Variable> variables = [.. _gradient.Primal.Parameters.Select(p => p.Variable)];
        int declared = _signature.Parameters.Count - _signature.Named;
        for (int i = 0; i < declared; i++)
        {
            _declared.Add((_signature.Parameters[i], variables[i], shapes.TryGetValue(variables[i], out Shape shape) ? shape : null));
        }

        _named = [.. variables.Skip(declared)];
    }

    /// <summary>Nothing for a method without tensors.</summary>
    public static string Write(Derivative derivative) => !derivative.Gradient.Primal.HasTensors ? "" : new TensorMembers(derivative).Write();

    private string Write()
    {
        string modifiers = Halves.Join(_signature.Accessibility, _signature.Binding), reference = Docs.Cref(_signature.Reference);
        List<(string Type, string Name)> partials = [.. Scalars.Select(p => (p.Type, "d" + p.Name.TrimStart('@')))];
        List<(string Type, string Name)> results = _gradient.IsVoid ? partials : [(ResultType, "value"), .. partials];
        string result = results.Count == 0 ? "void" : results.Count == 1 ? results[0].Type : $"({string.Join(", ", results.Select(r => $"{r.Type} {r.Name}"))})";

        _writer.Line($"/// <summary>The value of {reference} and its gradient, in one call.</summary>");
        Open($"{modifiers} {result} {_signature.Name}Gradient({string.Join(", ", Parameters(hasDefaults: true).Concat(Given).Concat(Gradients))})", "Gradient", [.. results.Skip(_gradient.IsVoid ? 0 : 1).Select(r => r.Name)],
            [.. Arguments, .. _result is null ? [] : new[] { $"{Shapes}Elements<{Element}>({_given}, {Held(_result, _given)})" }, .. _declared.Where(IsGradient).Select(GradientOf)]);

        _writer.Line();
        _writer.Line($"/// <summary>The forward half of {reference}: its value, and what the backward half reads.</summary>");
        string saved = _taken.Take("saved");
        Open($"{modifiers} {(_pullback.IsVoid ? "void" : ResultType)} {_signature.Name}Forward({string.Join(", ", Parameters(hasDefaults: false))}, out {_signature.SavedName} {saved})",
            "Forward", [], [.. Arguments, $"out {saved}"]);

        if (_declared.Any(IsGradient))
        {
            _writer.Line();
            WriteBackward(modifiers, reference);
        }

        return _writer.ToString();
    }

    /// <summary>The number type of the result.</summary>
    private string Element => _gradient.Primal.Result.Type.Element!.Text;

    private string ResultType => _result is null ? _gradient.ReturnType.Text : $"{Tensor}{Element}>";

    /// <summary>The derivative by the elements of a result that is a tensor.</summary>
    private IEnumerable<string> Given => _result is null ? [] : [$"{ReadOnlyTensorSpan}{Element}> {_given}"];

    private IEnumerable<ParameterSignature> Scalars => _declared.Select(d => d.Signature).Where(p => p.IsDifferentiable && !p.IsArray);

    private IEnumerable<string> Gradients => _declared.Where(d => d.Signature is { IsDifferentiable: true, IsArray: true })
        .Select(d => $"{(d.Shape is null ? IRType.SpanOf(d.Variable.Type.Element!).Text : $"{TensorSpan}{d.Variable.Type.Element}>")} {NameOf(d.Signature)}");

    private IEnumerable<string> Arguments =>
    [
        .. _declared.Select(d => d.Shape is { } shape ? $"{Shapes}Elements<{d.Variable.Type.Element}>({d.Signature.Name}, {Held(shape, d.Signature.Name)})" : d.Signature.Name),
        .. _named.Select(n => n.Name),
    ];

    private static bool IsGradient((ParameterSignature Signature, Variable, Shape?) parameter) => parameter.Signature is { IsDifferentiable: true, IsArray: true };

    private static string NameOf(ParameterSignature parameter) => "d" + parameter.Name.TrimStart('@');

    private string GradientOf((ParameterSignature Signature, Variable Variable, Shape? Shape) parameter) => parameter.Shape is { } shape
        ? $"{Shapes}ElementsOf<{parameter.Variable.Type.Element}>({NameOf(parameter.Signature)}, {Held(shape, NameOf(parameter.Signature))})"
        : NameOf(parameter.Signature);

    private IEnumerable<string> Parameters(bool hasDefaults) => _declared.Select(d =>
        $"{d.Signature.Modifier}{d.Signature.Tensor ?? d.Signature.Type} {d.Signature.Name}{(hasDefaults && d.Signature.Default is { } value && !_declared.Any(IsGradient) ? " = " + value : "")}");

    private string Held(Shape shape, string name) => $"\"{shape}\", nameof({name}){string.Concat(shape.Dimensions.Select(d => ", " + _printer.Print(d)))}";

    /// <summary>Writes a member that binds the named dimensions and hands everything over.</summary>
    /// <param name="head">Its declaration.</param>
    /// <param name="member">What the member's name ends in.</param>
    /// <param name="partials">What it returns besides the value.</param>
    /// <param name="arguments">What is handed over.</param>
    private void Open(string head, string member, IReadOnlyList<string> partials, IEnumerable<string> arguments)
    {
        _writer.Line(MethodWriter.Attribute);
        using (_writer.Block(head))
        {
            foreach (Variable name in _named)
            {
                (ParameterSignature parameter, _, Shape? shape) = _declared.First(d => d.Shape is { } s && s.Dimensions.Contains(name));
                int dimension = shape!.Dimensions.ToList().IndexOf(name);
                _writer.Line($"var {name.Name} = {Shapes}Dimension<{ElementOf(parameter)}>({parameter.Name}, {dimension}, {shape.Rank}, \"{shape}\", nameof({parameter.Name}));");
            }

            string made = _taken.Take("made"), lengths = _result is null ? "" : string.Concat(_result.Dimensions.Select(d => ", " + _printer.Print(d)));
            (string before, string after) = (_gradient.IsVoid && partials.Count == 0, _result is not null, partials.Count > 0) switch
            {
                (true, _, _) => ("", ""),
                (_, false, _) => ("return ", ""),
                (_, true, false) => ($"return {Shapes}Of<{Element}>(", lengths + ")"),
                _ => ($"var {made} = ", ""),
            };
            _writer.Line($"{before}{_signature.Name}{member}(");
            string[] all = [.. arguments];
            for (int i = 0; i < all.Length; i++)
            {
                _writer.Line($"    {all[i]}{(i == all.Length - 1 ? ")" + after + ";" : ",")}");
            }

            if (_result is not null && partials.Count > 0)
            {
                _writer.Line($"return ({Shapes}Of<{Element}>({made}.value{lengths}), {string.Join(", ", partials.Select(p => $"{made}.{p}"))});");
            }
        }
    }

    private string ElementOf(ParameterSignature parameter) => _declared.First(d => d.Signature == parameter).Variable.Type.Element!.Text;

    /// <remarks>What the forward half keeps knows how long all is.</remarks>
    private void WriteBackward(string modifiers, string reference)
    {
        string saved = _taken.Take("saved");
        List<string> heads = [$"ref {_signature.SavedName} {saved}"], arguments = [$"ref {saved}"];
        if (!_pullback.IsVoid)
        {
            heads.Add(_result is null ? $"{_pullback.ReturnType} {_given}" : $"{(_pullback.Saved.Any(v => v.Type.IsSpan) ? "scoped " : "")}{Given.Single()}");
            arguments.Add(_result is null ? _given : $"{Shapes}DenseOf<{Element}>({_given}, nameof({_given}))");
        }

        foreach (ParameterSignature scalar in Scalars)
        {
            heads.Add($"ref {scalar.Type} {NameOf(scalar)}");
            arguments.Add($"ref {NameOf(scalar)}");
        }

        heads.AddRange(_pullback.Saved.Any(v => v.Type.IsSpan) ? Gradients.Select(g => "scoped " + g) : Gradients);
        arguments.AddRange(_declared.Where(IsGradient).Select(d => d.Shape is null ? NameOf(d.Signature) : $"{Shapes}Dense<{d.Variable.Type.Element}>({NameOf(d.Signature)}, nameof({NameOf(d.Signature)}))"));
        _writer.Line($"/// <summary>The backward half of {reference}: adds to the derivatives of the parameters.</summary>");
        _writer.Line(MethodWriter.Attribute);
        using (_writer.Block($"{modifiers} void {_signature.Name}Backward({string.Join(", ", heads)})"))
        {
            _writer.Line($"{_signature.Name}Backward({string.Join(", ", arguments)});");
        }
    }
}
