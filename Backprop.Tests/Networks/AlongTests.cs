namespace Backprop.Tests.Networks;

// The tests of the benchmarks' kernels have a namespace of that name.
using Kernels = Backprop.CompilerServices.Kernels;

/// <summary>Sums, means and maxima along a dimension; dimensions in another order; matrix products.</summary>
public sealed class AlongTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 2, 3, 1 }, { 1, 19, 1 }, { 2, 3, 4 }, { 3, 2, 17 }, { 1, 5, 33 }, { 0, 2, 3 }, { 2, 3, 0 }, { 4, 1, 9 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Values_are_those_of_plain_loops(int outer, int length, int inner)
    {
        double[] x = KernelCheck.Random(outer * length * inner, 1), y = KernelCheck.Random(outer * inner, 2);
        double[] At(int at) => [.. Enumerable.Range(0, length).Select(l => x[(((at / inner * length) + l) * inner) + (at % inner)])];
        Kernels.SumAlong(x, outer, length, inner, y);
        Assert.All(y, (sum, at) => Assert.Equal(At(at).Sum(), sum, 1e-14));
        Kernels.MeanAlong(x, outer, length, inner, y);
        Assert.All(y, (mean, at) => Assert.Equal(At(at).Average(), mean, 1e-14));
        Kernels.MaxAlong(x, outer, length, inner, y);
        Assert.All(y, (greatest, at) => Assert.Equal(At(at).Max(), greatest));
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Backward_matches_differences(int outer, int length, int inner)
    {
        double[] x = KernelCheck.Random(outer * length * inner, 1), y = new double[outer * inner];
        KernelCheck.Holds(x, () => Along(Kernels.SumAlong, x, outer, length, inner), (dy, dx) => Kernels.SumAlongBackward(dy, outer, length, inner, dx), "sum");
        KernelCheck.Holds(x, () => Along(Kernels.MeanAlong, x, outer, length, inner), (dy, dx) => Kernels.MeanAlongBackward(dy, outer, length, inner, dx), "mean");
        Kernels.MaxAlong(x, outer, length, inner, y);
        KernelCheck.Holds(x, () => Along(Kernels.MaxAlong, x, outer, length, inner), (dy, dx) => Kernels.MaxAlongBackward(x, y, dy, outer, length, inner, dx), "max");
    }

