using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Generator.Optimization;
using Backprop.Generator.Reading;

namespace Backprop.Generator.Writing;

/// <summary>The members written for one annotated method.</summary>
internal static class MethodWriter
{
    public static readonly string Attribute =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"Backprop.Generator\", \"{typeof(MethodWriter).Assembly.GetName().Version.ToString(3)}\")]";

    public static string Write(Derivative derivative)
    {
        SourceWriter writer = new();
        WriteGradient(writer, derivative);
        return writer + "\n" + HalvesWriter.Write(Halves.Of(derivative));
    }

    public static string WriteHelper(HelperDerivative helper) => HalvesWriter.Write(Halves.Of(helper));

    private static void WriteGradient(SourceWriter writer, Derivative derivative)
    {
        (Signature signature, Reversed gradient) = (derivative.Signature, derivative.Gradient);
        EquatableArray<Parameter> parameters = gradient.Primal.Parameters;
        Expression result = gradient.Primal.Result;
        List<Statement> body = [.. gradient.Forward, .. gradient.Backward];
        Locals locals = new(
            [.. parameters.Select(p => (p.Variable, false))], body, [result, .. gradient.Cotangents], ReservedNames.In(body));
        Comments comments = new(gradient.Primal, v => locals[v]);
        HashSet<Variable> declared = [.. parameters.Select(p => locals.Representative(p.Variable))];

        writer.Line($"/// <summary>The value of {Cref(signature)} and its gradient, in one call.</summary>");
        Docs.Remarks(writer, comments, $"{Docs.Count(Cost.Operations(gradient.Forward), "operation")} forward, {Cost.Operations(gradient.Backward)} backward.");
        writer.Line(Attribute);
        string returned = string.Concat(signature.Parameters.Where(p => p.IsDifferentiable).Select(p => $", {p.Type} {CotangentName(p)}"));
        string list = string.Join(", ", signature.Parameters.Select(p => $"{p.Modifier}{p.Type} {p.Name}{(p.Default is null ? "" : " = " + p.Default)}"));
        using (writer.Block($"{Halves.Join(signature.Accessibility, signature.Binding)} ({result.Type} value{returned}) {signature.Name}Gradient({list})"))
        {
            writer.Line("// forward");
            new StatementWriter(writer, locals, declared, Comments.Forward).Write(gradient.Forward);
            StatementWriter backward = new(writer, locals, declared, comments.Backward());
            if (gradient.Backward.Count > 0)
            {
                writer.Line();
                writer.Line("// backward");
                backward.Write(gradient.Backward);
            }

            writer.Line($"return ({string.Join(", ", new[] { result }.Concat(gradient.Cotangents).Select(backward.Print))});");
        }
    }

    public static string CotangentName(ParameterSignature parameter) => "d" + parameter.Name.TrimStart('@');

    private static string Cref(Signature signature) => $"<see cref=\"{Docs.Escape(signature.Reference)}\"/>";
}
