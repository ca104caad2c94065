namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Statistics"/>.</summary>
public sealed class StatisticsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1e9)] // where a sum of squares would be all rounding
    public void Variances(double offset) =>
        Assert.Equal(32.0 / 7, Statistics.Variance([.. new double[] { 2, 4, 4, 4, 5, 5, 7, 9 }.Select(x => x + offset)]), 1e-6);

    [Fact]
    public void Correlations()
    {
        Assert.Equal(1, Statistics.Correlation([1, 2, 4], [5, 7, 11]), 1e-15);
        Assert.Equal(-1, Statistics.Correlation([1, 2, 4], [-1, -2, -4]), 1e-15);
        Assert.Equal(0.5, Statistics.Correlation([1, 2, 3], [1, 3, 2]), 1e-15);
    }

    [Fact]
    public void Entropies()
    {
        Assert.Equal(Math.Log(5), Statistics.SoftHistogramEntropy([], 5), 1e-15);
        Assert.Equal(Math.Log(2), Statistics.SoftHistogramEntropy([0.25, 0.75], 2), 1e-15);
        Assert.Equal(-0.75 * Math.Log(0.75) - 0.25 * Math.Log(0.25), Statistics.SoftHistogramEntropy([0, 5, -5], 2), 1e-15);
    }
}
