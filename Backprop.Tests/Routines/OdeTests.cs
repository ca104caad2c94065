namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Ode"/>.</summary>
public sealed class OdeTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(2.5)]
    public void A_pendulum_hangs_straight_after_a_quarter_of_its_period(double theta) =>
        Assert.Equal(0, Ode.Pendulum(theta, 0, ClosedForms.QuarterSwing(theta)[2], 0.001, 1000), 1e-11);

    [Fact]
    public void A_small_swing_is_a_cosine() => Assert.Equal(1e-6 * Math.Cos(Math.Sqrt(9.81)), Ode.Pendulum(1e-6, 0, 1, 0.001, 1000), 1e-16);

    [Fact]
    public void Lorenz_stays_where_it_rests()
    {
        double root = Math.Sqrt(2.5 * 27);
        Assert.Equal(Math.Sqrt(2 * 2.5 * 27 + 27 * 27), Ode.Lorenz(10, 28, 2.5, [root, root, 27], 0.01, 100), 1e-12);
    }

    [Fact]
    public void Lorenz_decays_on_its_axis() => Assert.Equal(5 * Math.Exp(-2.5), Ode.Lorenz(10, 28, 2.5, [0, 0, 5], 0.01, 100), 1e-8);

    [Theory]
    [InlineData(0, 1e-4)]
    [InlineData(0.5, 1e-4)]
    public void An_orbit_closes_after_its_period(double eccentricity, double tolerance)
    {
        double[] q = [1 - eccentricity, 0], v = [0, Math.Sqrt((1 + eccentricity) / (1 - eccentricity))];
        Assert.Equal(1 - eccentricity, Ode.Orbit(1, q, v, 2 * Math.PI / 4000, 4000), tolerance);
        Assert.Equal(1 - eccentricity, q[0], tolerance);
    }

    [Fact] // Leapfrog keeps the angular momentum to rounding.
    public void An_orbit_keeps_its_angular_momentum()
    {
        double[] q = [0.8, -0.3], v = [0.4, 1.1];
        Ode.Orbit(1.2, q, v, 0.05, 200);
        Assert.Equal(0.8 * 1.1 + 0.3 * 0.4, q[0] * v[1] - q[1] * v[0], 1e-13);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void A_half_sine_of_heat_decays_as_one(int steps)
    {
        double factor = 1 - 4 * 0.3 * Math.Pow(Math.Sin(Math.PI / 12), 2);
        Assert.Equal(Math.Pow(factor, steps), Ode.HeatRod(0.3, ClosedForms.HalfSine(7), steps), 1e-15);
    }

    [Fact]
    public void An_even_slope_of_heat_stays() => Assert.Equal(7, Ode.HeatRod(0.4, [1, 3, 5, 7, 9, 11, 13], 50), 1e-14);

    [Fact]
    public void Adaptive_steps_follow_the_solution()
    {
        double k = 3, t = 2, particular = (k * k * Math.Cos(t) + k * Math.Sin(t)) / (k * k + 1);
        double expected = particular + (1.5 - k * k / (k * k + 1)) * Math.Exp(-k * t);
        Assert.Equal(expected, Ode.AdaptiveHeun(1.5, k, t, 1e-6), 1e-5);
        Assert.Equal(expected, Ode.AdaptiveHeun(1.5, k, t, 1e-9), 1e-8);
    }
}
