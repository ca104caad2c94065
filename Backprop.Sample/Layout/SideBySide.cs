using Backprop.Sample.Shown;
using Spectre.Console;

namespace Backprop.Sample.Layout;

/// <summary>
/// Forward lines on the left with their values, backward lines on the right with their gradients. Where no line is in
/// braces, each backward line stands beside the forward line whose number it has; else both columns run as they are written,
/// and what a loop does backward in the same pass stands beside that loop.
/// </summary>
internal sealed class SideBySide
{
    private const int Gap = 3, NarrowestLeft = 26, NarrowestRight = 34;

    private readonly List<(List<CodeLine> Forward, List<CodeLine> Backward)> _groups;
    private readonly IReadOnlyList<Note> _notes;
    private readonly bool _isMatched;
    private readonly int _width, _gutter, _backwardGutter;

    public SideBySide(GradientText text, IReadOnlyList<Note> notes, int width)
    {
        (_notes, _isMatched, _width) = (notes, text.IsStraight, width - Page.Margin);
        _groups = _isMatched ? Groups.ByNumber(text) : Groups.ByLoop(text);
        _gutter = Label(text.Forward.Concat(text.Backward).Max(l => l.Number)).Length + 1;
        _backwardGutter = _isMatched ? 0 : _gutter;
    }

    public void WriteTo(IAnsiConsole console)
    {
        int free = _width - _gutter - _backwardGutter - Gap;
        int left = BestSplit(free);
        int start = Page.Margin + _gutter, end = start + left, right = end + Gap + _backwardGutter, edge = right + free - left;

        string sign = console.Profile.Capabilities.Unicode ? "│" : "|";
        new Line()
            .Add("forward", Ink.Value, start).AddRight("value", Ink.Value, end)
            .Add(sign, Ink.Quiet, end + 1)
            .Add(_isMatched ? "backward (read upwards)" : "backward", Ink.Gradient, right).AddRight("gradient", Ink.Gradient, edge)
            .WriteTo(console);
        foreach ((Cell.Strip forward, Cell.Strip backward) in Strips(left, free - left).SelectMany(g => g))
        {
            Line line = new();
            line.Add(Label(forward.Number), Ink.Quiet, Page.Margin);
            Cell.Write(line, forward, start, end, Ink.Value);
            line.Add(sign, Ink.Quiet, end + 1);
            if (!_isMatched) line.Add(Label(backward.Number), Ink.Quiet, right - _backwardGutter);
            Cell.Write(line, backward, right, edge, Ink.Gradient);
            line.WriteTo(console);
        }
    }

    /// <summary>
    /// How wide the left column is where all lines keep to their columns, if there is such a width, and the whole takes the
    /// fewest lines; of several widths, the one nearest to half.
    /// </summary>
    private int BestSplit(int free) => Enumerable.Range(NarrowestLeft, free - NarrowestLeft - NarrowestRight + 1).MinBy(left =>
    {
        List<List<(Cell.Strip Forward, Cell.Strip Backward)>> groups = Strips(left, free - left);
        int tooLong = groups.SelectMany(g => g).Count(s => s.Forward.Code.Length > left || s.Backward.Code.Length > free - left);
        return (tooLong, groups.Sum(g => g.Count), Math.Abs(free - left - left));
    });

    /// <summary>The strips of both columns at these widths, in groups that start on one line.</summary>
    private List<List<(Cell.Strip Forward, Cell.Strip Backward)>> Strips(int left, int right) => [.. _groups.Select(g => Pair(
        [.. g.Forward.SelectMany(l => Cell.Of(l, _notes, left))],
        [.. g.Backward.SelectMany(l => Cell.Of(l, _notes, right))]))];

    private static List<(Cell.Strip Forward, Cell.Strip Backward)> Pair(List<Cell.Strip> forward, List<Cell.Strip> backward) =>
        [.. Enumerable.Range(0, Math.Max(forward.Count, backward.Count)).Select(i => (At(forward, i), At(backward, i)))];

    private static Cell.Strip At(List<Cell.Strip> strips, int index) => index < strips.Count ? strips[index] : new(0, "", "", false);

    private static string Label(int number) => number == 0 ? "" : $"({number})";
}
