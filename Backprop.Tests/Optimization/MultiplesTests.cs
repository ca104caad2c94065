using Backprop.CompilerServices;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Optimization;

/// <summary>Loops that only add a multiple of one array to another are calls that use vectors; nothing that only looks like one is.</summary>
public sealed class MultiplesTests
{
    private static readonly double[] Long = [.. Enumerable.Range(0, 20).Select(i => Math.Sin(i + 1.0))];
    private static readonly double[] Short = [0.7, -1.3, 0.4];

    [Theory]
    [InlineData("for (int i = 0; i < y.Length; i++) y[i] += x[0] * a[i];")]
    [InlineData("for (int i = 0; i < y.Length; i++) y[i] = y[i] - a[i] * x[1];")]
    [InlineData("for (int i = 0; i < y.Length; i++) { double f = x[2], p = f * a[i]; y[i] = p + y[i]; }")]
    [InlineData("for (int k = 0; k < x.Length; k++) for (int i = 0; i < y.Length; i++) y[i] += x[k] * a[i];")]
    [InlineData("for (int k = 0; k < 2; k++) for (int i = 0; i < y.Length - 2; i++) y[i] += x[k] * a[i + k];")]
    [InlineData("for (int k = 0; k < 3; k++) for (int i = 0; i < k; i++) y[i] += x[k] * a[i];")]
    public void A_loop_that_adds_a_multiple_is_a_call(string loop) => Holds(loop, isCall: true);

    [Theory]
    [InlineData("for (int i = 0; i < y.Length - 1; i++) y[i + 1] += x[0] * y[i];")] // each reads what the one before has written
    [InlineData("for (int i = 0; i < y.Length; i++) y[i] += y[0] * a[i];")]
    [InlineData("Span<double> z = y.AsSpan(1); for (int i = 0; i < z.Length; i++) z[i] += x[0] * y[i];")]
    [InlineData("for (int i = 0; i < y.Length; i++) y[i] += x[0] * a[i] * x[1];")] // another order of rounding
    [InlineData("for (int i = 0; i < y.Length; i++) y[i] += i * a[i];")]
    [InlineData("for (int i = y.Length - 1; i >= 0; i--) y[i] += x[0] * a[i];")]
    [InlineData("for (long i = 0; i < y.Length; i++) y[i] += x[0] * a[i];")] // no count that a call takes
    [InlineData("for (int i = 0; i < y.Length && y[i] < 5; i++) y[i] += x[0] * a[i];")]
    [InlineData("for (int i = 0; i < y.Length; i++) { y[i] += x[0] * a[i]; if (y[i] > 0.9) break; }")]
    [InlineData("for (int k = 0; k < 3; k++) for (int i = 0; i < 9; i++) y[k + i] += x[k] * a[i];")] // across what was just written
    [InlineData("for (int i = 0; i < y.Length; i++) y[i] += Weights[0] * Weights[i];")] // a field may be the array itself
    public void What_only_looks_like_it_stays_a_loop(string loop) => Holds(loop, isCall: false);

    [Fact] // x[9] would throw if it were read.
    public void Nothing_is_read_where_the_loop_does_not_run() => Holds(
        "for (int i = 0; i < n; i++) y[i] += x[9] * a[i];", isCall: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(37)]
    public void The_call_gives_the_bits_of_the_loop(int count)
    {
        double[] to = [.. Enumerable.Range(0, count).Select(i => Math.Cos(i))], of = [.. Enumerable.Range(0, count).Select(i => Math.Exp(i % 7) / 3)];
        float[] narrow = [.. to.Select(v => (float)v)], narrowOf = [.. of.Select(v => (float)v)];
        double[] expected = [.. to.Zip(of, (t, o) => t + (0.1 * o))];
        float[] narrowExpected = [.. narrow.Zip(narrowOf, (t, o) => t + (0.1f * o))];
        Rows.AddMultiple<double>(to, 0.1, of, count);
        Rows.AddMultiple<float>(narrow, 0.1f, narrowOf, count);
        Assert.Equal(expected, to);
        Assert.Equal(narrowExpected, narrow);
    }

    [Fact] // A loop that does not run has parts of a negative length.
    public void The_call_does_nothing_for_a_negative_count()
    {
        double[] to = [1, 2], of = [3, 4];
        Rows.AddMultiple<double>(Rows.In<double>(to, 5, -3), 0.1, Rows.Of<double>(of, -1, -3), -3);
        Rows.AddMultiple<double>(to, 0.1, of, -1);
        Assert.Equal([1, 2], to);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(int.MinValue / 2)]
    public void Parts_of_a_negative_length_are_not_touched(int n) => ArrayGradient.Holds(
        """
        [Differentiable]
        public static double F(double[] a, int n)
        {
            double[] y = new double[6];
            double s = 1;
            for (int k = 0; k < 2; k++)
            {
                for (int i = 0; i < n; i++)
                    y[k * n + i] += a[k] * a[k * n + i];
                for (int i = n - 1; i >= 0 && n > 0; i--)
                    s += Math.Sin(y[k * n + i]);
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < i; j++)
                        s += a[i * (i - 1) / 2 + j] * y[j];
            }

            return s;
        }
        """, n, [0.3, -1.2, 0.8, 2.1, 0.2, -0.4]);

    [Fact]
    public void The_call_does_not_go_beyond_an_array()
    {
        double[] few = new double[20], many = new double[30];
        Assert.Throws<IndexOutOfRangeException>(() => Rows.AddMultiple<double>(few, 1, many, 21));
        Assert.Throws<IndexOutOfRangeException>(() => Rows.AddMultiple<double>(many, 1, few, 21));
        Rows.AddMultiple<double>(few, 1, many, -1);
    }

    private static void Holds(string loop, bool isCall)
    {
        string file = ArrayGradient.Holds($$"""
            private static readonly double[] Weights = [0.5, 2, -1, 0.25, 1.5, -0.75, 0.3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4];
            [Differentiable]
            public static double F(double[] a, double[] x, int n)
            {
                double[] y = new double[a.Length];
                for (int i = 0; i < y.Length; i++) y[i] = Math.Sin(a[i]);
                {{loop}}
                double s = 0;
                for (int i = 0; i < y.Length; i++) s += y[i] * y[i] * y[i];
                return s;
            }
            """, 0, Long, Short);
        Assert.Equal(isCall, ArrayGradient.Member(file, "FForward").Contains("AddMultiple"));
    }
}
