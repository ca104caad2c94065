using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Generator.Optimization;

namespace Backprop.Generator.Writing;

/// <summary>Value and gradient in one method.</summary>
internal static class GradientWriter
{
    public static string Write(GradientMember member)
    {
        SourceWriter writer = new();
        Reversed gradient = member.Gradient;
        EquatableArray<Parameter> parameters = gradient.Primal.Parameters;
        Expression result = gradient.Primal.Result;
        FreshVariables fresh = gradient.Fresh();
        gradient = gradient with { Forward = LoopForm.Of(gradient.Forward, fresh), Backward = LoopForm.Of(gradient.Backward, fresh) };
        List<Statement> body = [.. gradient.Forward, .. gradient.Backward];
        Locals locals = new(
            [.. parameters.Select(p => (p.Variable, false)), .. Extra(gradient).Select(v => (v, false))],
            body, [result, .. gradient.Cotangents], Reserved(member, body));
        Comments comments = new(gradient.Primal, v => locals[v]);
        HashSet<Variable> declared = [.. parameters.Select(p => p.Variable).Concat(Extra(gradient)).Select(locals.Representative)];

        WriteDocs(writer, member, comments);
        using (writer.Block(Head(member, locals)))
        {
            ArrayGuards.Write(writer, gradient, locals);
            writer.Line(gradient.Direction is { } by ? $"// forward; vDot is the derivative of v with respect to {by.Name}" : "// forward");
            foreach (string line in gradient.Plan)
            {
                writer.Line("// " + line);
            }

            Func<int, string> ofBackward = comments.Backward();
            new StatementWriter(writer, locals, declared, Comments.Forward) { Backward = ofBackward }.Write(gradient.Forward);
            StatementWriter backward = new(writer, locals, declared, ofBackward);
            if (gradient.Backward.Count > 0)
            {
                writer.Line();
                writer.Line("// backward");
                backward.Write(gradient.Backward);
            }

            WriteResult(writer, member, backward);
        }

        return writer.ToString();
    }

    /// <summary>The parameters that the method itself does not have.</summary>
    private static IEnumerable<Variable> Extra(Reversed gradient) => new[] { gradient.Given }.OfType<Variable>().Concat(gradient.Arrays.Select(a => a.Cotangent));

    private static string Head(GradientMember member, Locals locals)
    {
        IRType type = member.Gradient.Primal.Result.Type;
        string result = member.Results.Count switch
        {
            0 => "void",
            1 => member.Results[0].Type,
            _ => $"({string.Join(", ", member.Results.Select(r => $"{r.Type} {r.Name}"))})",
        };
        IEnumerable<string> arrays = Extra(member.Gradient).Select(v => $"{v.Type} {locals[v]}");
        return member.IsTuple
            ? $"{member.Modifiers} {result} {member.Name}Gradient({string.Join(", ", member.Parameters.Concat(arrays))})"
            : $"{member.Modifiers} {type} {member.Name}Gradient({string.Join(", ", member.Parameters.Concat(member.Partials.Select(p => $"out {p.Type} {p.Name}")))})";
    }

    /// <summary>Out parameters have names of their own: what is added up, is added up in locals.</summary>
    private static IEnumerable<string> Reserved(GradientMember member, IEnumerable<Statement> body) =>
        member.IsTuple ? ReservedNames.In(body) : ReservedNames.In(body).Concat(member.Partials.Select(p => p.Name));

    private static void WriteResult(SourceWriter writer, GradientMember member, StatementWriter statements)
    {
        Reversed gradient = member.Gradient;
        string value = gradient.IsVoid ? "" : MethodWriter.Returned(gradient, statements, isCopied: false);
        List<string> cotangents = [.. gradient.Cotangents.Select(statements.Print)];
        if (member.IsTuple)
        {
            List<string> results = gradient.IsVoid ? cotangents : [value, .. cotangents];
            if (results.Count > 0)
            {
                writer.Line(results.Count == 1 ? $"return {results[0]};" : $"return ({string.Join(", ", results)});");
            }

            return;
        }

        foreach ((string cotangent, string partial) in cotangents.Zip(member.Partials, (c, p) => (c, p.Name)))
        {
            writer.Line($"{partial} = {cotangent};");
        }

        writer.Line($"return {value};");
    }

    private static void WriteDocs(SourceWriter writer, GradientMember member, Comments comments)
    {
        Reversed gradient = member.Gradient;
        string forward = Docs.Count(Cost.Operations(gradient.Forward), "operation");
        writer.Line(gradient.Given is null
            ? $"/// <summary>The value of {member.Reference} and its gradient, in one call.</summary>"
            : $"/// <summary>The value of {member.Reference}, and the gradient of the sum of its elements, each times its own in <c>dvalue</c>.</summary>");
        Docs.Remarks(writer, comments, gradient.Direction is null ? $"{forward} forward, {Cost.Operations(gradient.Backward)} backward." : $"{forward}.");
        writer.Line(MethodWriter.Attribute);
    }
}
