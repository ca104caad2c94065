namespace Backprop.Tests.Networks;

// The tests of the benchmarks' kernels have a namespace of that name.
using Kernels = Backprop.CompilerServices.Kernels;

/// <summary>What takes some elements and not others: dropout, rows of a table, parts, attention to what came before.</summary>
public sealed class ChoiceTests
{
    [Fact]
    public void Dropout_is_a_function_of_seed_and_number_alone()
    {
        const int length = 1000;
        double[] ones = [.. Enumerable.Repeat(1.0, length)], all = new double[length];
        Kernels.Dropout(ones, 0.25, 42, length, all);
        Assert.All(all, static v => Assert.True(v is 0 or 1 / 0.75));
        for (int count = 0; count < 40; count++)
        {
            double[] part = new double[count];
            float[] single = new float[count];
            Kernels.Dropout(ones.AsSpan(0, count), 0.25, 42, count, part);
            Assert.Equal(all[..count], part);
            Kernels.Dropout(KernelCheck.Single(ones[..count]), 0.25f, 42, count, single);
            Assert.Equal(all[..count].Select(static v => v > 0), single.Select(static v => v > 0));
        }

        double[] backward = [.. Enumerable.Repeat(5.0, length)];
        Kernels.DropoutBackward(ones, 0.25, 42, length, backward);
        Assert.Equal(all.Select(static v => v + 5), backward);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Dropout_drops_as_many_as_the_rate_says_and_seeds_have_nothing_in_common(double rate)
    {
        const int length = 100_000;
        double[] ones = [.. Enumerable.Repeat(1.0, length)], first = new double[length], second = new double[length];
        Kernels.Dropout(ones, rate, 0, length, first);
        Kernels.Dropout(ones, rate, 1, length, second);
        double deviation = Math.Sqrt(length * rate * (1 - rate));
        Assert.InRange(first.Count(static v => v == 0), (length * rate) - (5 * deviation), (length * rate) + (5 * deviation));
        double both = length * rate * rate;
        deviation = Math.Sqrt(both * (1 - (rate * rate)));
        Assert.InRange(first.Zip(second).Count(static p => p.First == 0 && p.Second == 0), both - (5 * deviation), both + (5 * deviation));
        Assert.InRange(first.Zip(first.Skip(1)).Count(static p => p.First == 0 && p.Second == 0), both - (8 * deviation), both + (8 * deviation));
    }

    [Fact]
    public void Dropout_of_none_changes_nothing_and_of_all_is_refused()
    {
        double[] x = KernelCheck.Random(9, 1), y = new double[9];
        Kernels.Dropout(x, 0, 3, 9, y);
        Assert.Equal(x, y);
        Assert.Throws<ArgumentOutOfRangeException>(() => Kernels.Dropout(x, 1, 3, 9, y));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kernels.Dropout(x, -0.1, 3, 9, y));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kernels.Dropout(x, double.NaN, 3, 9, y));
    }

    [Fact]
    public void Rows_that_are_asked_for_twice_are_added_to_twice()
    {
        double[] y = new double[6], d = [1, 1, 1, 1];
        Kernels.Gather([1.0, 2, 3, 4], [1, 0, 1], 2, 2, 3, y);
        Assert.Equal([3, 4, 1, 2, 3, 4], y);
        Kernels.GatherBackward([1.0, 2, 10, 20, 100, 200], [1, 0, 1], 2, 2, 3, d);
        Assert.Equal([11, 21, 102, 203], d);
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => Kernels.Gather([1.0, 2, 3, 4], [1, 2, 1], 2, 2, 3, y));
        Assert.StartsWith("Index 1 is 2; there are 2 rows.", exception.Message);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(2, 0)]
    public void Parts(int outer, int inner)
    {
        double[] x = KernelCheck.Random(outer * 5 * inner, 1), part = KernelCheck.Random(outer * 2 * inner, 2);
        KernelCheck.Holds(
            x,
            () =>
            {
                double[] y = new double[part.Length];
                Kernels.TakeAlong(x, outer, 5, inner, 2, 2, y);
                Assert.All(y, (v, at) => Assert.Equal(x[(((at / inner / 2 * 5) + 2 + (at / inner % 2)) * inner) + (at % inner)], v));
                return y;
            },
            (dy, dx) => Kernels.TakeAlongBackward(dy, outer, 5, inner, 2, 2, dx));
        KernelCheck.Holds(
            part,
            () =>
            {
                double[] y = [.. x];
                Kernels.PutAlong(part, outer, 5, inner, 2, 2, y);
                return y;
            },
            (dy, dx) => Kernels.PutAlongBackward(dy, outer, 5, inner, 2, 2, dx));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kernels.TakeAlong(x, outer, 5, inner, 4, 2, part));
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 3, 5, 4)]
    [InlineData(1, 2, 9, 3)]
    [InlineData(1, 0, 2, 3)]
    public void Attention(int batch, int heads, int time, int size)
    {
        int length = batch * heads * time * size;
        double[] q = KernelCheck.Random(length, 1), k = KernelCheck.Random(length, 2), v = KernelCheck.Random(length, 3);
        double[] weights = new double[batch * heads * time * time];
        double[] Forward()
        {
            double[] y = KernelCheck.Random(length, 4);
            Kernels.CausalAttention(q, k, v, batch, heads, time, size, weights, y);
            return y;
        }

        double[] found = Forward(), kept = [.. weights];
        Assert.All(found, (y, at) => Assert.Equal(Plain(q, k, v, at, time, size), y, 1e-14));
        Assert.All(kept, (weight, at) => Assert.True(weight > 0 == at % time <= at / time % time));
        KernelCheck.Holds(q, Forward, (dy, dq) => Kernels.CausalAttentionBackward(q, k, v, kept, dy, batch, heads, time, size, dq, [], []), "q");
        KernelCheck.Holds(k, Forward, (dy, dk) => Kernels.CausalAttentionBackward(q, k, v, kept, dy, batch, heads, time, size, [], dk, []), "k");
        KernelCheck.Holds(v, Forward, (dy, dv) => Kernels.CausalAttentionBackward(q, k, v, kept, dy, batch, heads, time, size, [], [], dv), "v");
        float[] single = new float[length];
        Kernels.CausalAttention(KernelCheck.Single(q), KernelCheck.Single(k), KernelCheck.Single(v), batch, heads, time, size, new float[kept.Length], single);
        KernelCheck.Near(found, single);
    }

    [Fact]
    public void Attention_far_out_is_finite()
    {
        double[] y = new double[2];
        Kernels.CausalAttention([1000.0, 1000], [-1000.0, 1000], [1.0, 2], 1, 1, 2, 1, new double[4], y);
        Assert.Equal([1, 2], y);
    }

    private static double Plain(double[] q, double[] k, double[] v, int at, int time, int size)
    {
        int row = at / size, t = row % time, first = row - t;
        double sum = 0, total = 0;
        for (int s = first; s <= row; s++)
        {
            double score = Math.Exp(Enumerable.Range(0, size).Sum(i => q[(row * size) + i] * k[(s * size) + i]) / Math.Sqrt(size));
            sum += score;
            total += score * v[(s * size) + (at % size)];
        }

        return total / sum;
    }
}
