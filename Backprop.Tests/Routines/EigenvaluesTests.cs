namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Eigenvalues"/> and <see cref="MatrixFunctions"/>.</summary>
public sealed class EigenvaluesTests
{
    [Fact] // 2 − 2·cos kπ/(n + 1)
    public void The_largest_eigenvalue_of_the_chain()
    {
        Assert.Equal(2 + Math.Sqrt(2), Eigenvalues.Jacobi(Chain(3)), 1e-14);
        Assert.Equal(2 - 2 * Math.Cos(6 * Math.PI / 7), Eigenvalues.Jacobi(Chain(6)), 1e-14);
        Assert.Equal(3, Eigenvalues.PowerIteration(new double[,] { { 2, 1 }, { 1, 2 } }), 1e-14);
        Assert.Equal(2 + Math.Sqrt(2), Eigenvalues.PowerIteration(Matrices.Of(3, 3, (i, j) => Math.Abs(Chain(3)[i, j]))), 1e-13);
    }

    [Fact]
    public void A_diagonal_matrix_needs_no_rotation() => Assert.Equal(7, Eigenvalues.Jacobi(new double[,] { { 3, 0 }, { 0, 7 } }));

    [Theory]
    [InlineData(0.1)]
    [InlineData(2)]
    [InlineData(9)]
    public void The_exponential_of_a_turn_is_a_rotation(double angle) =>
        Assert.Equal(2 * Math.Cos(angle), MatrixFunctions.ExponentialTrace(new double[,] { { 0, -angle }, { angle, 0 } }), 1e-12);

    [Fact]
    public void The_exponentials_of_a_triangle()
    {
        Assert.Equal(3, MatrixFunctions.ExponentialTrace(new double[,] { { 0, 5, 1 }, { 0, 0, 2 }, { 0, 0, 0 } }), 1e-14);
        Assert.Equal(Math.E + Math.Exp(-2), MatrixFunctions.ExponentialTrace(new double[,] { { 1, 3 }, { 0, -2 } }), 1e-14);
    }

    private static double[,] Chain(int n) => Matrices.Of(n, n, (i, j) => i == j ? 2 : Math.Abs(i - j) == 1 ? -1 : 0);
}
