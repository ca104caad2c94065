namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Interpolation"/>.</summary>
public sealed class InterpolationTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.6875)] // whose second derivative in the middle is −3
    [InlineData(1, 1)]
    [InlineData(1.5, 0.6875)]
    public void A_spline_over_a_roof(double x, double expected) =>
        Assert.Equal(expected, Interpolation.CubicSpline(x, [0, 1, 2], [0, 1, 0]), 1e-15);

    [Fact]
    public void A_spline_through_a_line_is_the_line() =>
        Assert.Equal(9, Interpolation.CubicSpline(4, [0, 1, 2.5, 3, 5], [1, 3, 6, 7, 11]), 1e-14);

    [Fact]
    public void Neville_reproduces_a_cubic()
    {
        double[] xs = [0, 1, 2.5, 3], ys = [.. xs.Select(Cubic)];
        Assert.Equal(Cubic(1.7), Interpolation.Neville(1.7, xs, ys), 1e-13);

        static double Cubic(double x) => 1 - 2 * x + 0.5 * x * x + 3 * x * x * x;
    }

    [Fact]
    public void A_curve_begins_and_ends_at_its_ends()
    {
        Assert.Equal((1.0, 4.0), (Interpolation.Bezier(0, [1, 7, -3, 4]), Interpolation.Bezier(1, [1, 7, -3, 4])));
        Assert.Equal((1 + 3 * 7 - 3 * 3 + 4) / 8.0, Interpolation.Bezier(0.5, [1, 7, -3, 4]), 1e-15);
    }

    [Theory]
    [InlineData(0.25, 1.5)]
    [InlineData(-1, 0.5)]
    [InlineData(3, 4)]
    public void A_product_is_bilinear(double x, double y) =>
        Assert.Equal((x + 1) * (y - 2), Interpolation.Bilinear(x, y, Matrices.Of(3, 4, (i, j) => (i + 1.0) * (j - 2))), 1e-14);
}
