namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Noise"/>.</summary>
public sealed class NoiseTests
{
    [Fact] // As Perlin's own program in Java says.
    public void Noise_of_the_reference() => Assert.Equal(0.13691995878400012, Noise.Perlin(3.14, 42, 7), 1e-16);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(-3, 12, 255)]
    [InlineData(256, -1, 7)]
    public void Noise_is_0_on_the_lattice(double x, double y, double z) => Assert.Equal(0, Noise.Perlin(x, y, z));

    [Fact]
    public void Noise_repeats_after_256() => Assert.Equal(Noise.Perlin(0.25, 0.5, -0.75), Noise.Perlin(256.25, -255.5, 255.25));

    [Fact]
    public void Octaves()
    {
        Assert.Equal(Noise.Perlin(0.3, 1.7, 0.5), Noise.Fractal(0.3, 1.7, 0.5, 1));
        Assert.Equal(Noise.Perlin(0.3, 1.7, 0.5) + 0.5 * Noise.Perlin(0.6, 3.4, 0.5), Noise.Fractal(0.3, 1.7, 0.5, 2));
    }

    [Fact]
    public void The_table_is_a_permutation()
    {
        // Along x the hash of a lattice point differs in all 256 points, so that all sixteen slopes are as frequent.
        double[] slopes = [.. Enumerable.Range(0, 256).Select(i => Math.Round(Noise.Perlin(i + 1e-6, 0, 0) * 1e6))];
        Assert.Equal((80, 80), (slopes.Count(s => s == 1), slopes.Count(s => s == -1)));
    }
}
