using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.CodeFixes;

/// <summary>BP1008: marks the called method [Differentiable], so that its derivative is written in its own type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkDifferentiableCodeFix)), Shared]
public sealed class MarkDifferentiableCodeFix : CodeFixProvider
{
    private static readonly FixAll All = new("Mark the called methods [Differentiable]", FindAsync);

    /// <summary>The diagnostic that this mends.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds => ["BP1008"];

    /// <summary>Marks all such methods of a document, project or solution at once.</summary>
    public override FixAllProvider GetFixAllProvider() => All;

    /// <summary>Offers to mark the method whose call is under the diagnostic.</summary>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => Fix.OfferAsync(context, FindAsync, nameof(MarkDifferentiableCodeFix));

    private static async Task<Fix?> FindAsync(Document document, TextSpan at, CancellationToken cancel)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        if (root!.FindNode(at, getInnermostNodeForTie: true) is not InvocationExpressionSyntax call
            || model!.GetSymbolInfo(call, cancel).Symbol is not IMethodSymbol called)
        {
            return null;
        }

        IMethodSymbol method = (called.ReducedFrom ?? called).OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        Solution solution = document.Project.Solution;
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancel) is not MethodDeclarationSyntax declaration
            || solution.GetDocument(declaration.SyntaxTree) is not { } home || home is SourceGeneratedDocument)
        {
            return null;
        }

        return new(
            $"Mark '{method.ContainingType.Name}.{method.Name}' [Differentiable]",
            [
                .. await MarkAsync(declaration, home, cancel).ConfigureAwait(false),
                .. PartialTypes.Insertions(PartialTypes.NotYet(method.ContainingType, cancel), solution),
            ]);
    }

    /// <summary>The attribute on a line above the method, and what makes its name known there.</summary>
    private static async Task<IEnumerable<Insertion>> MarkAsync(MethodDeclarationSyntax method, Document home, CancellationToken cancel)
    {
        SourceText text = await home.GetTextAsync(cancel).ConfigureAwait(false);
        SemanticModel? model = await home.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        ImmutableArray<ISymbol> known = model!.LookupNamespacesAndTypes(method.SpanStart, name: "DifferentiableAttribute");
        bool isOther = known.Any(s => s.ToDisplayString() != "Backprop.DifferentiableAttribute");
        Insertion mark = new(
            home.Id, method.SpanStart, (isOther ? "[global::Backprop.Differentiable]" : "[Differentiable]") + Layout.Separator(method.SpanStart, text));
        if (known.Length > 0)
        {
            return [mark];
        }

        (int position, string directive) = UsingDirectives.Add("Backprop", method, text);
        return [new(home.Id, position, directive), mark];
    }
}
