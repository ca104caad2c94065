using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.CodeFixes;

/// <summary>What a type and those around it lack to take generated members.</summary>
internal static class PartialTypes
{
    /// <summary>The declarations that are not partial, those of the outermost type first.</summary>
    public static IEnumerable<TypeDeclarationSyntax> NotYet(INamedTypeSymbol type, CancellationToken cancel) => WithContaining(type)
        .SelectMany(t => t.DeclaringSyntaxReferences)
        .Select(r => r.GetSyntax(cancel))
        .OfType<TypeDeclarationSyntax>()
        .Where(d => !d.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>The keyword, where C# wants it: last before <c>class</c>, <c>struct</c>, <c>record</c> or <c>interface</c>.</summary>
    public static IEnumerable<Insertion> Insertions(IEnumerable<TypeDeclarationSyntax> declarations, Solution solution)
    {
        foreach (TypeDeclarationSyntax declaration in declarations)
        {
            if (solution.GetDocument(declaration.SyntaxTree) is { } document and not SourceGeneratedDocument)
            {
                yield return new(document.Id, declaration.Keyword.SpanStart, "partial ");
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> WithContaining(INamedTypeSymbol type) =>
        type.ContainingType is null ? [type] : WithContaining(type.ContainingType).Append(type);
}
