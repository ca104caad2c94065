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
        Overlaps overlaps = new();
        Dictionary<Memory, Memory> parameters = [];
        foreach (Variable input in Inputs(gradient).Concat(new[] { gradient.Given }.OfType<Variable>()))
        {
            overlaps.Read(MemoryOf(input, locals));
        }

        foreach ((Variable parameter, Variable cotangent) in gradient.Arrays)
        {
            Memory memory = MemoryOf(cotangent, locals);
            parameters.Add(memory, MemoryOf(parameter, locals));
            overlaps.Written(memory);
        }

        overlaps.Write(writer, m => parameters[m]);
        overlaps = new();
        if (gradient.Given is { } given)
        {
            overlaps.Read(MemoryOf(given, locals));
        }

        AddInputs(overlaps, gradient, v => MemoryOf(v, locals));
        overlaps.Write(writer);
        Clear(writer, gradient, locals);
    }

    /// <summary>What the method writes to is no part of what it reads under another name.</summary>
    public static void WriteInputs(SourceWriter writer, Reversed gradient, Locals locals)
    {
        Overlaps overlaps = new();
        AddInputs(overlaps, gradient, v => MemoryOf(v, locals));
        overlaps.Write(writer);
    }

    /// <summary>Names what the method only reads, then what it writes to.</summary>
    public static void AddInputs(Overlaps overlaps, Reversed gradient, Func<Variable, Memory> memory)
    {
        ILookup<bool, Variable> inputs = Inputs(gradient).ToLookup(gradient.Written.Contains);
        foreach (Variable read in inputs[false])
        {
            overlaps.Read(memory(read));
        }

        foreach (Variable written in inputs[true])
        {
            overlaps.Written(memory(written));
        }
    }

    /// <summary>Sets to zero what the method then adds to.</summary>
    private static void Clear(SourceWriter writer, Reversed gradient, Locals locals)
    {
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

    private static IEnumerable<Variable> Inputs(Reversed gradient) => gradient.Primal.Parameters.Select(p => p.Variable).Where(v => v.Type.IsArray);

    private static Memory MemoryOf(Variable array, Locals locals) => new(locals[array], array.Type);
}
