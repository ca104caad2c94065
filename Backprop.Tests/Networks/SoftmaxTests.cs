using Backprop.Tests.Harness;

namespace Backprop.Tests.Networks;

// The tests of the benchmarks' kernels have a namespace of that name.
using Kernels = Backprop.CompilerServices.Kernels;

/// <summary>Softmax, its logarithm, and their cross entropies.</summary>
public sealed class SoftmaxTests
{
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 1, 7 }, { 3, 1 }, { 2, 3 }, { 5, 8 }, { 2, 33 }, { 0, 4 }, { 4, 0 } };

    [Fact] // Rows S3-40, S3-41 and S3-46.
    public void Known_values_and_the_same_a_thousand_higher()
    {
        double[] exact = [0.090030573170380457998, 0.24472847105479765247, 0.66524095577482188953];
        double[] y = new double[6], logarithms = new double[6];
        Kernels.Softmax([0.0, 1, 2, 1000, 1001, 1002], 2, 3, y);
        Kernels.LogSoftmax([0.0, 1, 2, 1000, 1001, 1002], 2, 3, logarithms);
        for (int i = 0; i < 6; i++)
        {
            Ulps.Near(exact[i % 3], y[i], $"S3-40 {i}");
            Assert.Equal((i % 3) - 2.4076059644443803045, logarithms[i], 1e-15);
        }
    }

    [Fact]
    public void Infinite_logits_are_probabilities_of_0_and_not_a_number_spreads()
    {
        double[] y = new double[6];
        Kernels.Softmax([double.NegativeInfinity, 1, 1, double.NaN, 0, 0], 2, 3, y);
        Assert.Equal([0, 0.5, 0.5, double.NaN, double.NaN, double.NaN], y);
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Backward_matches_differences(int rows, int columns)
    {
        double[] x = KernelCheck.Random(rows * columns, 1), y = new double[x.Length];
        Kernels.Softmax(x, rows, columns, y);
        KernelCheck.Holds(x, () => Call(x, y => Kernels.Softmax(x, rows, columns, y)), (dy, dx) => Kernels.SoftmaxBackward(y, dy, rows, columns, dx));
        double[] logarithms = Call(x, y => Kernels.LogSoftmax(x, rows, columns, y));
        KernelCheck.Holds(x, () => Call(x, y => Kernels.LogSoftmax(x, rows, columns, y)), (dy, dx) => Kernels.LogSoftmaxBackward(logarithms, dy, rows, columns, dx));
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Float_is_near_double(int rows, int columns)
    {
        double[] x = KernelCheck.Random(rows * columns, 1), y = new double[x.Length], dy = KernelCheck.Random(x.Length, 2), dx = KernelCheck.Random(x.Length, 3);
        float[] single = new float[x.Length], dsingle = KernelCheck.Single(dx);
        Kernels.Softmax(x, rows, columns, y);
        Kernels.Softmax(KernelCheck.Single(x), rows, columns, single);
        KernelCheck.Near(y, single);
        Kernels.SoftmaxBackward(y, dy, rows, columns, dx);
        Kernels.SoftmaxBackward(KernelCheck.Single(y), KernelCheck.Single(dy), rows, columns, dsingle);
        KernelCheck.Near(dx, dsingle);
        Kernels.LogSoftmax(x, rows, columns, y);
        Kernels.LogSoftmax(KernelCheck.Single(x), rows, columns, single);
        KernelCheck.Near(y, single);
    }

    [Fact] // Rows S3-42 to S3-44.
    public void Cross_entropy_of_a_batch()
    {
        double[] p = new double[6], d = new double[6];
        Ulps.Near(0.75310912655624499794, Kernels.SoftmaxCrossEntropy([1.0, 2, 3, 1, 1, 1], [2, 0], 2, 3, p), "S3-42");
        Kernels.SoftmaxCrossEntropyBackward(p, [2, 0], 1.0, 2, 3, d);
        double[] exact = [0.045015286585190228999, 0.12236423552739882624, -0.16737952211258905524, -1 / 3.0, 1 / 6.0, 1 / 6.0];
        for (int i = 0; i < 6; i++)
        {
            Ulps.Near(exact[i], d[i], $"S3-43 {i}");
        }

        Assert.InRange(d[0] + d[1] + d[2], -1e-16, 1e-16);
    }

    [Fact] // Row S3-31, by label and by distribution, and S3-33's division by the size of the batch.
    public void Cross_entropy_of_known_probabilities()
    {
        double[] logits = [Math.Log(0.3), Math.Log(0.2), Math.Log(0.5)], p = new double[3], d = new double[3], byTargets = new double[3];
        Ulps.Near(1.6094379124341003746, Kernels.SoftmaxCrossEntropy(logits, [1], 1, 3, p), "S3-31");
        Kernels.SoftmaxCrossEntropyBackward(p, [1], 2.0, 1, 3, d);
        Ulps.Near(1.6094379124341003746, Kernels.SoftmaxCrossEntropy(logits, [0.0, 1, 0], 1, 3, p), "S3-31");
        Kernels.SoftmaxCrossEntropyBackwardLogits(p, [0.0, 1, 0], 2.0, 1, 3, byTargets);
        double[] exact = [0.6, -1.6, 1];
        for (int i = 0; i < 3; i++)
        {
            Ulps.Near(exact[i], d[i], "S3-31");
            Ulps.Near(exact[i], byTargets[i], "S3-31");
        }
    }

    [Fact] // Row S3-32.
    public void A_logit_of_minus_infinity_costs_nothing_where_it_is_not_the_target()
    {
        double[] logits = [Math.Log(0.01), Math.Log(0.99), double.NegativeInfinity], p = new double[3], d = new double[3];
        Assert.Equal(0.010050335853501441184, Kernels.SoftmaxCrossEntropy(logits, [0.0, 1, 0], 1, 3, p), 1e-16);
        Assert.Equal(0.010050335853501441184, Kernels.SoftmaxCrossEntropy(logits, [1], 1, 3, p), 1e-16);
        Kernels.SoftmaxCrossEntropyBackward(p, [1], 1.0, 1, 3, d);
        Assert.Equal(0.01, d[0], 1e-16);
        Assert.Equal(-0.01, d[1], 1e-16);
        Assert.Equal(0, d[2]);
    }

    [Fact] // Row S3-47.
    public void Cross_entropy_far_out()
    {
        double[] p = new double[2], d = new double[2], dt = new double[2];
        Assert.Equal(1000, Kernels.SoftmaxCrossEntropy([0.0, 1000], [0], 1, 2, p));
        Kernels.SoftmaxCrossEntropyBackward(p, [0], 1.0, 1, 2, d);
        Assert.Equal([-1, 1], d);
        Kernels.SoftmaxCrossEntropyBackwardTargets([0.0, 1000], 1.0, 1, 2, dt);
        Assert.Equal([1000, 0], dt);
        Assert.Equal(1000f, Kernels.SoftmaxCrossEntropy([0f, 1000], [0], 1, 2, new float[2]));
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Cross_entropy_backward_matches_differences(int rows, int columns)
    {
        double[] x = KernelCheck.Random(rows * columns, 1), t = KernelCheck.Random(rows * columns, 2), p = new double[x.Length];
        if (rows > 0)
        {
            Kernels.SoftmaxCrossEntropy(x, t, rows, columns, p);
            double[] Loss() => [Kernels.SoftmaxCrossEntropy(x, t, rows, columns, new double[x.Length])];
            KernelCheck.Holds(x, Loss, (d, dx) => Kernels.SoftmaxCrossEntropyBackwardLogits(p, t, d[0], rows, columns, dx), "logits");
            KernelCheck.Holds(t, Loss, (d, dt) => Kernels.SoftmaxCrossEntropyBackwardTargets(x, d[0], rows, columns, dt), "targets");
        }

        if (rows > 0 && columns > 0)
        {
            int[] labels = [.. Enumerable.Range(0, rows).Select(row => row * 5 % columns)];
            double[] Loss() => [Kernels.SoftmaxCrossEntropy(x, labels, rows, columns, new double[x.Length])];
            KernelCheck.Holds(x, Loss, (d, dx) => Kernels.SoftmaxCrossEntropyBackward(p, labels, d[0], rows, columns, dx), "labels");
        }
    }

    [Fact]
    public void Of_no_rows_it_is_not_a_number() => Assert.Equal(double.NaN, Kernels.SoftmaxCrossEntropy([], ReadOnlySpan<int>.Empty, 0, 3, Span<double>.Empty));

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_label_that_is_no_column_is_named_with_its_row(int label)
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => Kernels.SoftmaxCrossEntropy(new double[6], [0, label], 2, 3, new double[6]));
        Assert.StartsWith($"The label of row 1 is {label}; there are 3 columns.", exception.Message);
        Assert.Equal("labels", exception.ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => Kernels.SoftmaxCrossEntropyBackward(new double[6], [0, label], 1.0, 2, 3, new double[6]));
    }

    [Fact]
    public void A_wrong_length_is_named() =>
        Assert.Equal("y", Assert.Throws<ArgumentException>(static () => Kernels.Softmax(new double[6], 2, 3, new double[5])).ParamName);

    private delegate void Fill(double[] y);

    private static double[] Call(double[] x, Fill fill)
    {
        double[] y = new double[x.Length];
        fill(y);
        return y;
    }
}
