namespace Backprop.Tests.Language.Loops;

/// <content>Spans that are sliced again as a loop goes, and names for one part or another.</content>
public sealed partial class MovingNameTests
{
    [Fact]
    public void A_span_that_is_sliced_again() => Holds("""
        Span<double> rest = a;
        double s = x;
        while (!rest.IsEmpty)
        {
            rest[0] = Math.Sin(s * rest[0]);
            s = s * rest[^1] + 0.5;
            rest = rest[1..];
        }

        for (ReadOnlySpan<double> r = a; r.Length > 1; r = r.Slice(1, r.Length - 2)) s += r[0] * r[^1] * r[r.Length / 2];
        return s * a[0];
        """);

    [Fact]
    public void A_span_that_is_sliced_by_what_was_found() => Holds("""
        ReadOnlySpan<double> rest = a;
        double s = x;
        int n = 0;
        while (rest.Length > 1 && n++ < 4)
        {
            int half = rest.Length / 2;
            s += Math.Sin(rest[half] * s);
            rest = rest[half] < x ? rest[half..] : rest[..half];
            if (s > 3) rest = rest.Slice(1);
        }

        return s * x + rest.Length;
        """);

    [Fact]
    public void A_slice_beyond_the_end_throws() => Holds("""
        Span<double> rest = a;
        double s = x;
        for (int i = 0; i < k[0]; i++)
        {
            s += s * rest[0];
            rest = rest[(1 + k[1] % 2)..];
        }

        return s;
        """);

    [Fact]
    public void A_row_that_is_sliced_again() => Holds("""
        double s = x;
        for (int i = 0; i < g.Length; i++)
        {
            for (Span<double> row = g[i]; row.Length > 0; row = row[1..])
            {
                row[0] *= s;
                s = Math.Sin(s + row[^1]);
            }
        }

        return s;
        """);

    [Fact]
    public void A_part_of_a_row() => Holds("""
        double s = x;
        for (int i = 0; i < g.Length; i++)
        {
            ReadOnlySpan<double> row = g[i].AsSpan(1, g[i].Length - 1);
            for (int j = 0; j < row.Length; j++) s = Math.Sin(s * row[j]);
        }

        return s * g[0].AsSpan(0)[0];
        """);

    [Fact]
    public void One_part_or_another_of_an_array() => Holds("""
        Span<double> part = x > 0 ? a.AsSpan(1) : a.AsSpan(0, 1);
        part[0] = Math.Sin(part[0] * x);
        if (a[0] > 0) part = a;
        part[^1] *= part[0];
        return a[0] * part[0] + a[1] * part.Length;
        """);
}
