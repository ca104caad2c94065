using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Generator.Optimization;
using Backprop.Generator.Reading;

namespace Backprop.Generator.Writing;

/// <summary>The value of a method and its Jacobian: in one body where its results are few, else by the two halves.</summary>
internal sealed class JacobianWriter
{
    private readonly Derivative _derivative;
    private readonly Signature _signature;
    private readonly Reversed _pullback;
    private readonly bool _isDisposable;
    private readonly HashSet<string> _taken;

    /// <summary>The differentiable parameters but the one that the results are left in, each with what holds its columns.</summary>
    private readonly List<(ParameterSignature Parameter, Variable Own, string Element, string Columns)> _columns = [];

    private JacobianWriter(Derivative derivative, bool isDisposable)
    {
        (_derivative, _signature, _pullback, _isDisposable) = (derivative, derivative.Signature, derivative.Pullback, isDisposable);
        _taken = [.. _signature.Parameters.Select(p => p.Name)];
        foreach ((ParameterSignature parameter, Parameter own) in _signature.Parameters.Zip(_pullback.Primal.Parameters, (s, p) => (s, p)))
        {
            if (parameter.IsDifferentiable && !(_pullback.IsVoid && own.Variable == derivative.Results!.Memory))
            {
                _columns.Add((parameter, own.Variable, own.Variable.Type.Innermost.Text, _taken.Take("d" + parameter.Name.TrimStart('@'))));
            }
        }
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
        string what = Docs.Cref(_signature.Reference), columns = string.Join(", ", _columns.Select(c => $"<c>{c.Columns}</c>"));
        string way = _derivative.Jacobian is null ? "forward once, then backward once for each result" : "in one body";
        writer.Line(_pullback.IsVoid
            ? $"/// <summary>What {what} leaves in <c>{Result()}</c>, and its Jacobian: {way}.</summary>"
            : $"/// <summary>The value of {what} and its Jacobian: {way}.</summary>");
        string cost = _derivative.Jacobian is { } rows ? $" {Docs.Count(Cost.Operations(rows.Body), "operation")}." : "";
        writer.Line($"/// <remarks>Overwrites {columns}: one row for each result, with a column for each number of the parameter.{cost}</remarks>");

        writer.Line(MethodWriter.Attribute);
        string inputs = string.Join(", ", _signature.Parameters.Select(p => $"{p.Modifier}{p.Type} {p.Name}").Concat(_columns.Select(c => $"global::System.Span<{c.Element}> {c.Columns}")));
        using (writer.Block($"{Halves.Join(_signature.Accessibility, _signature.Binding)} {_pullback.ReturnType} {_signature.Name}Jacobian({inputs})"))
        {
            if (_derivative.Jacobian is { } jacobian)
            {
                WriteTogether(writer, jacobian);
            }
            else
            {
                WriteByHalves(writer);
            }
        }
    }

    /// <summary>The parameter that the results are left in.</summary>
    private string Result() => _signature.Parameters.Zip(_pullback.Primal.Parameters, (s, p) => (s, p)).First(p => p.p.Variable == _derivative.Results!.Memory).s.Name;

    /// <summary>Columns have memory of their own, and so has what the method writes to.</summary>
    private Overlaps Asked()
    {
        Dictionary<Variable, Memory> own = _signature.Parameters.Zip(_pullback.Primal.Parameters, (s, p) => (s, p)).ToDictionary(p => p.p.Variable, p => new Memory(p.s.Name, p.p.Variable.Type));
        Overlaps overlaps = new();
        ArrayGuards.AddInputs(overlaps, _pullback, v => own[v]);
        _columns.ForEach(c => overlaps.Written(new(c.Columns, IRType.SpanOf(new(c.Element)))));
        return overlaps;
    }

    /// <summary>A row for each result, a column for each number.</summary>
    private void WriteLengths(SourceWriter writer, string count)
    {
        foreach ((ParameterSignature parameter, _, _, string columns) in _columns)
        {
            writer.Line($"{Overlaps.Guard}Jacobian({count}, {(parameter.IsArray ? parameter.Name + ".Length" : "1")}, {columns}.Length, nameof({columns}));");
        }
    }

