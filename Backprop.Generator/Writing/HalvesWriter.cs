using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Generator.Optimization;

namespace Backprop.Generator.Writing;

/// <summary>The forward half, the backward half, and the struct that passes between them.</summary>
internal static class HalvesWriter
{
    private const int MostOnOneLine = 6;

    public static string Write(Halves halves)
    {
        Reversed pullback = halves.Pullback;
        EquatableArray<Variable> saved = halves.Saved;
        EquatableArray<Parameter> parameters = pullback.Primal.Parameters;
        Locals locals = new(
            [.. parameters.Select(p => (p.Variable, false))],
            pullback.Forward,
            [pullback.Primal.Result, .. saved],
            ReservedNames.In(pullback.Forward));
        Comments comments = new(pullback.Primal, v => locals[v]);
        string[] names = [.. saved.Select(v => locals[v])], fields = Fields(names, halves.SavedName);

        SourceWriter forward = new(), backward = new(), between = new();
        WriteForward(forward, halves, locals, comments, names, fields);
        WriteBackward(backward, halves, locals, comments, fields);
        WriteSaved(between, halves, fields);
        return forward + "\n" + backward + "\n" + between;
    }

    private static void WriteForward(SourceWriter writer, Halves halves, Locals locals, Comments comments, string[] names, string[] fields)
    {
        Reversed pullback = halves.Pullback;
        string keeper = NewName("saved", pullback.Primal.Parameters.Select(p => p.Variable.Name), locals, pullback.Forward);
        writer.Line($"/// <summary>The forward half of {halves.Reference}: its value, and what the backward half reads.</summary>");
        Docs.Remarks(writer, comments, $"{Docs.Count(Cost.Operations(pullback.Forward), "operation")}; saves {Size(halves.Saved)}.");
        writer.Line(MethodWriter.Attribute);
        string parameters = string.Concat(halves.Parameters.Select(p => p + ", "));
        using (writer.Block($"{halves.Modifiers} {pullback.Primal.Result.Type} {halves.Name}Forward({parameters}out {halves.SavedName} {keeper})"))
        {
            HashSet<Variable> declared = [.. pullback.Primal.Parameters.Select(p => locals.Representative(p.Variable))];
            StatementWriter statements = new(writer, locals, declared, Comments.Forward);
            statements.Write(pullback.Forward);
            WritePacking(writer, keeper, halves.SavedName, [.. fields.Zip(names, (f, n) => $"{f} = {n}")]);
            writer.Line($"return {statements.Print(pullback.Primal.Result)};");
        }
    }

    private static void WriteBackward(SourceWriter writer, Halves halves, Locals forward, Comments comments, string[] fields)
    {
        Reversed pullback = halves.Pullback;
        Variable upstream = (Variable)pullback.Upstream;
        EquatableArray<Variable> saved = halves.Saved;
        const string keeper = "saved";
        Locals locals = new(
            [.. pullback.Before.Select(v => (v, true)), (upstream, false), .. saved.Select(v => (v, false))],
            pullback.Backward,
            pullback.Cotangents,
            [keeper, "_", .. ReservedNames.In(pullback.Backward)],
            forward);
        writer.Line($"/// <summary>The backward half of {halves.Reference}: adds to the derivatives of the parameters.</summary>");
        writer.Line($"/// <param name=\"{keeper}\">What the forward half kept: {(fields.Length == 0 ? "nothing" : string.Join(", ", fields))}.</param>");
        writer.Line($"/// <param name=\"{locals[upstream].TrimStart('@')}\">The derivative of the result.</param>");
        foreach ((Parameter parameter, Variable before) in pullback.Primal.Parameters.Where(p => p.IsDifferentiable).Zip(pullback.Before, (p, v) => (p, v)))
        {
            writer.Line($"/// <param name=\"{locals[before].TrimStart('@')}\">The derivative of <c>{parameter.Variable.Name}</c>; added to.</param>");
        }

        writer.Line($"/// <remarks>{Docs.Count(Cost.Operations(pullback.Backward), "operation")}.</remarks>");
        writer.Line(MethodWriter.Attribute);
        string cotangents = string.Concat(pullback.Before.Select(v => $", ref {v.Type} {locals[v]}"));
        using (writer.Block($"{halves.Modifiers} void {halves.Name}Backward(ref {halves.SavedName} {keeper}, {upstream.Type} {locals[upstream]}{cotangents})"))
        {
            WriteUnpacking(writer, [.. saved.Select(v => locals[v])], [.. fields.Select(f => $"{keeper}.{f}")]);
            HashSet<Variable> declared = [.. new[] { upstream }.Concat(pullback.Before).Concat(saved).Select(locals.Representative)];
            StatementWriter statements = new(writer, locals, declared, comments.Backward());
            statements.Write(pullback.Backward);
            foreach ((Variable before, Expression after) in pullback.Before.Zip(pullback.Cotangents, (b, a) => (b, a)))
            {
                statements.Assign(before, after);
            }
        }
    }

