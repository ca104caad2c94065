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
        FreshVariables fresh = pullback.Fresh();
        Keeping keeping = Keeping.Of(LoopForm.Of(pullback.Forward, fresh), halves.Saved, fresh);
        pullback = pullback with { Forward = keeping.Forward, Backward = LoopForm.Of(pullback.Backward, fresh) };
        EquatableArray<Variable> saved = halves.Saved.Where(v => !keeping.Owners.Contains(v)).ToEquatableArray();
        halves = halves with { Pullback = pullback };
        Locals locals = new(
            [.. pullback.Primal.Parameters.Select(p => (p.Variable, false))],
            pullback.Forward,
            [pullback.Primal.Result, .. saved],
            ReservedNames.In(pullback.Forward));
        Comments comments = new(pullback.Primal, v => locals[v]);
        string[] names = [.. saved.Select(v => locals[v]), .. keeping.Owners.Select(v => locals[v])], fields = Fields(names, halves.SavedName);
        Layout layout = new(saved, keeping.Owners, [.. names.Take(saved.Count)], [.. fields.Take(saved.Count)], [.. fields.Skip(saved.Count)]);

        SourceWriter forward = new(), backward = new(), between = new();
        WriteForward(forward, halves, locals, comments, layout);
        WriteBackward(backward, halves, locals, comments, layout);
        WriteSaved(between, halves, layout);
        return forward + "\n" + backward + "\n" + between;
    }

    /// <summary>The struct between the halves.</summary>
    /// <param name="Values">What it keeps by value.</param>
    /// <param name="Owners">What it gives back.</param>
    /// <param name="Names">The locals of the forward half that hold the values.</param>
    /// <param name="Fields">The fields of the values.</param>
    /// <param name="OwnerFields">The fields of what is given back.</param>
    private sealed record Layout(EquatableArray<Variable> Values, EquatableArray<Variable> Owners, string[] Names, string[] Fields, string[] OwnerFields)
    {
        /// <summary>A struct that holds a span lives on the stack only.</summary>
        public bool IsRef => Values.Any(v => v.Type.IsSpan);

        public void PlaceOwners(Locals locals, string keeper)
        {
            foreach ((Variable owner, string field) in Owners.Zip(OwnerFields, (o, f) => (o, f)))
            {
                locals.Place(owner, keeper + "." + field);
            }
        }
    }

    private static void WriteForward(SourceWriter writer, Halves halves, Locals locals, Comments comments, Layout layout)
    {
        Reversed pullback = halves.Pullback;
        string keeper = NewName("saved", pullback.Primal.Parameters.Select(p => p.Variable.Name), locals, pullback.Forward);
        writer.Line($"/// <summary>The forward half of {halves.Reference}: its value, and what the backward half reads.</summary>");
        Docs.Remarks(writer, comments, $"{Docs.Count(Cost.Operations(pullback.Forward), "operation")}; saves {Size(layout)}.");
        writer.Line(MethodWriter.Attribute);
        string parameters = string.Concat(halves.Parameters.Select(p => p + ", "));
        using (writer.Block($"{halves.Modifiers} {pullback.Primal.Result.Type} {halves.Name}Forward({parameters}out {halves.SavedName} {keeper})"))
        {
            layout.PlaceOwners(locals, keeper);
            if (layout.Owners.Count == 0)
            {
                WriteForwardBody(writer, halves, locals, layout, keeper);
                return;
            }

            // What is pooled goes back also when an exception passes through.
            writer.Line($"{keeper} = default;");
            using (writer.Block("try"))
            {
                WriteForwardBody(writer, halves, locals, layout, keeper);
            }

            using (writer.Block("catch"))
            {
                writer.Line($"{keeper}.Dispose();");
                writer.Line("throw;");
            }
        }
    }

    private static void WriteForwardBody(SourceWriter writer, Halves halves, Locals locals, Layout layout, string keeper)
    {
        Reversed pullback = halves.Pullback;
        HashSet<Variable> declared = [.. pullback.Primal.Parameters.Select(p => locals.Representative(p.Variable)), .. layout.Owners.Select(locals.Representative)];
        StatementWriter statements = new(writer, locals, declared, Comments.Forward);
        ArrayGuards.WriteInputs(writer, pullback, locals);
        statements.Write(pullback.Forward);
        if (layout.Owners.Count == 0)
        {
            WritePacking(writer, keeper, halves.SavedName, [.. layout.Fields.Zip(layout.Names, (f, n) => $"{f} = {n}")]);
        }
        else
        {
            foreach ((string field, string name) in layout.Fields.Zip(layout.Names, (f, n) => (f, n)))
            {
                writer.Line($"{keeper}.{field} = {name};");
            }
        }

        if (!pullback.IsVoid)
        {
            writer.Line($"return {statements.Print(pullback.Primal.Result)};");
        }
    }

    private static void WriteBackward(SourceWriter writer, Halves halves, Locals forward, Comments comments, Layout layout)
    {
        Reversed pullback = halves.Pullback;
        const string keeper = "saved";
        Variable[] upstream = pullback.IsVoid ? [] : [(Variable)pullback.Upstream];
        List<Variable> arrays = [.. pullback.Arrays.Select(a => a.Cotangent)];
        Locals locals = new(
            [.. pullback.Before.Select(v => (v, true)), .. upstream.Select(v => (v, false)), .. arrays.Select(v => (v, false)), .. layout.Values.Select(v => (v, false))],
            pullback.Backward,
            pullback.Cotangents,
            [keeper, "_", .. ReservedNames.In(pullback.Backward)],
            forward);
        layout.PlaceOwners(locals, keeper);
        WriteBackwardDocs(writer, halves, comments, locals, layout, keeper);
        string cotangents = string.Concat(upstream.Select(v => $", {v.Type} {locals[v]}").Concat(pullback.Before.Select(v => $", ref {v.Type} {locals[v]}")).Concat(arrays.Select(v => $", {(layout.IsRef && v.Type.IsSpan ? "scoped " : "")}{v.Type} {locals[v]}")));
        using (writer.Block($"{halves.Modifiers} void {halves.Name}Backward(ref {halves.SavedName} {keeper}{cotangents})"))
        {
            WriteUnpacking(writer, [.. layout.Values.Select(v => locals[v])], [.. layout.Fields.Select(f => $"{keeper}.{f}")], layout.IsRef);
            HashSet<Variable> declared = [.. upstream.Concat(pullback.Before).Concat(arrays).Concat(layout.Values).Concat(layout.Owners).Select(locals.Representative)];
            StatementWriter statements = new(writer, locals, declared, comments.Backward());
            statements.Write(pullback.Backward);
            foreach ((Variable before, Expression after) in pullback.Before.Zip(pullback.Cotangents, (b, a) => (b, a)))
            {
                statements.Assign(before, after);
            }
        }
    }

    private static void WriteBackwardDocs(SourceWriter writer, Halves halves, Comments comments, Locals locals, Layout layout, string keeper)
    {
        Reversed pullback = halves.Pullback;
        string[] fields = [.. layout.Fields, .. layout.OwnerFields];
        writer.Line($"/// <summary>The backward half of {halves.Reference}: adds to the derivatives of the parameters.</summary>");
        writer.Line($"/// <param name=\"{keeper}\">What the forward half kept: {(fields.Length == 0 ? "nothing" : string.Join(", ", fields))}.</param>");
        if (!pullback.IsVoid)
        {
            writer.Line($"/// <param name=\"{locals[(Variable)pullback.Upstream].TrimStart('@')}\">The derivative of the result.</param>");
        }

        foreach ((Parameter parameter, Variable before) in pullback.Primal.Parameters.Where(p => p.IsDifferentiable && !p.Variable.Type.IsArray).Zip(pullback.Before, (p, v) => (p, v)))
        {
            writer.Line($"/// <param name=\"{locals[before].TrimStart('@')}\">The derivative of <c>{parameter.Variable.Name}</c>; added to.</param>");
        }

        foreach ((Variable parameter, Variable cotangent) in pullback.Arrays)
        {
            string what = pullback.Written.Contains(parameter)
                ? $"The derivative of <c>{parameter.Name}</c> as the method left it; afterwards, as it was given."
                : $"The derivative of <c>{parameter.Name}</c>; added to.";
            writer.Line($"/// <param name=\"{locals[cotangent].TrimStart('@')}\">{what}</param>");
        }

        writer.Line($"/// <remarks>{Docs.Count(Cost.Operations(pullback.Backward), "operation")}.</remarks>");
        writer.Line(MethodWriter.Attribute);
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

    private static void WriteUnpacking(SourceWriter writer, string[] names, string[] fields, bool hasSpans)
    {
        if (names.Length == 0)
        {
            return;
        }

        if (!hasSpans && names.Length is > 1 and <= MostOnOneLine)
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

    private static void WriteSaved(SourceWriter writer, Halves halves, Layout layout)
    {
        writer.Line($"/// <summary>What <c>{halves.Name}Forward</c> keeps for <c>{halves.Name}Backward</c>: {Size(layout)}.</summary>");
        writer.Line(MethodWriter.Attribute);
        string kind = layout.IsRef ? "ref struct" : "struct", disposable = layout.Owners.Count > 0 ? " : global::System.IDisposable" : "";
        using (writer.Block($"{halves.SavedAccessibility} {kind} {halves.SavedName}{disposable}"))
        {
            foreach ((string field, Variable variable) in layout.Fields.Concat(layout.OwnerFields).Zip(layout.Values.Concat(layout.Owners), (f, v) => (f, v)))
            {
                writer.Line($"internal {variable.Type} {field};");
            }

            if (layout.Owners.Count == 0)
            {
                return;
            }

            writer.Line();
            writer.Line("/// <summary>Gives the memory back to its pool.</summary>");
            using (writer.Block("public void Dispose()"))
            {
                foreach (string field in layout.OwnerFields)
                {
                    writer.Line($"{field}.Dispose();");
                }
            }
        }
    }

    private static string Size(Layout layout)
    {
        string records = layout.Owners.Count == 0 ? "" : Docs.Count(layout.Owners.Count, "record");
        string values = layout.Values.Count == 0 ? "" : $"{Docs.Count(layout.Values.Count, "value")}, {Docs.Count(layout.Values.Sum(v => v.Type.Size), "byte")}";
        return records.Length + values.Length == 0 ? "nothing" : string.Join("; ", new[] { values, records }.Where(t => t.Length > 0));
    }

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
