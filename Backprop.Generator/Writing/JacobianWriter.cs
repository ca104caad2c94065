using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Generator.Reading;

namespace Backprop.Generator.Writing;

/// <summary>The Jacobian of a method that returns a list: forward once, then backward once for each element.</summary>
/// <remarks>The backward half takes what it reads out of a copy of what was saved, so that it is there again for the next row.</remarks>
internal sealed class JacobianWriter
{
    private const string Guard = "global::Backprop.CompilerServices.Guard.";

    private readonly Signature _signature;
    private readonly Reversed _pullback;
    private readonly bool _isDisposable;
    private readonly HashSet<string> _taken;

    /// <summary>The differentiable parameters, each with what holds its columns.</summary>
    private readonly List<(ParameterSignature Parameter, string Element, string Columns)> _columns = [];
    private readonly string _value, _saved, _given, _row, _again;

    private JacobianWriter(Derivative derivative, bool isDisposable)
    {
        (_signature, _pullback, _isDisposable) = (derivative.Signature, derivative.Pullback, isDisposable);
        _taken = [.. _signature.Parameters.Select(p => p.Name)];
        foreach ((ParameterSignature parameter, Parameter own) in _signature.Parameters.Zip(_pullback.Primal.Parameters, (s, p) => (s, p)).Where(p => p.s.IsDifferentiable))
        {
            _columns.Add((parameter, own.Variable.Type.Innermost.Text, _taken.Take("d" + parameter.Name.TrimStart('@'))));
        }

        (_value, _saved, _given, _row, _again) = (_taken.Take("value"), _taken.Take("saved"), _taken.Take("dvalue"), _taken.Take("row"), _taken.Take("again"));
    }

    /// <param name="isDisposable">Whether what is saved gives memory back.</param>
    public static string Write(Derivative derivative, bool isDisposable)
    {
        SourceWriter writer = new();
        new JacobianWriter(derivative, isDisposable).Write(writer);
        return writer.ToString();
    }

    private void Write(SourceWriter writer)
    {
        writer.Line($"/// <summary>The value of {Docs.Cref(_signature.Reference)} and its Jacobian: forward once, then backward once for each element of the value.</summary>");
        writer.Line($"/// <remarks>Overwrites {string.Join(", ", _columns.Select(c => $"<c>{c.Columns}</c>"))}: one row for each element, with a column for each number of the parameter.</remarks>");

        writer.Line(MethodWriter.Attribute);
        string inputs = string.Join(", ", _signature.Parameters.Select(p => $"{p.Modifier}{p.Type} {p.Name}").Concat(_columns.Select(c => $"global::System.Span<{c.Element}> {c.Columns}")));
        using (writer.Block($"{Halves.Join(_signature.Accessibility, _signature.Binding)} {_pullback.ReturnType} {_signature.Name}Jacobian({inputs})"))
        {
            WriteGuards(writer);
            string arguments = string.Concat(_signature.Parameters.Select(p => $"{p.Modifier}{p.Name}, "));
            writer.Line($"var {_value} = {_signature.Name}Forward({arguments}out var {_saved});");
            if (!_isDisposable)
            {
                WriteRows(writer);
                return;
            }

            using (writer.Block("try"))
            {
                WriteRows(writer);
            }

            using (writer.Block("finally"))
            {
                writer.Line($"{_saved}.Dispose();");
            }
        }
    }

    /// <summary>Columns have memory of their own.</summary>
    private void WriteGuards(SourceWriter writer)
    {
        List<(string Text, IRType Type)> others = [.. _signature.Parameters.Zip(_pullback.Primal.Parameters, (s, p) => (Memory(s), p.Variable.Type)).Where(o => o.Type.IsArray)];
        foreach ((_, string element, string columns) in _columns)
        {
            foreach ((string text, IRType type) in others.Where(o => o.Type.Innermost.Text == element))
            {
                bool isPlain = type is { Rank: 1, Element.IsArray: false };
                writer.Line($"{Guard}Apart{(isPlain ? $"<{element}>" : "")}({text}, {columns}, nameof({columns}));");
            }

            others.Add((columns, IRType.SpanOf(new(element))));
        }
    }

    private void WriteRows(SourceWriter writer)
    {
        foreach ((ParameterSignature parameter, _, string columns) in _columns)
        {
            writer.Line($"{Guard}Jacobian({_value}.Length, {(parameter.IsArray ? parameter.Name + ".Length" : "1")}, {columns}.Length, nameof({columns}));");
            writer.Line($"{columns}.Clear();");
        }

        string memory = _taken.Take(_given + "Memory"), element = _pullback.ReturnType.Element!.Text;
        writer.Line($"using var {memory} = new global::Backprop.CompilerServices.Scratch<{element}>({_value}.Length);");
        writer.Line($"var {_given} = {memory}.Span;");
        using (writer.Block($"for (int {_row} = 0; {_row} < {_value}.Length; {_row}++)"))
        {
            IEnumerable<string> scalars = _columns.Where(c => !c.Parameter.IsArray).Select(c => $", ref {c.Columns}[{_row}]");
            IEnumerable<string> arrays = _columns.Where(c => c.Parameter.IsArray).Select(c => $", {c.Columns}.Slice({_row} * {c.Parameter.Name}.Length, {c.Parameter.Name}.Length)");
            writer.Line($"{_given}[{_row}] = 1;");
            writer.Line($"var {_again} = {_saved};", "what the backward half takes out of a record stays in the other");
            writer.Line($"{_signature.Name}Backward(ref {_again}, {_given}{string.Concat(scalars.Concat(arrays))});");
            writer.Line($"{_given}[{_row}] = 0;");
        }

        writer.Line($"return {_value};");
    }

    private static string Memory(ParameterSignature parameter) => parameter.Name + (parameter.Type.Contains("Memory<") ? ".Span" : "");
}
