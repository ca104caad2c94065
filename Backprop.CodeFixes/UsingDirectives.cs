using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.CodeFixes;

/// <summary>Where a using directive goes: among those that stand there, namespaces of System first.</summary>
internal static class UsingDirectives
{
    /// <param name="user">What is to see the namespace; the directive goes to the list nearest to it.</param>
    public static (int Position, string Text) Add(string space, SyntaxNode user, SourceText text)
    {
        string directive = $"using {space};", newLine = Layout.NewLine(text);
        CompilationUnitSyntax unit = user.Ancestors().OfType<CompilationUnitSyntax>().Single();
        SyntaxList<UsingDirectiveSyntax> there = user.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Select(n => n.Usings)
            .Append(unit.Usings).FirstOrDefault(u => u.Count > 0);
        if (there.Count == 0)
        {
            return (Start(unit), directive + newLine + newLine);
        }

        if (there.FirstOrDefault(u => IsBehind(u, space)) is { } next)
        {
            return (next.SpanStart, directive + Layout.Separator(next.SpanStart, text));
        }

        UsingDirectiveSyntax last = there.Last();
        SyntaxTrivia lineEnd = last.GetTrailingTrivia().FirstOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        return (lineEnd.RawKind == 0 ? last.Span.End : lineEnd.SpanStart, Layout.Separator(last.SpanStart, text) + directive);
    }

    private static bool IsBehind(UsingDirectiveSyntax other, string space) =>
        !other.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)
        && (other.Alias is not null || other.StaticKeyword.IsKind(SyntaxKind.StaticKeyword) || IsBehind(other.NamespaceOrType.ToString(), space));

    private static bool IsBehind(string other, string space) =>
        other != "System" && !other.StartsWith("System.", StringComparison.Ordinal) && string.CompareOrdinal(other, space) > 0;

    /// <summary>Behind the file's header and extern aliases, but before what documents the first type.</summary>
    private static int Start(CompilationUnitSyntax unit)
    {
        SyntaxToken first = unit.Externs.Count == 0 ? unit.GetFirstToken() : unit.Externs.Last().GetLastToken().GetNextToken();
        SyntaxTrivia docs = first.LeadingTrivia.FirstOrDefault(t => t.HasStructure && t.GetStructure() is DocumentationCommentTriviaSyntax);
        return docs.RawKind == 0 ? first.SpanStart : docs.FullSpan.Start;
    }
}
