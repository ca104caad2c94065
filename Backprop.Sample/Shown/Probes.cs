using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Sample.Shown;

/// <summary>Puts a call of <see cref="Recorder"/> behind every assignment of a method, on the same line: line numbers stay.</summary>
internal static class Probes
{
    private static readonly string Write = $"global::{typeof(Recorder).FullName}.{nameof(Recorder.Write)}";

    public static string Insert(string file, string method)
    {
        StringBuilder text = new(file);
        BlockSyntax body = MethodText.Find(file, method).Body!;
        foreach (StatementSyntax statement in body.DescendantNodes().OfType<StatementSyntax>().OrderByDescending(s => s.Span.End))
        {
            int line = statement.GetLocation().GetLineSpan().StartLinePosition.Line;
            IEnumerable<string> calls = Targets(statement).Select(t => $" {Write}({line}, \"{t}\", {t});");
            text.Insert(statement.Span.End, string.Concat(calls));
        }

        return text.ToString();
    }

    /// <summary>What a statement assigns to: locals, elements, and what it hands to a call by reference.</summary>
    private static IEnumerable<string> Targets(StatementSyntax statement) => statement switch
    {
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local =>
            local.Declaration.Variables.Where(v => v.Initializer is not null).Select(v => v.Identifier.Text),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax or ElementAccessExpressionSyntax } set }
            => [set.Left.ToString()],
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } =>
            call.ArgumentList.Arguments.Where(a => a.RefKindKeyword.Text == "ref").Select(a => a.Expression.ToString()),
        _ => [],
    };
}