    private void WriteTogether(SourceWriter writer, Jacobian jacobian)
    {
        Expression result = _pullback.Primal.Result;
        List<Variable> given = [.. _pullback.Primal.Parameters.Select(p => p.Variable), .. jacobian.Columns.Select(c => c.Columns)];
        Locals locals = new([.. given.Select(v => (v, false))], jacobian.Body, [result], ReservedNames.In(jacobian.Body));
        Comments comments = new(_pullback.Primal, v => locals[v]);
        HashSet<Variable> declared = [.. given.Select(locals.Representative)];
        Asked().WriteInOrder(writer, memory => _columns.Exists(c => c.Columns == memory.Name));
        WriteLengths(writer, Number(_derivative.Results!.Count));
        new StatementWriter(writer, locals, declared, Comments.Forward).Write(jacobian.Forward);
        StatementWriter statements = new(writer, locals, declared, _ => "");
        if (jacobian.Shared.Count > 0)
        {
            writer.Line();
            statements.Write(jacobian.Shared);
        }

        for (int row = 0; row < jacobian.Rows.Count; row++)
        {
            writer.Line();
            writer.Line($"// row {Number(row)}");
            statements = new(writer, locals, declared, comments.Backward());
            statements.Write(jacobian.Rows[row]);
        }

        if (!_pullback.IsVoid)
        {
            writer.Line($"return {MethodWriter.Returned(_pullback, statements, isCopied: false)};");
        }
    }

    private void WriteByHalves(SourceWriter writer)
    {
        (string value, string saved) = (_taken.Take("value"), _taken.Take("saved"));
        Asked().Write(writer);
        string arguments = string.Concat(_signature.Parameters.Select(p => $"{p.Modifier}{p.Name}, "));
        writer.Line($"{(_pullback.IsVoid ? "" : $"var {value} = ")}{_signature.Name}Forward({arguments}out var {saved});");
        if (!_isDisposable)
        {
            WriteRows(writer, value, saved);
            return;
        }

        using (writer.Block("try"))
        {
            WriteRows(writer, value, saved);
        }

        using (writer.Block("finally"))
        {
            writer.Line($"{saved}.Dispose();");
        }
    }

    /// <remarks>The backward half takes what it reads out of a copy of what was saved, so that it is there again for the next row.</remarks>
    private void WriteRows(SourceWriter writer, string value, string saved)
    {
        string count = _pullback.IsVoid ? Number(_derivative.Results!.Count) : $"{value}.Length";
        string given = _taken.Take(_pullback.IsVoid ? "d" + Result().TrimStart('@') : "dvalue"), row = _taken.Take("row"), again = _taken.Take("again"), memory = _taken.Take(given + "Memory");
        string element = (_pullback.IsVoid ? _derivative.Results!.Memory.Type : _pullback.ReturnType).Element!.Text;
        WriteLengths(writer, count);
        _columns.ForEach(c => writer.Line($"{c.Columns}.Clear();"));
        writer.Line($"using var {memory} = new global::Backprop.CompilerServices.Scratch<{element}>({count});");
        writer.Line($"var {given} = {memory}.Span;");
        using (writer.Block($"for (int {row} = 0; {row} < {count}; {row}++)"))
        {
            IEnumerable<string> upstream = _pullback.IsVoid ? [] : [$", {given}"];
            IEnumerable<string> scalars = _columns.Where(c => !c.Parameter.IsArray).Select(c => $", ref {c.Columns}[{row}]");
            IEnumerable<string> arrays = _pullback.Arrays.Select(a => _columns.Find(c => c.Own == a.Parameter) is { Columns: { } columns, Parameter.Name: var name }
                ? $", {columns}.Slice({row} * {name}.Length, {name}.Length)" : $", {given}");
            writer.Line($"{given}[{row}] = 1;");
            writer.Line($"var {again} = {saved};", "what the backward half takes out of a record stays in the other");
            writer.Line($"{_signature.Name}Backward(ref {again}{string.Concat(upstream.Concat(scalars).Concat(arrays))});");
            writer.Line($"{given}[{row}] = 0;");
        }

        if (!_pullback.IsVoid)
        {
            writer.Line($"return {value};");
        }
    }

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
