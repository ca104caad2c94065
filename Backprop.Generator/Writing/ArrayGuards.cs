using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Generator.Optimization;

namespace Backprop.Generator.Writing;

/// <summary>
/// What generated code asks of the arrays it is given: a gradient has the shape of its parameter and memory of its own, and
/// what the method writes to is no part of what it reads under another name.
/// </summary>
internal static class ArrayGuards
{
    public static void Write(SourceWriter writer, Reversed gradient, Locals locals)
    {
        List<Variable> inputs = [.. gradient.Primal.Parameters.Select(p => p.Variable).Where(v => v.Type.IsArray)];
        foreach ((Variable parameter, Variable cotangent) in gradient.Arrays)
        {
            string name = locals[cotangent];
            writer.Line($"global::Backprop.CompilerServices.Guard.Gradient{Of(parameter)}({Memory(parameter, locals)}, {name}, nameof({name}));");
            IEnumerable<Variable> others = inputs.Where(i => i != parameter).Concat(new[] { gradient.Given }.OfType<Variable>()).Concat(gradient.Arrays.Select(a => a.Cotangent).TakeWhile(c => c != cotangent));
            foreach (Variable other in others.Where(o => o.Type.Innermost == parameter.Type.Innermost))
            {
                Apart(writer, other, cotangent, locals);
            }
        }

        WriteInputs(writer, gradient, locals);
        if (gradient.Given is { } given)
        {
            foreach (Variable written in inputs.Where(i => gradient.Written.Contains(i) && i.Type.Innermost == given.Type.Innermost))
            {
                Apart(writer, written, given, locals);
            }
        }

        ExpressionPrinter printer = new(qualified: true, v => locals[v]);
        foreach ((Variable parameter, Variable cotangent) in gradient.Arrays.Where(a => !(gradient.IsVoid && gradient.Written.Contains(a.Parameter))))
        {
            string name = locals[cotangent];
            Expression? end = gradient.Filled.FirstOrDefault(f => f.Cotangent == cotangent).End;
            if (end is not Length length || !(length.Array.Equals(parameter) || length.Array.Equals(cotangent)))
            {
                writer.Line(end is not null ? $"{Slices.Rows}ClearFrom({name}, {printer.Print(end)});"
                    : cotangent.Type.IsSpan ? $"{name}.Clear();" : $"global::Backprop.CompilerServices.Guard.Clear({name});");
            }
        }
    }

    /// <summary>What the method writes to is no part of what it reads under another name.</summary>
    public static void WriteInputs(SourceWriter writer, Reversed gradient, Locals locals)
    {
        List<Variable> inputs = [.. gradient.Primal.Parameters.Select(p => p.Variable).Where(v => v.Type.IsArray)];
        HashSet<Expression> written = gradient.Written;
        foreach (Variable parameter in inputs.Where(written.Contains))
        {
            foreach (Variable other in inputs.Where(i => i != parameter && i.Type.Innermost == parameter.Type.Innermost && !(written.Contains(i) && i.Id < parameter.Id)))
            {
                Apart(writer, other, parameter, locals);
            }
        }
    }

    private static void Apart(SourceWriter writer, Variable first, Variable second, Locals locals)
    {
        string name = $"nameof({locals[second]})";
        if (!IsPlain(second) && IsPlain(first))
        {
            (first, second) = (second, first); // the one with rows comes first
        }

        string type = IsPlain(second) ? Of(second) : "";
        writer.Line($"global::Backprop.CompilerServices.Guard.Apart{type}({Memory(first, locals)}, {Memory(second, locals)}, {name});");
    }

    private static bool IsPlain(Variable array) => array.Type is { Rank: 1, Element.IsArray: false };

    private static string Of(Variable array) => IsPlain(array) ? $"<{array.Type.Element}>" : "";

    private static string Memory(Variable array, Locals locals) => locals[array] + (array.Type.Text.Contains("Memory<") ? ".Span" : "");
}
