using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.CodeFixes;

/// <summary>Text put into a document: a fix made of these leaves everything the user wrote as it is written.</summary>
internal sealed record Insertion(DocumentId Document, int Position, string Text)
{
    /// <summary>Each insertion once, whichever fixes ask for it; of two at one position, the one named first stands first.</summary>
    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Insertion> insertions, CancellationToken cancel)
    {
        foreach (IGrouping<DocumentId, Insertion> document in insertions.Distinct().GroupBy(i => i.Document))
        {
            SourceText text = await solution.GetDocument(document.Key)!.GetTextAsync(cancel).ConfigureAwait(false);
            IEnumerable<TextChange> changes = document.OrderBy(i => i.Position).Select(i => new TextChange(new(i.Position, 0), i.Text));
            solution = solution.WithDocumentText(document.Key, text.WithChanges(changes));
        }

        return solution;
    }
}
