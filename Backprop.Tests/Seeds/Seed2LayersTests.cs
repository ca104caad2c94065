using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

public sealed class Seed2LayersTests
{
    [Theory] // To the bit: the loop does what the lines do, in their order.
    [InlineData("S2-63", 1)]
    [InlineData("S2-63", 2)]
    [InlineData("S2-63", 3)]
    public void A_loop_over_layers_has_the_gradient_of_the_layers_written_out(string row, int seed)
    {
        Random random = new(seed);
        object[] point = Numbers.Replace(
            [new double[3], new double[3, 4], new double[4, 5], new double[5, 2], new double[2]], _ => 2 * random.NextDouble() - 1);
        (double[] x, double[,] w1, double[,] w2, double[,] w3, double[] y) =
            ((double[])point[0], (double[,])point[1], (double[,])point[2], (double[,])point[3], (double[])point[4]);

        double[] dx = new double[3], dy = new double[2], dxLoop = new double[3], dyLoop = new double[2];
        double[,] dw1 = new double[3, 4], dw2 = new double[4, 5], dw3 = new double[5, 2];
        double[][,] dw = [new double[3, 4], new double[4, 5], new double[5, 2]];
        double written = Seed2Layers.WrittenOutErrorGradient(x, w1, w2, w3, y, dx, dw1, dw2, dw3, dy);
        double loop = Seed2Layers.LoopErrorGradient(x, [w1, w2, w3], y, dxLoop, dw, dyLoop);

        double[] expected = [.. Numbers.Of([written, dx, dw1, dw2, dw3, dy])];
        Assert.Equal(1 + 3 + 12 + 20 + 10 + 2, expected.Length);
        Assert.All(expected.Zip(Numbers.Of([loop, dxLoop, dw, dyLoop])), p => Bits.Same(p.First, p.Second, row));
        Assert.All(expected, d => Assert.NotEqual(0, d));
    }
}
