namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Filters"/>.</summary>
public sealed class FiltersTests
{
    [Fact] // All measurements at once are normal, with a covariance that can be written down.
    public void Steps_of_Kalman_give_the_likelihood_of_all_at_once()
    {
        double[] z = [0.3, 1.1, 2.3, 2.8];
        double[,] s = ClosedForms.Positions(0.5, 1.5, 4);
        double squares = z.Zip(Matrices.Multiply(Matrices.Inverse(s), z), (a, b) => a * b).Sum();
        double expected = -0.5 * (4 * Math.Log(2 * Math.PI) + Math.Log(Matrices.Determinant(s)) + squares);
        Assert.Equal(expected, Filters.KalmanLogLikelihood(0.5, 1.5, z), 1e-12);
    }

    [Fact]
    public void A_pulse_shows_the_filters_coefficients() =>
        Assert.Equal(1 + 4 + 9, Filters.BiquadEnergy([1, 2, 3], [0, 0], [1, 0, 0, 0], new double[2]));

    [Fact] // 1, ½, ¼, ⅛, 1/16
    public void A_pulse_fades_by_the_pole() =>
        Assert.Equal(1.33203125, Filters.BiquadEnergy([1, 0, 0], [-0.5, 0], [1, 0, 0, 0, 0], new double[2]));

    [Fact]
    public void A_filter_hands_on_its_state()
    {
        double[] state = [1, 2];
        Assert.Equal(1, Filters.BiquadEnergy([1, 0, 0], [-0.5, -0.25], [0], state));
        Assert.Equal([1, 1], state);
    }

    [Fact]
    public void A_trimmed_mean()
    {
        Assert.Equal(3, Filters.TrimmedMean([100, 3, 2, -50, 4], 1));
        Assert.Equal(3, Filters.TrimmedMean([100, 3, 2, -50, 4], 2));
        Assert.Equal(2, Filters.TrimmedMean([3, 1, 2], 0));
    }

    [Fact]
    public void Errors_of_the_last_value_and_of_the_first()
    {
        Assert.Equal(1 + 4 + 9, Filters.SmoothingError(1, [0, 1, 3, 0]));
        Assert.Equal(1 + 9 + 0, Filters.SmoothingError(0, [0, 1, 3, 0]));
        Assert.Equal(1 + 6.25 + 1.75 * 1.75, Filters.SmoothingError(0.5, [0, 1, 3, 0]));
    }
}
