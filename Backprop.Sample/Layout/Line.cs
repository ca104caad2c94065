using Spectre.Console;

namespace Backprop.Sample.Layout;

/// <summary>A line of output in the making.</summary>
internal sealed class Line
{
    private readonly List<(string Text, Style Style)> _pieces = [];

    public int Width { get; private set; }

    /// <summary>Adds text at a column, or behind what is there.</summary>
    public Line Add(string text, Style? style = null, int column = 0)
    {
        if (text.Length == 0) return this;

        string gap = new(' ', Math.Max(0, column - Width));
        if (gap.Length > 0) _pieces.Add((gap, Ink.Plain));
        _pieces.Add((text, style ?? Ink.Plain));
        Width += gap.Length + text.Length;
        return this;
    }

    /// <summary>Adds text that ends before a column.</summary>
    public Line AddRight(string text, Style? style, int end) => Add(text, style, end - text.Length);

    public void WriteTo(IAnsiConsole console)
    {
        foreach ((string text, Style style) in _pieces) console.Write(text, style);
        console.WriteLine();
    }
}
