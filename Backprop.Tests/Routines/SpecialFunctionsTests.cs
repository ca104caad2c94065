namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="SpecialFunctions"/>.</summary>
public sealed class SpecialFunctionsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.76519768655796655145)]
    [InlineData(2.4048255576957727686, 0)]
    [InlineData(5, -0.17759677131433830435)]
    public void Bessel(double x, double expected) => Assert.Equal(expected, SpecialFunctions.BesselJ0(x), 1e-14);

    [Theory]
    [InlineData(5, 24)]
    [InlineData(0.5, 1.7724538509055160273)]
    [InlineData(-1.5, 2.3632718012073547031)]
    [InlineData(10, 362880)]
    [InlineData(1.0 / 3, 2.6789385347077476337)]
    public void Gamma(double x, double expected) => Assert.Equal(1, SpecialFunctions.Gamma(x) / expected, 1e-14);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.84270079294971486934)]
    [InlineData(-0.5, -0.52049987781304653768)]
    [InlineData(2, 0.99532226501895273416)]
    public void Erf(double x, double expected) => Assert.Equal(expected, SpecialFunctions.Erf(x), 1e-14);

    [Theory] // The series below a + 1, the continued fraction above.
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void Incomplete_gamma_of_whole_and_half_orders(double x)
    {
        Assert.Equal(1 - Math.Exp(-x), SpecialFunctions.GammaP(1, x), 1e-14);
        Assert.Equal(1 - Math.Exp(-x) * (1 + x + x * x / 2), SpecialFunctions.GammaP(3, x), 1e-14);
        Assert.Equal(SpecialFunctions.Erf(Math.Sqrt(x)), SpecialFunctions.GammaP(0.5, x), 1e-13);
    }

    [Theory]
    [InlineData(0, Math.PI / 2)]
    [InlineData(0.5, 1.8540746773013719184)]
    [InlineData(-1, 1.3110287771460599052)]
    public void Elliptic(double m, double expected) => Assert.Equal(expected, SpecialFunctions.EllipticK(m), 1e-14);

    [Theory]
    [InlineData(2, Math.PI * Math.PI / 6)]
    [InlineData(3, 1.2020569031595942854)]
    [InlineData(4, Math.PI * Math.PI * Math.PI * Math.PI / 90)]
    [InlineData(1.5, 2.6123753486854883433)]
    public void Zeta(double s, double expected) => Assert.Equal(expected, SpecialFunctions.Zeta(s), 1e-13);
}
