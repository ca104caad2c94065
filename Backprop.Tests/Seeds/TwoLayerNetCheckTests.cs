using Backprop.Benchmarks.Data;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>The post's gradient check, all 39,760 weights on the first three digits of MNIST, and what its differences come from.</summary>
public sealed class TwoLayerNetCheckTests
{
    private const int Pixels = 28 * 28, Hidden = 50, Digits = 10;
    private const double Step = 1e-4;

    private static readonly int[] FirstThree = [0, 1, 2];

    private static readonly Range[] Parts = [0..39_200, 39_200..39_250, 39_250..39_750, 39_750..];

    private static readonly double[] W = TwoLayerNetTraining.Weights(Pixels, Hidden, Digits, seed: 4);

    private static readonly Lazy<double[]> Gradient = new(() => ByGenerator(TwoLayerNet.LossGradient)), GuardedGradient = new(() => ByGenerator(TwoLayerNet.GuardedLossGradient));

    private static readonly Lazy<double[]> Differences = new(() => ByDifferences(TwoLayerNet.Loss)), GuardedDifferences = new(() => ByDifferences(TwoLayerNet.GuardedLoss));

    private delegate double LossOf(
        ReadOnlySpan<byte> images, ReadOnlySpan<byte> labels, ReadOnlySpan<int> batch, ReadOnlySpan<double> w, int hidden, int classes);

    private delegate double LossAndGradientOf(
        ReadOnlySpan<byte> images, ReadOnlySpan<byte> labels, ReadOnlySpan<int> batch, ReadOnlySpan<double> w, int hidden, int classes, Span<double> dw);

    [Fact, Rows("S3-51")]
    public void A_numeric_gradient_takes_two_losses_for_each_weight()
    {
        int evaluations = 0;
        Assert.Equal(39_760, W.Length);
        Central(_ => ++evaluations, W, 0..W.Length, Step);
        Assert.Equal(79_520, evaluations);
    }

    [Theory] // By differences at h = 1e-4 of the loss itself: what rounding leaves, and for b2 the h² of the differences.
    [InlineData("S3-53", 0, 2.5e-13)]
    [InlineData("S3-53", 1, 9e-13)]
    [InlineData("S3-53", 2, 9.5e-13)]
    [InlineData("S3-53", 3, 1.2e-10)]
    public void The_gradient_is_that_of_the_loss(string row, int part, double mean)
    {
        Assert.SkipWhen(Mnist.Folder is null, Mnist.Absence);
        Assert.Equal([5, 0, 4], Mnist.Training.Labels[..3]);
        AtMost(1.25 * mean, MeanDifference(Gradient.Value, Differences.Value, part), row);
        AtMost(1.25 * mean, MeanDifference(GuardedGradient.Value, GuardedDifferences.Value, part), row); // so has the guarded loss its own
    }

    [Theory] // The differences that the post prints are not rounding: its loss has a guard in the logarithm, its gradient has none.
    [InlineData("S3-52", 0, 3.875420808505613e-10, 3.6e-10, 4.6e-10)]
    [InlineData("S3-52", 1, 2.4658489279345657e-09, 2.2e-9, 2.8e-9)]
    [InlineData("S3-52", 2, 5.49885896567171e-09, 5.0e-9, 6.8e-9)]
    [InlineData("S3-52", 3, 1.3967237864342952e-07, 1.396e-7, 1.409e-7)]
    [InlineData("S3-54", 0, 3.875420808505613e-10, 3.6e-10, 4.6e-10)]
    [InlineData("S3-54", 1, 2.4658489279345657e-09, 2.2e-9, 2.8e-9)]
    [InlineData("S3-54", 2, 5.49885896567171e-09, 5.0e-9, 6.8e-9)]
    [InlineData("S3-54", 3, 1.3967237864342952e-07, 1.396e-7, 1.409e-7)]
    public void The_gradient_of_one_loss_is_not_that_of_another(string row, int part, double printed, double least, double most)
    {
        Assert.SkipWhen(Mnist.Folder is null, Mnist.Absence);
        Assert.InRange(printed, least, most);
        double mean = MeanDifference(Gradient.Value, GuardedDifferences.Value, part);
        Assert.True(mean >= least && mean <= most, $"{row}: {mean}");
    }

    [Fact] // In this network an input of ReLU lies within 1e-4 of 0.
    public void A_kink_within_the_step_is_no_wrong_gradient()
    {
        Assert.SkipWhen(Mnist.Folder is null, Mnist.Absence);
        double[] w = TwoLayerNetTraining.Weights(Pixels, Hidden, Digits, seed: 1), dw = new double[w.Length];
        TwoLayerNet.LossGradient(Mnist.Training.Images, Mnist.Training.Labels, FirstThree, w, Hidden, Digits, dw);
        (double wide, double narrow) = (B1Difference(1e-4), B1Difference(1e-5));
        Assert.InRange(wide, 1e-6, 1e-5);
        AtMost(1e-10, narrow, "b1 at h = 1e-5");

        // The check of this project sees for itself that a smaller step is called for.
        GradientCheckReport report = GradientCheck.Of(b => LossAt([.. w[..39_200], .. b, .. w[39_250..]]), w[Parts[1]], dw[Parts[1]]);
        Assert.True(report.Passed, report.ToString());

        double LossAt(double[] moved) => TwoLayerNet.Loss(Mnist.Training.Images, Mnist.Training.Labels, FirstThree, moved, Hidden, Digits);
        double B1Difference(double h) => MeanDifference(dw, Central(LossAt, w, Parts[1], h), 1);
    }

    private static double[] ByGenerator(LossAndGradientOf loss)
    {
        double[] dw = new double[W.Length];
        loss(Mnist.Training.Images, Mnist.Training.Labels, FirstThree, W, Hidden, Digits, dw);
        return dw;
    }

    private static double[] ByDifferences(LossOf loss) =>
        Central(w => loss(Mnist.Training.Images, Mnist.Training.Labels, FirstThree, w, Hidden, Digits), W, 0..W.Length, Step);

    /// <summary>The post's numeric gradient: (f(w + h) − f(w − h)) / 2h, one weight at a time; 0 for weights that are not asked for.</summary>
    private static double[] Central(Func<double[], double> function, double[] at, Range part, double h)
    {
        double[] w = [.. at], differences = new double[w.Length];
        foreach (int i in Enumerable.Range(0, w.Length).Take(part))
        {
            w[i] = at[i] + h;
            double above = function(w);
            w[i] = at[i] - h;
            differences[i] = (above - function(w)) / (2 * h);
            w[i] = at[i];
        }

        return differences;
    }

    private static double MeanDifference(double[] a, double[] b, int part) =>
        a[Parts[part]].Zip(b[Parts[part]], (x, y) => Math.Abs(x - y)).Average();

    private static void AtMost(double most, double found, string what) => Assert.True(found <= most, $"{what}: {found} > {most}");
}
