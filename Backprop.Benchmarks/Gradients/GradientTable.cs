using System.Globalization;
using System.Text;

namespace Backprop.Benchmarks.Gradients;

/// <summary>Rows as a table in Markdown; a dash stands for what a case does not have.</summary>
internal static class GradientTable
{
    public static string Print(IReadOnlyCollection<GradientRow> rows)
    {
        int width = rows.Max(r => r.Name.Length);
        StringBuilder text = new();
        text.AppendLine($"| {"".PadRight(width)} |     primal |    by hand | by hand / primal |  generated | generated / primal | generated / by hand | allocated |");
        text.AppendLine($"|{new string('-', width + 2)}|-----------:|-----------:|-----------------:|-----------:|-------------------:|--------------------:|----------:|");
        foreach (GradientRow row in rows)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {row.Name.PadRight(width)} | {Time(row.Primal),10} | {Time(row.ByHand),10} | {Ratio(row.ByHand / row.Primal),16} | {Time(row.Generated),10} | {Ratio(row.Generated / row.Primal),18} | {Ratio(row.Generated / row.ByHand),19} | {row.Allocated,7} B |");
        }

        return text.ToString();
    }

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        double.NaN => "-",
        < 1e3 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:F1} ns"),
        < 1e6 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:F2} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:F3} ms"),
    };

    private static string Ratio(double ratio) => double.IsNaN(ratio) ? "-" : ratio.ToString("F2", CultureInfo.InvariantCulture);
}
