using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>Softmax with cross-entropy over batches of any size, from logits.</summary>
public sealed class Seed3BatchSoftmaxTests
{
    [Fact, Rows("S3-31")] // The post divides by the first number of the shape, 3 here, also where that is no batch.
    public void A_batch_of_one_is_divided_by_one()
    {
        double[,] da = new double[1, 3];
        double loss = Seed3Layers.CrossEntropyGradient(
            new[,] { { -1.2039728043259359926, -1.6094379124341003746, -0.69314718055994530942 } }, [1], da);
        Ulps.Near(1.6094379124341003746, loss);
        Near([0.3, -0.8, 0.5], da);
    }

    [Theory] // The batch [[1, 2, 3], [1, 1, 1]] with labels (2, 0).
    [InlineData("S3-42", 0, 0.75310912655624499794)]
    [InlineData("S3-43", 1, 0.045015286585190228999)]
    [InlineData("S3-43", 2, 0.12236423552739882624)]
    [InlineData("S3-43", 3, -0.16737952211258905524)]
    [InlineData("S3-44", 4, -0.33333333333333333333)]
    [InlineData("S3-44", 5, 0.16666666666666666667)]
    [InlineData("S3-44", 6, 0.16666666666666666667)]
    public void The_mean_over_a_batch(string row, int place, double expected)
    {
        double[,] da = new double[2, 3];
        double loss = Seed3Layers.CrossEntropyGradient(new double[,] { { 1, 2, 3 }, { 1, 1, 1 } }, [2, 0], da);
        Ulps.Near(expected, Numbers.Of([loss, da]).ElementAt(place), row);
    }

    [Theory]
    [InlineData("S3-33", 1)]
    [InlineData("S3-33", 3)]
    [InlineData("S3-33", 10)]
    public void A_row_is_divided_by_the_size_of_its_batch(string row, int n)
    {
        double[,] a = new double[n, 3], da = new double[n, 3], alone = new double[1, 3];
        for (int i = 0; i < a.Length; i++)
            a[i / 3, i % 3] = Math.Sin(i);
        Seed3Layers.CrossEntropyGradient(a, [.. Enumerable.Range(0, n).Select(i => i % 3)], da);
        Seed3Layers.CrossEntropyGradient(new[,] { { a[n - 1, 0], a[n - 1, 1], a[n - 1, 2] } }, [(n - 1) % 3], alone);
        Assert.All(Enumerable.Range(0, 3), k => Ulps.Near(alone[0, k] / n, da[n - 1, k], row));
    }

    [Theory] // Within two ulp of the largest entry: the loop divides by the sum once and multiplies by that, which is an ulp more than the row has.
    [InlineData("S3-45", 1.0, 2.0, 3.0)]
    [InlineData("S3-45", 1.0, 1.0, 1.0)]
    [InlineData("S3-45", -3.0, 0.5, 2.0)]
    [InlineData("S3-45", 1000.0, 1001.0, 1002.0)]
    public void A_row_of_the_gradient_sums_to_zero(string row, double a0, double a1, double a2)
    {
        double[,] da = new double[3, 3];
        Seed3Layers.CrossEntropyGradient(new[,] { { a0, a1, a2 }, { a0, a1, a2 }, { a0, a1, a2 } }, [0, 1, 2], da);
        double largest = Numbers.Of([da]).Max(Math.Abs);
        Assert.All(Enumerable.Range(0, 3), n =>
            Assert.True(Math.Abs(da[n, 0] + da[n, 1] + da[n, 2]) <= 2 * (Math.BitIncrement(largest) - largest), $"{row}: label {n}"));
    }

    [Fact, Rows("S3-40", "S3-46")] // With label 0 the other two derivatives are the softmax itself.
    public void Large_logits_give_what_their_differences_give()
    {
        double[,] small = new double[1, 3], large = new double[1, 3];
        Seed3Layers.CrossEntropyGradient(new double[,] { { 0, 1, 2 } }, [0], small);
        Seed3Layers.CrossEntropyGradient(new double[,] { { 1000, 1001, 1002 } }, [0], large);
        Near([0.090030573170380457998 - 1, 0.24472847105479765247, 0.66524095577482188953], small);
        Assert.Equal(small, large);
    }

    [Fact, Rows("S3-47")]
    public void A_loss_of_1000_is_neither_infinite_nor_undefined()
    {
        double[,] da = new double[1, 2];
        Bits.Same(1000, Seed3Layers.CrossEntropyGradient(new double[,] { { 0, 1000 } }, [0], da));
        Near([-1, 1], da);
    }

    private static void Near(double[] expected, double[,] actual) =>
        Assert.All(expected.Zip(Numbers.Of([actual])), p => Ulps.Near(p.First, p.Second));
}
