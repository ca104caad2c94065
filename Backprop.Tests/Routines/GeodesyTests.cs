namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Geodesy"/>.</summary>
public sealed class GeodesyTests
{
    private const double A = 6378137, F = 1 / 298.257222101; // GRS 80

    [Fact]
    public void A_quarter_of_a_great_circle()
    {
        Assert.Equal(6371008.8 * Math.PI / 2, Geodesy.Haversine(0, 0, 90, 0), 1e-8);
        Assert.Equal(6371008.8 * Math.PI / 2, Geodesy.Haversine(0, 10, 0, 100), 1e-8);
    }

    [Fact] // Of the test lines of Geoscience Australia.
    public void From_Flinders_Peak_to_Buninyong() =>
        Assert.Equal(54972.271, Geodesy.Vincenty(-37.951033417, 144.424867889, -37.652821139, 143.926495528, A, F), 5e-4);

    [Fact] // 5π/9·a along the equator; the meridian's quarter is 10 001 965.729 m.
    public void Along_the_equator_and_a_meridian()
    {
        Assert.Equal(A * Math.PI * 100 / 180, Geodesy.Vincenty(0, 0, 0, 100, A, F), 1e-6);
        Assert.Equal(10001965.729, Geodesy.Vincenty(0, 0, 90, 0, A, F), 1e-3);
    }

    [Fact]
    public void Where_there_is_no_way_or_no_answer()
    {
        Assert.Equal(0, Geodesy.Vincenty(52.5, 13.4, 52.5, 13.4, A, F));
        Assert.Equal(double.NaN, Geodesy.Vincenty(0, 0, 0.5, 179.7, A, F));
    }

    [Fact]
    public void An_ellipsoid_that_is_a_sphere() =>
        Assert.Equal(Geodesy.Haversine(52.5, 13.4, 48.1, 11.6), Geodesy.Vincenty(52.5, 13.4, 48.1, 11.6, 6371008.8, 0), 1e-6);
}
