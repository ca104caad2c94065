using Spectre.Console;

namespace Backprop.Sample.Layout;

/// <summary>A table without lines.</summary>
/// <param name="gap">Columns between two columns of the table.</param>
/// <param name="left">Which columns hold words and stand to the left; numbers stand to the right.</param>
internal sealed class Aligned(int gap, params int[] left)
{
    private readonly List<(string Text, Style Style)[]> _rows = [];

    public void Add(params (string Text, Style Style)[] cells) => _rows.Add(cells);

    public void WriteTo(IAnsiConsole console)
    {
        int[] widths = [.. Enumerable.Range(0, _rows[0].Length).Select(i => _rows.Max(r => r[i].Text.Length))];
        foreach ((string Text, Style Style)[] row in _rows)
        {
            Line line = new();
            int start = Page.Margin;
            for (int i = 0; i < row.Length; i++)
            {
                int column = left.Contains(i) ? start : start + widths[i] - row[i].Text.Length;
                line.Add(row[i].Text, row[i].Style, column);
                start += widths[i] + gap;
            }

            line.WriteTo(console);
        }
    }
}
