using Spectre.Console;

namespace Backprop.Sample.Layout;

/// <summary>Rows of figures under their headings.</summary>
internal static class FiguresTable
{
    /// <summary>Enough to see a figure move; a table of the many digits of doubles is hard to read.</summary>
    private const int SignificantDigits = 6;

    private const int WidestBar = 14;

    public static void Write(Figures figures, IAnsiConsole console)
    {
        char bar = console.Profile.Capabilities.Unicode ? '━' : '=';
        Aligned table = new(gap: 2, left: [.. Enumerable.Range(0, figures.Headings.Count).Where(i => IsLeft(figures.Rows[0][i], i))]);
        table.Add([.. figures.Headings.Select(h => (h, Ink.Quiet))]);
        foreach (object[] row in figures.Rows) table.Add([.. row.Select((cell, i) => (Text(cell, bar), i == 0 ? Ink.Plain : Ink.Value))]);
        table.WriteTo(console);
    }

    private static bool IsLeft(object cell, int column) => cell is Bar || (cell is string && column == 0);

    private static string Text(object cell, char ink) => cell switch
    {
        int count => Digits.Count(count),
        double number => Digits.Rounded(number, SignificantDigits),
        Bar bar => new string(ink, (int)Math.Round(bar.Share * WidestBar)),
        _ => (string)cell,
    };
}
