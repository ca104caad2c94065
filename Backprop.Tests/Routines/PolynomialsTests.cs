namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Polynomials"/>.</summary>
public sealed class PolynomialsTests
{
    [Fact]
    public void Horner_of_numbers() => Assert.Equal(17, Polynomials.Horner(2, [1, 2, 3]));

    [Fact]
    public void Horner_of_a_constant() => Assert.Equal(4, Polynomials.Horner(2, [4]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void Clenshaw_of_one_Chebyshev_polynomial_is_a_cosine(int degree)
    {
        double[] c = new double[degree + 1];
        c[degree] = 1;
        Assert.Equal(Math.Cos(degree * 0.7), Polynomials.Clenshaw(Math.Cos(0.7), c), 1e-15);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.3)]
    [InlineData(2, -0.365)]
    [InlineData(5, 0.34538625)]
    public void Legendre_at_0_3(int degree, double expected) => Assert.Equal(expected, Polynomials.Legendre(0.3, degree), 1e-15);

    [Fact]
    public void Legendre_at_1_is_1() => Assert.Equal(1, Polynomials.Legendre(1, 30), 1e-15);

    [Fact]
    public void A_polynomial_of_roots_is_the_product_of_distances() =>
        Assert.Equal(-0.5 * -1.5 * 3.5, Polynomials.FromRoots(0.5, [1, 2, -3]), 1e-14);
}
