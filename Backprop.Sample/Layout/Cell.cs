using Backprop.Sample.Shown;
using Spectre.Console;

namespace Backprop.Sample.Layout;

/// <summary>One generated line in its column: the code, and its value at the right edge.</summary>
internal static class Cell
{
    /// <summary>The value stands behind the code where there is room, else below it.</summary>
    public static IEnumerable<Strip> Of(CodeLine line, IReadOnlyList<Note> notes, int width)
    {
        List<IGrouping<string, Note>> assigned = [.. notes.Where(n => n.Line == line.Line).GroupBy(n => n.Name)];
        bool isQuiet = assigned.Count == 0 && IsAssignment(line.Code);
        List<Strip> strips = [.. Wrap.Code(line.Code, width).Select((code, i) => new Strip(i == 0 ? line.Number : 0, code, "", isQuiet))];
        foreach (string value in assigned.Where(a => a.Last().Value.Length > 0).Select(a => Text(a, isNamed: assigned.Count > 1)))
        {
            Strip last = strips[^1];
            if (last.Value.Length == 0 && last.Code.Length + 1 + value.Length <= width)
            {
                strips[^1] = last with { Value = value };
            }
            else
            {
                strips.Add(new(0, "", value, false));
            }
        }

        return strips;
    }

    /// <summary>Writes a strip between two columns.</summary>
    public static void Write(Line line, Strip strip, int start, int end, Style ink) =>
        line.Add(strip.Code, strip.IsQuiet ? Ink.Quiet : Ink.Plain, start).AddRight(strip.Value, ink, end);

    /// <summary>The value, with its name where a line assigns several; the last, and how many, of a line that ran more than once.</summary>
    private static string Text(IGrouping<string, Note> notes, bool isNamed)
    {
        string value = isNamed ? $"{notes.Key} = {notes.Last().Value}" : notes.Last().Value;
        return notes.Count() == 1 ? value : $"{value} (of {notes.Count()})";
    }

    /// <summary>A line that assigns, yet left no note, was not run.</summary>
    private static bool IsAssignment(string code) => code.Contains('=') && code.EndsWith(';');

    /// <summary>What one line of the output holds of a cell.</summary>
    /// <param name="Number">The (n) of the generated line; 0 in all but the first strip.</param>
    public readonly record struct Strip(int Number, string Code, string Value, bool IsQuiet);
}
