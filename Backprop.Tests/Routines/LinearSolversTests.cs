namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="LinearSolvers"/>.</summary>
public sealed class LinearSolversTests
{
    [Fact] // x = (1, −2, 3), with a 0 where the first pivot would be.
    public void Systems_of_a_known_solution()
    {
        double[,] a = { { 0, 2, 1 }, { 3, 1, -1 }, { 1, -1, 4 } };
        double[] b = [-1, -2, 15];
        Assert.Equal(14, LinearSolvers.LuSolve(a, b), 1e-13);
        Assert.Equal(14, LinearSolvers.GaussJordan([[0, 2, 1], [3, 1, -1], [1, -1, 4]], b), 1e-13);
    }

    [Fact] // Three swaps in a row: the solution is b in another order.
    public void A_permutation()
    {
        double[,] a = { { 0, 0, 1 }, { 1, 0, 0 }, { 0, 1, 0 } };
        Assert.Equal(14, LinearSolvers.LuSolve(a, [1, 2, 3]));
        Assert.Equal(14, LinearSolvers.GaussJordan([[0, 0, 1], [1, 0, 0], [0, 1, 0]], [1, 2, 3]));
    }

    [Fact] // The chain −1, 2, −1 pulled at its end gives way by n/(n + 1).
    public void Conjugate_gradients_of_a_chain()
    {
        Assert.Equal(4 / 5.0, LinearSolvers.ConjugateGradient([0, 0, 0, 0], [1, 0, 0, 0]), 1e-14);
        Assert.Equal(25 / 3.0, LinearSolvers.ConjugateGradient([1], [5]), 1e-14);
    }

    [Fact] // xᵢ = i·(n + 1 − i)/2 under an even load.
    public void Thomas_of_a_chain()
    {
        Assert.Equal(10, LinearSolvers.Thomas([-1, -1, -1], [2, 2, 2, 2], [-1, -1, -1], [1, 1, 1, 1]), 1e-14);
        Assert.Equal(3, LinearSolvers.Thomas([0], [2, 4], [0], [2, 8]), 1e-15);
    }

    [Fact]
    public void Gauss_and_Seidel_find_what_elimination_finds()
    {
        double[,] a = { { 5, 1, -1 }, { 0.5, 4, 1 }, { 1, -0.7, 6 } };
        double[] b = [1, 2, -1], x = [9, 9, 9];
        Assert.Equal(LinearSolvers.LuSolve(a, b), LinearSolvers.GaussSeidel(a, b, x), 1e-14);
        Assert.Equal(b, Matrices.Multiply(a, x).Select(y => Math.Round(y, 13)));
    }
}
