namespace Backprop.Tests.Seeds;

/// <summary>
/// The rows of the five seeds, by the numbers under which they are kept: S2-37 is row 37 of seed 002. Where a test is to come,
/// the row is listed with what it waits for; a row may be in one place only.
/// </summary>
internal static class SeedRows
{
    /// <summary>All that the seeds hold: worked numbers, functions, layers, algorithms, networks and claims.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        .. Of("S0-1..26", "S0-30..35", "S0-40..46", "S0-50..54"),
        .. Of("S1-1..8", "S1-10..12", "S1-20..28"),
        .. Of("S2-1..6", "S2-10..23", "S2-30..56", "S2-60..66"),
        .. Of("S3-1..7", "S3-10..16", "S3-20..34", "S3-40..47", "S3-50..60"),
        .. Of("S4-1..8", "S4-20..26", "S4-30..41", "S4-50..54"),
    ];

    /// <summary>Rows that no test holds yet, and what they wait for.</summary>
    public static readonly (string Rows, string Wait)[] Later =
    [
        ("S2-50", "second derivatives: Hessian of the fraction"),
        ("S2-51", "forward mode: its tangent"),
        ("S2-52", "second derivatives: its Hessian-vector product"),
        ("S2-66", "the inspector: values and gradients on the wires"),
        ("S3-60", "networks: a training loop whose parts have the names of the four steps"),
    ];

    /// <summary>The single rows of a range.</summary>
    public static IEnumerable<string> Expand(string rows)
    {
        int dash = rows.IndexOf('-'), dots = rows.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
        {
            return [rows];
        }

        int first = int.Parse(rows[(dash + 1)..dots]), last = int.Parse(rows[(dots + 2)..]);
        return Enumerable.Range(first, last - first + 1).Select(n => rows[..(dash + 1)] + n);
    }

    private static IEnumerable<string> Of(params string[] ranges) => ranges.SelectMany(Expand);
}
