using Backprop.Tests.Harness;

namespace Backprop.Tests.Optimization;

/// <summary>Rows of a triangle, each of which begins so much further than the one before.</summary>
public sealed class RunningStartsTests
{
    private static readonly double[] Point = [.. Enumerable.Range(0, 40).Select(i => Math.Sin(i + 1))];

    [Theory]
    [InlineData("i * (i - 1) / 2")]
    [InlineData("i * (i + 1) / 2")]
    [InlineData("n * 2 + i * (i - 1) / 2")]
    [InlineData("20 - i * (i - 1) / 2")]
    [InlineData("20 + i * (1 - i) / 2")]
    [InlineData("i * (2 * n - i - 1) / 2")]
    [InlineData("i * (3 * i + 1) / 2")]
    [InlineData("i * i")]
    [InlineData("i * i / 2", false)] // of odd numbers, half is cut off
    [InlineData("i * (i + 2) / 2", false)]
    [InlineData("i * (n * i + 1) / 2", false)] // it depends on n
    [InlineData("i * i * 65536 * 65536", false)] // no int is as large as what each row is further
    public void A_row_begins_so_much_further_than_the_one_before(string start, bool runs = true)
    {
        foreach (string rows in new[] { "int i = 0; i < n; i++", "int i = 2; i < n; i++", "int i = n - 1; i >= 0; i--" })
        {
            string file = ArrayGradient.Holds($$"""
                [Differentiable]
                public static double F(double[] a, int n)
                {
                    double total = 0.3;
                    for ({{rows}})
                    {
                        double t = total;
                        for (int j = 0; j < i; j++) t += a[{{start}} + j] * a[j];
                        if (i == 1) continue;
                        total = Math.Sin(t);
                    }

                    return total;
                }
                """, 4, Point);
            Assert.Equal(runs, ArrayGradient.Member(file, "FGradient").Contains("Start"));
        }
    }
}
