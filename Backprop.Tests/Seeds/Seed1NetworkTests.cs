using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>The network of any size, in loops: at the point of <see cref="Seed1Tests"/>, and what its gradient costs.</summary>
public sealed class Seed1NetworkTests
{
    private static readonly double[,] W1 = { { 1.5, -0.25, 0.5 }, { 0.25, 0.5, 0.25 } };

    [Fact, Rows("S1-22", "S1-24", "S1-27", "S1-28")] // A zero may have either sign.
    public void The_gradient_is_exact()
    {
        double[] dx = new double[2], dw2 = new double[3];
        double[,] dw1 = new double[2, 3];
        Bits.Same(0.125, Seed1.NetworkLossGradient([1, -2], W1, [1.5, -1, 0.5], dx, dw1, dw2));
        Assert.Equal([1.125, 0.1875], dx);
        Assert.Equal(new[,] { { 0.75, 0, 0 }, { -1.5, 0, 0 } }, dw1);
        Assert.Equal([0.5, 0, 0], dw2);
    }

    [Fact, Rows("S1-7")]
    public void Without_the_data_the_gradient_is_the_same()
    {
        double[] dw2 = new double[3];
        double[,] dw1 = new double[2, 3];
        Bits.Same(0.125, Seed1.NetworkWeightsLossGradient([1, -2], W1, [1.5, -1, 0.5], dw1, dw2));
        Assert.Equal(new[,] { { 0.75, 0, 0 }, { -1.5, 0, 0 } }, dw1);
        Assert.Equal([0.5, 0, 0], dw2);
    }

    [Theory] // With all neurons on; for the identity's 1 and for ReLU's 1 nothing is multiplied.
    [InlineData("S1-10", 2, 3, 30, 16, 1.88)]
    [InlineData("S1-11", 784, 50, 156_900, 39_351, 3.99)]
    [InlineData("S1-12", 2, 3, 30, 16, 1.88)]
    [InlineData("S1-12", 784, 50, 156_900, 39_351, 3.99)]
    public void Shared_parts_are_multiplied_once(string row, int n, int m, int separately, int shared, double ratio)
    {
        Multiplications count = Multiplications.In(SeedSource.Own(typeof(Seed1)));
        double[] x = [.. Enumerable.Range(1, n).Select(i => 1.0 / i)], w2 = [.. Enumerable.Range(1, m).Select(j => 0.5 / j)];
        double[,] w1 = (double[,])Numbers.Replace(new double[n, m], _ => 0.25);
        string seed = typeof(Seed1).FullName!;
        long value = count.Of(seed, "NetworkWeightsLoss", x, w1, w2);
        long both = count.Of(seed, "NetworkWeightsLossGradient", x, w1, w2, new double[n, m], new double[m]);

        Assert.Equal(n * m + m + 1, value);
        Assert.True(both - value == 2 * m + n * m, $"{row}: {both - value}");
        Assert.Equal(shared, both - value + 1 + m);
        Assert.Equal(separately, 2 * m + 4 * n * m);
        Assert.Equal(ratio, (double)separately / shared, 0.005);
    }
}
