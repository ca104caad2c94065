using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Backprop.CodeFixes;

/// <summary>All fixes of a document, project or solution in one change; what two of them ask for is done once.</summary>
internal sealed class FixAll(string title, FindFix find) : FixAllProvider
{
    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        List<Insertion> insertions = [];
        foreach (Document document in Documents(context))
        {
            foreach (Diagnostic diagnostic in await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false))
            {
                Fix? fix = await find(document, diagnostic.Location.SourceSpan, context.CancellationToken).ConfigureAwait(false);
                insertions.AddRange(fix is null ? [] : fix.Insertions);
            }
        }

        return insertions.Count == 0 ? null : Fix.Action(title, context.Solution, insertions, context.CodeActionEquivalenceKey ?? title);
    }

    private static IEnumerable<Document> Documents(FixAllContext context) => context.Scope switch
    {
        FixAllScope.Document => [context.Document!],
        FixAllScope.Project => context.Project.Documents,
        _ => context.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp).SelectMany(p => p.Documents),
    };
}
