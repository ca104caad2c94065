namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Geometry"/>.</summary>
public sealed class GeometryTests
{
    [Fact]
    public void Areas()
    {
        Assert.Equal(6, Geometry.ShoelaceArea([0, 3, 3, 0], [0, 0, 2, 2]));
        Assert.Equal(-6, Geometry.ShoelaceArea([0, 3, 3, 0], [2, 2, 0, 0]));
        Assert.Equal(0.5, Geometry.ShoelaceArea([0, 1, 0], [0, 0, 1]));
    }

    [Fact]
    public void The_first_crossing()
    {
        Assert.Equal(1.75, Geometry.FirstCrossing(0, new double[,] { { 1, 3, -1 }, { -1, 1, 1 } }));
        Assert.Equal(0.5, Geometry.FirstCrossing(0, new double[,] { { 1, 3, 1 }, { -1, 1, 1 } }));
        Assert.Equal(1, Geometry.FirstCrossing(0, new double[,] { { 1, 0, 1 } }));
        Assert.Equal(-1, Geometry.FirstCrossing(9, new double[,] { { 1, 3, -1 }, { -1, 1, 1 } }));
    }

    [Fact]
    public void A_ray_meets_the_nearer_sphere()
    {
        Assert.Equal(4, Geometry.SphereTrace([0, 0, -5], [0, 0, 1], [[0, 0, 0, 1], [0, 0, 9, 1]]), 1e-12);
        Assert.Equal(5 - Math.Sqrt(0.75), Geometry.SphereTrace([0.5, 0, -5], [0, 0, 1], [[0, 0, 0, 1]]), 1e-9);
        Assert.Equal(double.PositiveInfinity, Geometry.SphereTrace([0, 3, -5], [0, 0, 1], [[0, 0, 0, 1]]));
    }

    [Fact] // 2, 6, 38, 1446
    public void How_2_escapes() => Assert.Equal(4 - Math.Log2(Math.Log(1446)), Geometry.MandelbrotEscape(2, 0, 10), 1e-14);

    [Fact]
    public void How_the_origin_does_not() => Assert.Equal(0, Geometry.MandelbrotEscape(0, 0, 10));
}
