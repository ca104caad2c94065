using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.CodeFixes;

/// <summary>BP0001: makes the type of a differentiable method partial, in all its declarations, and the types around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix)), Shared]
public sealed class MakePartialCodeFix : CodeFixProvider
{
    private static readonly FixAll All = new("Make the types of differentiable methods partial", FindAsync);

    /// <summary>The diagnostic that this mends.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds => ["BP0001"];

    /// <summary>Mends all types of a document, project or solution at once.</summary>
    public override FixAllProvider GetFixAllProvider() => All;

    /// <summary>Offers to make the type under the diagnostic partial.</summary>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => Fix.OfferAsync(context, FindAsync, nameof(MakePartialCodeFix));

    private static async Task<Fix?> FindAsync(Document document, TextSpan at, CancellationToken cancel)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        if (root!.FindToken(at.Start).Parent is not TypeDeclarationSyntax declaration || model!.GetDeclaredSymbol(declaration, cancel) is not { } type)
        {
            return null;
        }

        TypeDeclarationSyntax[] declarations = [.. PartialTypes.NotYet(type, cancel)];
        return declarations.Length == 0 ? null : new(
            $"Make {Listed([.. declarations.Select(d => $"'{d.Identifier.ValueText}'").Distinct()])} partial",
            [.. PartialTypes.Insertions(declarations, document.Project.Solution)]);
    }

    private static string Listed(string[] names) =>
        names.Length == 1 ? names[0] : string.Join(", ", names.Take(names.Length - 1)) + " and " + names.Last();
}
