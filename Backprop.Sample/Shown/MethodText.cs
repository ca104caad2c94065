using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.Sample.Shown;

/// <summary>A method as it stands in its file.</summary>
internal static class MethodText
{
    /// <summary>The lines of a method from its attributes to its end, with the indentation of the method taken off.</summary>
    public static IEnumerable<string> Of(string file, string method)
    {
        SourceText text = SourceText.From(file);
        MethodDeclarationSyntax declaration = Find(file, method);
        LinePositionSpan span = text.Lines.GetLinePositionSpan(declaration.Span);
        return Enumerable.Range(span.Start.Line, span.End.Line - span.Start.Line + 1)
            .Select(i => Dedent(text.Lines[i].ToString(), span.Start.Character));
    }

    /// <summary>The one method of this name.</summary>
    public static MethodDeclarationSyntax Find(string file, string method) => CSharpSyntaxTree.ParseText(file).GetRoot()
        .DescendantNodes().OfType<MethodDeclarationSyntax>().Single(m => m.Identifier.Text == method);

    /// <summary>Takes indentation off a line, as far as it has it.</summary>
    public static string Dedent(string line, int indent) => line[Math.Min(indent, line.Length - line.TrimStart().Length)..];
}
