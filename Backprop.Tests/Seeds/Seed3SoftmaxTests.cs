using System.Runtime.CompilerServices;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>Softmax with cross-entropy over three classes, from logits.</summary>
public sealed class Seed3SoftmaxTests
{
    [Theory] // y - t at y = (0.3, 0.2, 0.5) and at (0.01, 0.99, 0), label 1. A logit of -4.6 is 4 ulp of 0.01 off by its own rounding.
    [InlineData("S3-31", -1.2039728043259359926, -1.6094379124341003746, -0.69314718055994530942, 0.3, -0.8, 0.5, 4)]
    [InlineData("S3-32", -4.6051701859880913680, -0.010050335853501441184, double.NegativeInfinity, 0.01, -0.01, 0.0, 8)]
    public void The_gradient_is_y_minus_t(string row, double a0, double a1, double a2, double d0, double d1, double d2, int most)
    {
        var (_, da0, da1, da2) = Seed3.CrossEntropyGradient(a0, a1, a2, 1);
        Ulps.Near(d0, da0, row, most);
        Ulps.Near(d1, da1, row, most);
        Ulps.Near(d2, da2, row, most);
    }

    [Fact, Rows("S3-31", "S3-32")]
    public void The_loss_is_the_logarithm_of_the_labels_probability()
    {
        Ulps.Near(1.6094379124341003746, Seed3.NegativeLogGradient(0.2).value);
        Ulps.Near(0.010050335853501441184, Seed3.NegativeLogGradient(0.99).value, most: 64); // what an ulp of 0.99 makes of its logarithm
        Ulps.Near(1.6094379124341003746, Seed3.CrossEntropy(-1.2039728043259359926, -1.6094379124341003746, -0.69314718055994530942, 1));

        // From logits it is the logarithm of a sum just above 1, of which an ulp is all that is left of it.
        double nearlyRight = Seed3.CrossEntropy(-4.6051701859880913680, -0.010050335853501441184, double.NegativeInfinity, 1);
        Ulps.Near(1 + 0.010050335853501441184, 1 + nearlyRight);
    }

    [Theory]
    [InlineData("S3-40", 0, 0.090030573170380457998)]
    [InlineData("S3-40", 1, 0.24472847105479765247)]
    [InlineData("S3-40", 2, 0.66524095577482188953)]
    public void Softmax_of_0_1_2(string row, int label, double expected) => Ulps.Near(expected, Seed3.SoftmaxGradient(0, 1, 2, label).value, row);

    [Fact, Rows("S3-41")] // Its gradient is the softmax.
    public void Log_sum_exp_of_0_1_2()
    {
        var (value, da0, da1, da2) = Seed3.LogSumExpGradient(0, 1, 2);
        Ulps.Near(2.4076059644443803045, value);
        Ulps.Near(0.090030573170380457998, da0);
        Ulps.Near(0.24472847105479765247, da1);
        Ulps.Near(0.66524095577482188953, da2);
    }

    [Theory] // The batch [[1, 2, 3], [1, 1, 1]] with labels (2, 0); its mean divides each row's gradient by 2.
    [InlineData("S3-42", 0, 0.75310912655624499794)]
    [InlineData("S3-43", 1, 0.045015286585190228999)]
    [InlineData("S3-43", 2, 0.12236423552739882624)]
    [InlineData("S3-43", 3, -0.16737952211258905524)]
    [InlineData("S3-44", 4, -0.33333333333333333333)]
    [InlineData("S3-44", 5, 0.16666666666666666667)]
    [InlineData("S3-44", 6, 0.16666666666666666667)]
    public void The_mean_over_a_batch(string row, int place, double expected)
    {
        ITuple gradient = Seed3.MeanCrossEntropyGradient(1, 2, 3, 2, 1, 1, 1, 0);
        Ulps.Near(expected, (double)gradient[place]!, row);
    }

    [Fact, Rows("S3-33")]
    public void A_batch_of_two_halves_the_gradient_of_each_example()
    {
        var batch = Seed3.MeanCrossEntropyGradient(1, 2, 3, 2, 1, 1, 1, 0);
        var one = Seed3.CrossEntropyGradient(1, 2, 3, 2);
        Assert.Equal((one.da0 / 2, one.da1 / 2, one.da2 / 2), (batch.da0, batch.da1, batch.da2));
    }

    [Theory]
    [InlineData("S3-45", 1.0, 2.0, 3.0, 2)]
    [InlineData("S3-45", 1.0, 1.0, 1.0, 0)]
    [InlineData("S3-45", -3.0, 0.5, 2.0, 1)]
    [InlineData("S3-45", 1000.0, 1001.0, 1002.0, 0)]
    public void A_row_of_the_gradient_sums_to_zero(string row, double a0, double a1, double a2, int label)
    {
        // The largest of y and y - t: the post's own arithmetic gives an ulp of 0.665 for (1, 2, 3), which is y for the label, and two of its y - t.
        var (_, da0, da1, da2) = Seed3.CrossEntropyGradient(a0, a1, a2, label);
        double largest = new[] { da0, da1, da2, Seed3.Softmax(a0, a1, a2, label) }.Max(Math.Abs);
        Assert.True(Math.Abs(da0 + da1 + da2) <= Math.BitIncrement(largest) - largest, $"{row}: {da0 + da1 + da2:R} of {largest:R}");
    }

    [Fact, Rows("S3-46")]
    public void Large_logits_give_what_their_differences_give()
    {
        Assert.Equal(Seed3.SoftmaxGradient(0, 1, 2, 1), Seed3.SoftmaxGradient(1000, 1001, 1002, 1));
        Ulps.Near(0.24472847105479765247, Seed3.SoftmaxGradient(1000, 1001, 1002, 1).value);
    }

    [Fact, Rows("S3-47")]
    public void A_loss_of_1000_is_neither_infinite_nor_undefined() => Assert.Equal((1000.0, -1.0, 1.0), Seed3.CrossEntropyOfTwoGradient(0, 1000, 0));

    [Theory] // The post's SoftmaxWithLoss ignores what it is given from above.
    [InlineData(0)]
    [InlineData(2)]
    public void A_loss_scaled_by_2_doubles_every_gradient(int label)
    {
        var (value, da0, da1, da2) = Seed3.CrossEntropyGradient(0.3, -0.7, 1.1, label);
        Assert.Equal((2 * value, 2 * da0, 2 * da1, 2 * da2), Seed3.TwiceCrossEntropyGradient(0.3, -0.7, 1.1, label));
    }
}
