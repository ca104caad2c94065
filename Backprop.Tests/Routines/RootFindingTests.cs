namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="RootFinding"/>.</summary>
public sealed class RootFindingTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(0.01)]
    [InlineData(7)]
    public void Square_roots(double a) => Assert.Equal(Math.Sqrt(a), RootFinding.SquareRoot(a), 1e-11);

    [Theory]
    [InlineData(0.5, 0.2)]
    [InlineData(3, 0.9)]
    [InlineData(-1, 0)]
    public void Anomalies_satisfy_Keplers_equation(double mean, double eccentricity)
    {
        double anomaly = RootFinding.Kepler(mean, eccentricity);
        Assert.Equal(mean, anomaly - eccentricity * Math.Sin(anomaly), 1e-14);
    }

    [Theory]
    [InlineData(1, 0.56714329040978387300)]
    [InlineData(Math.E, 1)]
    [InlineData(0.1, 0.091276527160862264299)]
    [InlineData(100, 3.3856301402900501849)]
    public void Lamberts_W(double c, double expected) => Assert.Equal(expected, RootFinding.LambertW(c), 1e-14);

    [Fact]
    public void The_cosine_meets_the_diagonal_at_Dotties_number() => Assert.Equal(0.73908513321516064166, RootFinding.Secant(1), 1e-15);

    [Theory]
    [InlineData(1e5, 0, 0.0180)]
    [InlineData(1e5, 1e-3, 0.0222)]
    [InlineData(1e6, 0.05, 0.0716)]
    public void Friction_is_that_of_Moodys_chart(double reynolds, double roughness, double chart)
    {
        double friction = RootFinding.Colebrook(reynolds, roughness), root = Math.Sqrt(friction);
        Assert.Equal(chart, friction, 1e-4);
        Assert.Equal(1 / root, -2 * Math.Log10(roughness / 3.7 + 2.51 / (reynolds * root)), 1e-13);
    }
}
