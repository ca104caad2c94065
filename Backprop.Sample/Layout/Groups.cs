using Backprop.Sample.Shown;

namespace Backprop.Sample.Layout;

/// <summary>Which backward lines belong to which forward lines.</summary>
internal static class Groups
{
    /// <summary>In the order of the forward lines; what belongs to none of them stands at the end.</summary>
    public static List<(List<CodeLine> Forward, List<CodeLine> Backward)> ByNumber(GradientText text)
    {
        List<(int Number, List<CodeLine> Lines)> forward = Sections(text.Forward), backward = Sections(text.Backward);
        List<(List<CodeLine> Forward, List<CodeLine> Backward)> groups = [.. forward.Select(f => (f.Lines, Lines(backward, f.Number)))];
        HashSet<int> numbers = [.. forward.Select(f => f.Number).Where(n => n > 0)];
        List<CodeLine> rest = [.. backward.Where(b => !numbers.Contains(b.Number)).SelectMany(b => b.Lines)];
        if (rest.Count > 0) groups.Add(([], rest));
        return groups;
    }

    /// <summary>All in one; but a loop that goes back in the same pass has its backward lines beside its body.</summary>
    public static List<(List<CodeLine> Forward, List<CodeLine> Backward)> ByLoop(GradientText text)
    {
        List<CodeLine> forward = [.. text.Forward];
        if (text.SamePass is not { } first) return [(forward, [.. text.Backward])];

        int body = forward.FindLastIndex(l => l.Line < first.Line && Indent(l) < Indent(first)) + 1;
        return [(forward[..body], []), (forward[body..], [.. text.Backward])];
    }

    private static int Indent(CodeLine line) => line.Code.Length - line.Code.TrimStart().Length;

    private static List<CodeLine> Lines(List<(int Number, List<CodeLine> Lines)> backward, int number) =>
        number == 0 ? [] : [.. backward.Where(b => b.Number == number).SelectMany(b => b.Lines)];

    /// <summary>
    /// Lines of one number. A line without one belongs to the line before it, but where it sets a derivative to zero, to the
    /// line behind it, which adds to that derivative.
    /// </summary>
    private static List<(int Number, List<CodeLine> Lines)> Sections(IReadOnlyList<CodeLine> lines)
    {
        List<(int Number, List<CodeLine> Lines)> sections = [];
        List<CodeLine> waiting = [];
        foreach (CodeLine line in lines)
        {
            if (line.Number == 0 && line.Code.EndsWith(" = 0.0;", StringComparison.Ordinal))
            {
                waiting.Add(line);
                continue;
            }

            bool isNew = sections.Count == 0 || (line.Number > 0 && line.Number != sections[^1].Number);
            if (isNew) sections.Add((line.Number, []));
            List<CodeLine> section = [.. waiting, line];
            sections[^1].Lines.AddRange(section.Select((l, i) => l with { Number = isNew && i == 0 ? line.Number : 0 }));
            waiting.Clear();
        }

        if (waiting.Count > 0) sections.Add((0, waiting));
        return sections;
    }
}
