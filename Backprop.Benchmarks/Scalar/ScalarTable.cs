using System.Globalization;
using System.Text;

namespace Backprop.Benchmarks.Scalar;

/// <summary>The rows as a table in Markdown, with the two ratios that are promised.</summary>
internal static class ScalarTable
{
    public static string Print(IEnumerable<ScalarRow> rows)
    {
        StringBuilder text = new();
        text.AppendLine("| formula      | value ns | gradient ns | by hand ns | gradient / value | generated / by hand | allocated |");
        text.AppendLine("|--------------|---------:|------------:|-----------:|-----------------:|--------------------:|----------:|");
        foreach (ScalarRow row in rows)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {row.Name,-12} | {row.Value,8:F1} | {row.Generated,11:F1} | {row.HandWritten,10:F1} | {row.Generated / row.Value,16:F2} | {row.Generated / row.HandWritten,19:F2} | {row.Allocated,7} B |");
        }

        return text.ToString();
    }
}
