using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.CodeFixes;

/// <summary>Finds what mends the diagnostic at a place of a document; null where nothing there needs it.</summary>
internal delegate Task<Fix?> FindFix(Document document, TextSpan at, CancellationToken cancel);

/// <summary>What a light bulb offers.</summary>
/// <param name="Title">Says what it does.</param>
internal sealed record Fix(string Title, ImmutableArray<Insertion> Insertions)
{
    /// <summary>Offers the fix of a diagnostic, if there is one.</summary>
    /// <param name="key">The same for all fixes that may be applied at once.</param>
    public static async Task OfferAsync(CodeFixContext context, FindFix find, string key)
    {
        if (await find(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false) is { } fix)
        {
            context.RegisterCodeFix(Action(fix.Title, context.Document.Project.Solution, fix.Insertions, key), context.Diagnostics);
        }
    }

    public static CodeAction Action(string title, Solution solution, IEnumerable<Insertion> insertions, string key) =>
        CodeAction.Create(title, cancel => Insertion.ApplyAsync(solution, insertions, cancel), key);
}
