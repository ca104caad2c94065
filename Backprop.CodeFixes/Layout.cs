using Microsoft.CodeAnalysis.Text;

namespace Backprop.CodeFixes;

/// <summary>Lines as the user's file has them.</summary>
internal static class Layout
{
    /// <summary>The file's own line end.</summary>
    public static string NewLine(SourceText text)
    {
        TextLine first = text.Lines[0];
        return first.EndIncludingLineBreak > first.End ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
    }

    /// <summary>What parts two things of which one stands at a position: a new line as deep, or a space where it shares its line.</summary>
    public static string Separator(int position, SourceText text)
    {
        string before = text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(position).Start, position));
        return string.IsNullOrWhiteSpace(before) ? NewLine(text) + before : " ";
    }
}
