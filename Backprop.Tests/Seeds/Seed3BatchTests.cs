using Backprop.Generator.Optimization;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>The post's layers over batches.</summary>
public sealed class Seed3BatchTests
{
    private static double[,] Upstream => new double[,] { { 1, 2, 3 }, { 4, 5, 6 } };

    [Fact, Rows("S3-27", "S3-28")]
    public void A_bias_is_added_to_each_row_and_gets_the_sum_of_the_rows()
    {
        double[,] y = new double[2, 3], dx = new double[2, 3];
        double[] db = new double[3];
        Seed3Layers.AddBiasForward(new double[,] { { 0, 0, 0 }, { 10, 10, 10 } }, [1, 2, 3], y, out Seed3Layers.AddBiasSaved saved);
        Assert.Equal(new double[,] { { 1, 2, 3 }, { 11, 12, 13 } }, y);
        Seed3Layers.AddBiasBackward(ref saved, dx, db, Upstream);
        Assert.Equal([5, 7, 9], db);
        Assert.Equal(Upstream, dx);
    }

    [Fact, Rows("S3-30")]
    public void An_affine_layer()
    {
        double[,] x = { { 1, 2 }, { 3, 4 } }, w = { { 0.1, 0.2, 0.3 }, { 0.4, 0.5, 0.6 } }, y = new double[2, 3];
        double[,] dx = new double[2, 2], dw = new double[2, 3];
        double[] db = new double[3];
        Seed3Layers.AffineGradient(x, w, [1, 2, 3], y, dx, dw, db, Upstream);
        Near(new[,] { { 1.9, 3.2, 4.5 }, { 2.9, 4.6, 6.3 } }, y);
        Near(new[,] { { 1.4, 3.2 }, { 3.2, 7.7 } }, dx);
        Assert.Equal(new double[,] { { 13, 17, 21 }, { 18, 24, 30 } }, dw);
        Assert.Equal([5, 7, 9], db);
    }

    [Theory] // dX = dY·Wᵀ, dW = Xᵀ·dY, dB = the sum of dY's rows.
    [InlineData("S3-29", 1)]
    [InlineData("S3-29", 4)]
    public void The_gradients_of_an_affine_layer_have_the_shapes_of_its_parts(string row, int n)
    {
        Random random = new(n);
        object[] parts = Numbers.Replace([new double[n, 2], new double[2, 3], new double[3], new double[n, 3]], _ => random.NextDouble());
        (double[,] x, double[,] w, double[] b, double[,] dy) = ((double[,])parts[0], (double[,])parts[1], (double[])parts[2], (double[,])parts[3]);
        double[,] dx = new double[n, 2], dw = new double[2, 3], y = new double[n, 3];
        double[] db = new double[3];
        Seed3Layers.AffineGradient(x, w, b, y, dx, dw, db, (double[,])dy.Clone());
        Near(Product(dy, Transposed(w)), dx, row);
        Near(Product(Transposed(x), dy), dw, row);
        Assert.All(db, (d, j) => Ulps.Near(Enumerable.Range(0, n).Sum(i => dy[i, j]), d, row));

        Assert.Throws<ArgumentException>("dx", () => Seed3Layers.AffineGradient(x, w, b, y, new double[2, n + 1], dw, db, dy));
        Assert.Throws<ArgumentException>("dw", () => Seed3Layers.AffineGradient(x, w, b, y, dx, new double[3, 2], db, dy));
        Assert.Throws<ArgumentException>("db", () => Seed3Layers.AffineGradient(x, w, b, y, dx, dw, new double[2], dy));
    }

    [Fact, Rows("S3-24")]
    public void Relu_of_a_row()
    {
        double[] y = new double[5], dx = new double[5];
        Seed3Layers.ReluForward([1, -0.5, -2, 3, 0], y, out Seed3Layers.ReluSaved saved);
        Seed3Layers.ReluBackward(ref saved, dx, new double[] { 1, 2, 3, 4, 5 });
        Assert.Equal([1, 0, 0, 3, 0], y);
        Assert.Equal([1, 0, 0, 4, 0], dx);
    }

    [Fact, Rows("S3-26")]
    public void A_row_of_sigmoids_goes_back_from_what_it_left()
    {
        double[] y = new double[3], dx = new double[3];
        Seed3Layers.SigmoidForward([0.7, -2, 0], y, out Seed3Layers.SigmoidSaved saved);
        Seed3Layers.SigmoidBackward(ref saved, dx, new double[] { 1.3, 0.5, -1 });
        Assert.All(dx.Zip(y, [1.3, 0.5, -1]), p => Ulps.Near(p.Third * p.Second * (1 - p.Second), p.First));
        Assert.Equal(0, Cost.Calls(SeedSource.Of(typeof(Seed3Layers), "Sigmoid").Pullback.Backward, "Exp"));
    }

    [Fact] // The post's ReLU writes into the derivative that it is given, which the other way still needs.
    public void A_skip_connection_gets_both_its_derivatives()
    {
        double[] dx = new double[3];
        Bits.Same(2 * 1.5 + 0.5 * -1, Seed3Layers.SkipConnectionGradient([1.5, -1, 0], [1, 0.5, 2], dx));
        Assert.Equal([2, 0.5, 2], dx);
    }

    [Fact, Rows("S3-34")]
    public void Half_the_squared_error_behind_the_identity_gives_the_difference()
    {
        double[] dy = new double[3];
        Ulps.Near(0.49, Seed3Layers.HalfSquaresGradient([0.3, 0.2, 0.5], [0, 1, 0], dy));
        Assert.Equal([0.3, 0.2 - 1, 0.5], dy);
    }

    private static void Near(double[,] expected, double[,] actual, string row = "")
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
        Assert.All(Numbers.Of([expected]).Zip(Numbers.Of([actual])), p => Ulps.Near(p.First, p.Second, row));
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        double[,] product = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < product.Length; i++)
        {
            (int row, int column) = (i / product.GetLength(1), i % product.GetLength(1));
            product[row, column] = Enumerable.Range(0, b.GetLength(0)).Sum(k => a[row, k] * b[k, column]);
        }

        return product;
    }

    private static double[,] Transposed(double[,] a)
    {
        double[,] transposed = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.Length; i++)
            transposed[i % a.GetLength(1), i / a.GetLength(1)] = a[i / a.GetLength(1), i % a.GetLength(1)];
        return transposed;
    }
}
