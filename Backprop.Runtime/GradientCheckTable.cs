using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Backprop;

/// <summary>Writes a gradient check as a table.</summary>
internal static class GradientCheckTable
{
    private const int MostRows = 100;

    public static string Write(GradientCheckReport report)
    {
        List<string[]> rows = [["parameter", "at", "analytic", "numeric", "error", "verdict"]];
        StringBuilder notes = new();
        foreach (GradientCheckEntry entry in Shown(report))
        {
            rows.Add([entry.Name, Text(entry.At, "G9"), Text(entry.Analytic, "G12"), Text(entry.Numeric, "G12"), Text(entry.Error, "G2"),
                entry.Verdict.ToString()]);
            if (entry.Note.Length > 0) notes.Append(entry.Name).Append(": ").Append(entry.Note).Append('\n');
        }
        StringBuilder text = new();
        if (!report.ValueMatches)
            text.Append($"value: {Text(report.Value, "R")}, but {Text(report.GradientValue, "R")} with the gradient\n");
        AppendAligned(text, rows);
        return text.Append(notes).Append(Summary(report)).ToString();
    }

    private static IEnumerable<GradientCheckEntry> Shown(GradientCheckReport report) => report.Entries.Count <= MostRows
        ? report.Entries
        : report.Entries.Where(static entry => entry.Verdict != GradientCheckVerdict.Right).Take(MostRows);

    /// <summary>Names and verdicts to the left of their columns, numbers to the right.</summary>
    private static void AppendAligned(StringBuilder text, List<string[]> rows)
    {
        int verdict = rows[0].Length - 1;
        int[] widths = new int[verdict];
        foreach (string[] row in rows)
        {
            for (int i = 0; i < verdict; i++) widths[i] = Math.Max(widths[i], row[i].Length);
        }
        foreach (string[] row in rows)
        {
            text.Append(row[0].PadRight(widths[0]));
            for (int i = 1; i < verdict; i++) text.Append("  ").Append(row[i].PadLeft(widths[i]));
            text.Append("  ").Append(row[verdict]).Append('\n');
        }
    }

    private static string Summary(GradientCheckReport report)
    {
        StringBuilder text = new();
        text.Append(report.Entries.Count).Append(report.Entries.Count == 1 ? " parameter:" : " parameters:");
        foreach (GradientCheckVerdict verdict in Enum.GetValues<GradientCheckVerdict>())
        {
            int count = report.Entries.Count(entry => entry.Verdict == verdict);
            if (count > 0) text.Append(text[^1] == ':' ? " " : ", ").Append(count).Append(' ').Append(verdict.ToString());
        }
        return text.Append(report.ValueMatches ? "" : ", value Wrong").Append('\n').ToString();
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
