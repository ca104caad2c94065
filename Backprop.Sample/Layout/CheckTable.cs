using Spectre.Console;

namespace Backprop.Sample.Layout;

/// <summary>A gradient check: what the generated code says, what differences of the method say, and whether they agree.</summary>
internal static class CheckTable
{
    public static void Write(GradientCheckReport report, IAnsiConsole console)
    {
        Aligned table = new(gap: 2, left: [0, 5]);
        string[] headings = ["at", "generated", "by differences", "off by", ""];
        table.Add([("check", Ink.Strong), .. headings.Select(h => (h, Ink.Quiet))]);
        table.Add(
            ("value", Ink.Plain), ("", Ink.Plain), (Digits.Exact(report.GradientValue), Ink.Value), ("", Ink.Plain), ("", Ink.Plain),
            report.ValueMatches ? ("same bits", Ink.Plain) : ("differs", Ink.Alarm));
        foreach (GradientCheckEntry entry in report.Entries)
        {
            table.Add(
                ("d" + entry.Name, Ink.Plain), (Digits.Exact(entry.At), Ink.Plain), (Digits.Exact(entry.Analytic), Ink.Gradient),
                (Digits.Rounded(entry.Numeric, 12), Ink.Plain), (Digits.Rounded(Math.Abs(entry.Analytic - entry.Numeric), 1), Ink.Plain),
                (entry.Verdict.ToString().ToLowerInvariant(), entry.Verdict == GradientCheckVerdict.Wrong ? Ink.Alarm : Ink.Plain));
        }

        table.WriteTo(console);
        IEnumerable<string> notes = report.Entries
            .Where(e => e is { Note.Length: > 0, Verdict: not GradientCheckVerdict.Right })
            .SelectMany(e => Wrap.Words($"d{e.Name}: {e.Note}", console.Profile.Width - (2 * Page.Margin)));
        foreach (string line in notes) new Line().Add(line, null, Page.Margin).WriteTo(console);
    }
}
