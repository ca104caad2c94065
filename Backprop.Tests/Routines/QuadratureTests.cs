namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Quadrature"/>.</summary>
public sealed class QuadratureTests
{
    private const double FromZeroToOne = 0.74682413281242702540; // √π/2 · erf(1)

    [Fact]
    public void Every_rule_integrates_the_bell_from_0_to_1()
    {
        Assert.Equal(FromZeroToOne, Quadrature.Simpson(0, 1, 1, 400), 1e-11);
        Assert.Equal(FromZeroToOne, Quadrature.GaussLegendre(0, 1, 1, 8), 1e-14);
        Assert.Equal(FromZeroToOne, Quadrature.Romberg(0, 1, 1, 8), 1e-13);
        Assert.Equal(FromZeroToOne, Quadrature.Adaptive(0, 1, 1, 1e-12), 1e-13);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    public void The_whole_bell_is_the_root_of_pi_over_k(double k)
    {
        Assert.Equal(Math.Sqrt(Math.PI / k), Quadrature.GaussLegendre(-12, 12, k, 60), 1e-12);
        Assert.Equal(Math.Sqrt(Math.PI / k), Quadrature.Adaptive(-12, 12, k, 1e-12), 1e-11);
    }

    [Fact]
    public void Simpson_of_two_panels_is_its_formula() =>
        Assert.Equal((1 + 4 * Math.Exp(-0.25) + Math.Exp(-1)) / 6, Quadrature.Simpson(0, 1, 1, 2), 1e-15);
}