    [Fact]
    public void Of_nothing_the_sum_is_0_the_maximum_minus_infinity_and_the_mean_not_a_number()
    {
        double[] y = [7, 7];
        Kernels.SumAlong<double>([], 2, 0, 1, y);
        Assert.Equal([0, 0], y);
        Kernels.MeanAlong<double>([], 1, 0, 2, y);
        Assert.Equal([double.NaN, double.NaN], y);
        Kernels.MaxAlong<double>([], 2, 0, 1, y);
        Assert.Equal([double.NegativeInfinity, double.NegativeInfinity], y);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void Equal_maxima_share(int inner)
    {
        double[] x = [.. new double[] { 5, 1, 5, 5 }.SelectMany(v => Enumerable.Repeat(v, inner))], dx = [.. Enumerable.Repeat(1.0, 4 * inner)];
        double[] y = [.. Enumerable.Repeat(5.0, inner)], dy = [.. Enumerable.Repeat(3.0, inner)];
        Kernels.MaxAlongBackward(x, y, dy, 1, 4, inner, dx);
        Assert.Equal([.. new double[] { 2, 1, 2, 2 }.SelectMany(v => Enumerable.Repeat(v, inner))], dx);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void A_maximum_that_is_not_a_number_is_seen_and_adds_to_nothing(int inner)
    {
        double[] x = [.. new[] { 5, double.NaN }.SelectMany(v => Enumerable.Repeat(v, inner))], y = new double[inner], dx = new double[2 * inner];
        Kernels.MaxAlong(x, 1, 2, inner, y);
        Assert.All(y, static v => Assert.Equal(double.NaN, v));
        Kernels.MaxAlongBackward(x, y, [.. Enumerable.Repeat(1.0, inner)], 1, 2, inner, dx);
        Assert.All(dx, static v => Assert.Equal(0, v));
    }

    [Theory]
    [InlineData(new int[0], new int[0])]
    [InlineData(new[] { 3 }, new[] { 0 })]
    [InlineData(new[] { 3, 5 }, new[] { 1, 0 })]
    [InlineData(new[] { 70, 37 }, new[] { 1, 0 })]
    [InlineData(new[] { 3, 5 }, new[] { 0, 1 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 2, 0, 1 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 0, 2, 1 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 1, 0, 2 })]
    [InlineData(new[] { 2, 1, 3, 4 }, new[] { 3, 1, 0, 2 })]
    [InlineData(new[] { 2, 3, 4, 5 }, new[] { 3, 1, 2, 0 })]
    [InlineData(new[] { 2, 3, 4, 5 }, new[] { 0, 2, 1, 3 })]
    [InlineData(new[] { 2, 3, 2, 3, 2 }, new[] { 4, 1, 3, 0, 2 })]
    [InlineData(new[] { 2, 0, 4 }, new[] { 2, 0, 1 })]
    public void Permutations(int[] lengths, int[] order)
    {
        int count = lengths.Aggregate(1, static (a, b) => a * b);
        double[] x = KernelCheck.Random(count, 1), y = new double[count], dx = KernelCheck.Random(count, 2), before = [.. dx];
        Kernels.Permute(x, lengths, order, y);
        Kernels.PermuteBackward(y, lengths, order, dx);
        int[] turned = [.. order.Select(d => lengths[d])];
        for (int at = 0; at < count; at++)
        {
            int[] index = new int[order.Length];
            for (int d = order.Length - 1, rest = at; d >= 0; rest /= turned[d--])
            {
                index[order[d]] = rest % turned[d];
            }

            int from = lengths.Select((length, d) => (length, d)).Aggregate(0, (sum, next) => (sum * next.length) + index[next.d]);
            Assert.Equal(x[from], y[at]);
            Assert.Equal(before[from] + x[from], dx[from]);
        }
    }

    [Fact]
    public void An_order_names_each_dimension_once()
    {
        Assert.Equal("order", Assert.Throws<ArgumentException>(static () => Kernels.Permute(new double[4], [2, 2], [0, 0], new double[4])).ParamName);
        Assert.Equal("order", Assert.Throws<ArgumentException>(static () => Kernels.Permute(new double[4], [2, 2], [0, 2], new double[4])).ParamName);
        Assert.Equal("order", Assert.Throws<ArgumentException>(static () => Kernels.Permute(new double[4], [2, 2], [0], new double[4])).ParamName);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 7)]
    [InlineData(2, 1, 9)]
    [InlineData(2, 3, 0)]
    [InlineData(0, 3, 2)]
    public void Products_of_matrices(int m, int n, int k)
    {
        double[] a = KernelCheck.Random(m * k, 1), b = KernelCheck.Random(k * n, 2), c = KernelCheck.Random(m * n, 3);
        Kernels.MatMul(a, b, m, n, k, c);
        for (int at = 0; at < c.Length; at++)
        {
            double sum = 0;
            for (int p = 0; p < k; p++)
            {
                sum += a[(at / n * k) + p] * b[(p * n) + (at % n)];
            }

            Assert.Equal(sum, c[at], 1e-14 * (1 + k));
        }

        double[] bias = KernelCheck.Random(n, 4);
        double[] Affine()
        {
            double[] y = new double[m * n];
            Kernels.Affine(a, b, bias, m, n, k, y);
            return y;
        }

        Assert.All(Affine(), (y, at) => Assert.Equal(c[at] + bias[at % n], y, 1e-14 * (1 + k)));
        KernelCheck.Holds(a, Affine, (dy, da) => Kernels.MatMulBackwardA(b, dy, m, n, k, da), "a");
        KernelCheck.Holds(b, Affine, (dy, db) => Kernels.MatMulBackwardB(a, dy, m, n, k, db), "b");
        KernelCheck.Holds(bias, Affine, (dy, db) => Kernels.AffineBackwardB(dy, m, n, db), "bias");
    }

    private delegate void Kernel(ReadOnlySpan<double> x, int outer, int length, int inner, Span<double> y);

    private static double[] Along(Kernel kernel, double[] x, int outer, int length, int inner)
    {
        double[] y = new double[outer * inner];
        kernel(x, outer, length, inner, y);
        return y;
    }
}
