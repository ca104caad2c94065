namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Descents"/>.</summary>
public sealed class DescentsTests
{
    [Fact]
    public void Rosenbrocks_valley()
    {
        Assert.Equal(0, Descents.Rosenbrock([1, 1, 1]));
        Assert.Equal(24.2, Descents.Rosenbrock([-1.2, 1]), 1e-14);
    }

    [Fact]
    public void Plain_descent_shrinks_by_a_factor() =>
        Assert.Equal(0.5 * 3 * Math.Pow(2 * Math.Pow(0.7, 5), 2), Descents.Momentum(0.1, 0, [3], [2], 5), 1e-16);

    [Fact]
    public void A_rate_that_fits_is_done_in_one_step() => Assert.Equal(0, Descents.Momentum(0.25, 0, [4], [2], 1));

    [Fact] // 2, then 2 − 0.8 = 1.2, then 1.2 − 0.9·0.8 − 0.48 = 0
    public void Momentum_goes_on() => Assert.Equal(0, Descents.Momentum(0.1, 0.9, [4], [2], 2), 1e-30);
}
