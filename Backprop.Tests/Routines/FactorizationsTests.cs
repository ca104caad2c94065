namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Factorizations"/>.</summary>
public sealed class FactorizationsTests
{
    private static double[,] Hilbert => Matrices.Of(3, 3, (i, j) => 1.0 / (i + j + 1));

    [Fact]
    public void The_logarithm_of_a_determinant()
    {
        Assert.Equal(Math.Log(8), Factorizations.CholeskyLogDeterminant(new double[,] { { 4, 99 }, { 2, 3 } }), 1e-15);
        Assert.Equal(-Math.Log(2160), Factorizations.CholeskyLogDeterminant(Hilbert), 1e-12);
        Assert.Equal(double.NaN, Factorizations.CholeskyLogDeterminant(new double[,] { { 1, 2 }, { 2, 1 } }));
    }

    [Fact]
    public void Determinants()
    {
        Assert.Equal(1 / 2160.0, Factorizations.LuDeterminant(Hilbert), 1e-17);
        Assert.Equal(-1, Factorizations.LuDeterminant(new double[,] { { 0, 1, 0 }, { 1, 0, 0 }, { 0, 0, 1 } }));
        Assert.Equal(0, Factorizations.LuDeterminant(new double[,] { { 1, 2 }, { 2, 4 } }));

        double[] x = [1, 2, 4, 7]; // Vandermonde: the product of all differences
        Assert.Equal(1 * 3 * 6 * 2 * 5 * 3, Factorizations.LuDeterminant(Matrices.Of(4, 4, (i, j) => Math.Pow(x[i], j))), 1e-11);
    }

    [Fact]
    public void Volumes()
    {
        Assert.Equal(1 / 2160.0, Factorizations.GramSchmidtVolume(Hilbert), 1e-16);
        Assert.Equal(6, Factorizations.GramSchmidtVolume(new double[,] { { 2, 0 }, { 0, 0 }, { 0, -3 } }), 1e-15);
        Assert.Equal(Math.Sqrt(3), Factorizations.GramSchmidtVolume(new double[,] { { 1, 0 }, { 1, 1 }, { 0, 1 } }), 1e-15);
    }

    [Fact]
    public void What_a_line_leaves_of_three_points() =>
        Assert.Equal(1 / 6.0, Factorizations.HouseholderResidual([[1, 0], [1, 1], [1, 2]], new double[] { 1, 2, 4 }), 1e-15);

    [Fact]
    public void A_square_system_leaves_nothing() =>
        Assert.Equal(0, Factorizations.HouseholderResidual([[1, 2], [3, -1]], new double[] { 1, 2 }));
}