    private static void WritePacking(SourceWriter writer, string keeper, string type, string[] assignments)
    {
        if (assignments.Length <= MostOnOneLine)
        {
            writer.Line(assignments.Length == 0 ? $"{keeper} = default;" : $"{keeper} = new {type} {{ {string.Join(", ", assignments)} }};");
            return;
        }

        using (writer.Block($"{keeper} = new {type}", "};"))
        {
            foreach (string assignment in assignments)
            {
                writer.Line(assignment + ",");
            }
        }
    }

    private static void WriteUnpacking(SourceWriter writer, string[] names, string[] fields)
    {
        if (names.Length == 0)
        {
            return;
        }

        if (names.Length is > 1 and <= MostOnOneLine)
        {
            writer.Line($"var ({string.Join(", ", names)}) = ({string.Join(", ", fields)});");
        }
        else
        {
            foreach ((string name, string field) in names.Zip(fields, (n, f) => (n, f)))
            {
                writer.Line($"var {name} = {field};");
            }
        }

        writer.Line();
    }

    private static void WriteSaved(SourceWriter writer, Halves halves, string[] fields)
    {
        writer.Line($"/// <summary>What <c>{halves.Name}Forward</c> keeps for <c>{halves.Name}Backward</c>: {Size(halves.Saved)}.</summary>");
        writer.Line(MethodWriter.Attribute);
        using (writer.Block($"{halves.SavedAccessibility} struct {halves.SavedName}"))
        {
            foreach ((string field, Variable variable) in fields.Zip(halves.Saved, (f, v) => (f, v)))
            {
                writer.Line($"internal {variable.Type} {field};");
            }
        }
    }

    private static string Size(EquatableArray<Variable> saved) =>
        saved.Count == 0 ? "nothing" : $"{Docs.Count(saved.Count, "value")}, {Docs.Count(saved.Sum(v => v.Type.Size), "byte")}";

    /// <summary>
    /// A field has the name of the local that it keeps, unless that is the struct's own name or would hide a member of every
    /// object; a local that two values share is kept under two names.
    /// </summary>
    private static string[] Fields(string[] names, string savedName)
    {
        string[] reserved = [savedName, nameof(Equals), nameof(GetHashCode), nameof(GetType), nameof(ToString), nameof(MemberwiseClone), nameof(ReferenceEquals)];
        HashSet<string> taken = [.. reserved], wanted = [.. names.Where(n => !reserved.Contains(n))];
        return [.. names.Select(n => wanted.Remove(n) && taken.Add(n) ? n : taken.Take(n + "2"))];
    }

    private static string NewName(string wanted, IEnumerable<string> parameters, Locals locals, EquatableArray<Statement> body)
    {
        HashSet<string> taken = [.. parameters, .. ReservedNames.In(body), .. Traversal.Definitions(body).Select(v => locals[v])];
        return taken.Take(wanted);
    }
}
