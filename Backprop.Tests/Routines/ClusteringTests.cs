namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Clustering"/>.</summary>
public sealed class ClusteringTests
{
    private static double[,] Points => new double[,] { { 0, 0 }, { 2, 0 }, { 10, 1 }, { 10, 3 } };

    [Fact]
    public void Each_point_counts_to_the_nearest_center() =>
        Assert.Equal(0 + 4 + 1 + 1, Clustering.KMeansEnergy(Points, new double[,] { { 0, 0 }, { 10, 2 } }));

    [Fact]
    public void Centers_move_into_the_middle() =>
        Assert.Equal(1 + 1 + 1 + 1, Clustering.Lloyd(Points, new double[,] { { 0, 0 }, { 3, 0 } }, 5));

    [Fact] // It goes to the origin, as an empty sum, and may find points there.
    public void A_center_without_points()
    {
        Assert.Equal(0 + 4 + 20.25 + 24.25, Clustering.Lloyd(Points, new double[,] { { 8, 2 }, { 999, 999 } }, 1));
        Assert.Equal(1 + 1 + 1 + 1, Clustering.Lloyd(Points, new double[,] { { 8, 2 }, { 999, 999 } }, 5));
    }

    [Fact]
    public void A_mixture_of_one_is_normal()
    {
        double[] data = [-1, 0.5, 2];
        double expected = data.Sum(x => -0.5 * Math.Pow((x - 0.3) / 1.7, 2) - Math.Log(1.7 * Math.Sqrt(2 * Math.PI)));
        Assert.Equal(expected, Clustering.MixtureLogLikelihood([1], [0.3], [1.7], data), 1e-14);
        Assert.Equal(expected, Clustering.MixtureLogLikelihood([0.25, 0.75], [0.3, 0.3], [1.7, 1.7], data), 1e-14);
    }

    [Fact]
    public void A_sample_far_from_all_is_unlikely_but_possible() =>
        Assert.Equal(-500000 - 0.5 * Math.Log(8 * Math.PI), Clustering.MixtureLogLikelihood([0.5, 0.5], [0, -1], [1, 1], [1000]), 1e-9);
}
