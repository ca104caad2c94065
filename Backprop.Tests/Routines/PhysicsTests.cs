namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Physics"/>.</summary>
public sealed class PhysicsTests
{
    [Theory] // The well is at 2^(1/6)·σ, as deep as it is called; at σ the energy is 0.
    [InlineData(1.1224620483093729814, -0.7)]
    [InlineData(1, 0)]
    [InlineData(2, 4 * 0.7 * (1 / 4096.0 - 1 / 64.0))]
    [InlineData(2.6, 0)]
    public void Two_particles(double distance, double expected) =>
        Assert.Equal(expected, Physics.LennardJones(0.7, 3, new[,] { { 0, 0, 0 }, { 0, 3 * distance, 0 } }, 7.5), 1e-14);

    [Fact]
    public void Three_particles_are_three_pairs()
    {
        double r = 1.1224620483093729814;
        double[,] triangle = { { 0, 0 }, { r, 0 }, { r / 2, r * Math.Sqrt(0.75) } };
        Assert.Equal(-3, Physics.LennardJones(1, 1, triangle, 5), 1e-13);
    }
}
