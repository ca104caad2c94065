using System.Reflection;
using Backprop.Sample.Layout;
using Backprop.Sample.Shown;
using Spectre.Console;

namespace Backprop.Sample;

/// <summary>What an example writes on.</summary>
internal sealed class Page(IAnsiConsole console)
{
    public const int Margin = 1;

    /// <summary>Where code starts: behind the margin and the number of its line.</summary>
    private const int CodeColumn = 5;

    /// <summary>Whether no gradient was found to be wrong.</summary>
    public bool IsRight { get; private set; } = true;

    private int Width => console.Profile.Width - Margin;

    /// <summary>The head of an example.</summary>
    public void Title(string name)
    {
        console.Write(new Rule(Markup.Escape(name))
        {
            Justification = Justify.Left,
            Style = Ink.Title,
            Border = console.Profile.Capabilities.Unicode ? BoxBorder.Square : BoxBorder.Ascii,
        });
        console.WriteLine();
    }

    /// <summary>A sentence or two.</summary>
    public void Say(string text) => Paragraph(Wrap.Words(text, Width - Margin), Ink.Plain, Margin);

    /// <summary>The head of a part of an example.</summary>
    public void Part(string text) => Paragraph(Wrap.Words(text, Width - Margin), Ink.Strong, Margin);

    /// <summary>Lines that are typed as they stand.</summary>
    public void Code(params string[] lines) => Paragraph(lines, Ink.Strong, CodeColumn);

    /// <summary>An annotated method, as it stands in the example's file.</summary>
    public void Method(Delegate method)
    {
        string file = ShownText.Source(method.Method.DeclaringType!);
        Paragraph(MethodText.Of(file, method.Method.Name).SelectMany(l => Wrap.Code(l, Width - CodeColumn)), Ink.Plain, CodeColumn);
    }

    /// <summary>What the generator wrote for a method, with the values of a run at a point.</summary>
    public void Run(Delegate gradient, params double[] point) =>
        Run(gradient.Method, gradient.Method.GetParameters().Select((p, i) => $"{p.Name} = {Digits.Exact(point[i])}"), Recording.Run(gradient, point));

    /// <summary>The same for a method of a span.</summary>
    public void Run(Func<ReadOnlySpan<double>, Span<double>, double> gradient, double[] point) =>
        Run(gradient.Method, [$"{gradient.Method.GetParameters()[0].Name} = ({string.Join(", ", point.Select(Digits.Exact))})"], Recording.Run(gradient, point));

    private void Run(MethodInfo gradient, IEnumerable<string> arguments, IReadOnlyList<Note> notes)
    {
        GradientText text = GradientText.Read(ShownText.Generated(gradient.DeclaringType!), gradient.Name);
        Part($"Generated, and run at {string.Join(", ", arguments.Select(Wrap.Together))}");
        Paragraph(Wrap.Signature(text.Signature, Width - CodeColumn), Ink.Quiet, CodeColumn);
        new SideBySide(text, notes, Width).WriteTo(console);
        console.WriteLine();
        Paragraph(Wrap.Code(text.Return, Width - CodeColumn), Ink.Quiet, CodeColumn);
    }

    /// <summary>The gradient beside numeric differences.</summary>
    public void Check(GradientCheckReport report)
    {
        IsRight &= report.Passed;
        CheckTable.Write(report, console);
        console.WriteLine();
    }

    /// <summary>How a training went.</summary>
    public void Table(Figures figures)
    {
        FiguresTable.Write(figures, console);
        console.WriteLine();
    }

    private void Paragraph(IEnumerable<string> lines, Style style, int column)
    {
        foreach (string line in lines) new Line().Add(line, style, column).WriteTo(console);
        console.WriteLine();
    }
}
