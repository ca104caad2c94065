using System.Text;

namespace Backprop.Generator.Writing;

/// <summary>Lines with indentation, blocks in braces, and comments that stand in one column.</summary>
internal sealed class SourceWriter
{
    private const int IndentWidth = 4;

    /// <summary>Longer lines do not push the comments of all others to the right.</summary>
    private const int WidestAligned = 72;

    private readonly List<(int Indent, string Code, string Comment)> _lines = [];
    private int _indent;

    public void Line(string code = "", string comment = "") => _lines.Add((_indent, code, comment));

    /// <summary>Text of several lines, each at the current indentation; it may end its last line or not.</summary>
    public void Lines(string text) => Line(text);

    /// <summary>Opens a block; disposing what it returns closes it.</summary>
    public Closing Block(string head, string end = "}")
    {
        Line(head);
        Line("{");
        _indent++;
        return new(this, end);
    }

    public override string ToString()
    {
        StringBuilder text = new();
        int column = _lines.Where(l => l.Comment.Length > 0).Select(Width).Where(w => w <= WidestAligned).DefaultIfEmpty(0).Max() + IndentWidth;
        foreach ((int indent, string code, string comment) in _lines)
        {
            Append(text, indent * IndentWidth, code);
            if (comment.Length > 0)
            {
                text.Append(' ', Math.Max(column - (indent * IndentWidth) - code.Length, 1)).Append("// ").Append(comment);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Code at an indentation, of one line or several; an empty line stays empty, a last line break adds none.</summary>
    private static void Append(StringBuilder text, int indent, string code)
    {
        int length = code.Length > 0 && code[code.Length - 1] == '\n' ? code.Length - 1 : code.Length;
        for (int start = 0, end; start <= length; start = end + 1)
        {
            end = code.IndexOf('\n', start, length - start) is var found and >= 0 ? found : length;
            text.Append(start > 0 ? "\n" : "").Append(' ', end > start ? indent : 0).Append(code, start, end - start);
        }
    }

    private static int Width((int Indent, string Code, string Comment) line) => (line.Indent * IndentWidth) + line.Code.Length;

    /// <summary>Closes the block that it was returned for.</summary>
    public readonly struct Closing(SourceWriter writer, string end) : IDisposable
    {
        public void Dispose()
        {
            writer._indent--;
            writer.Line(end);
        }
    }
}
