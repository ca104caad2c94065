namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Signals"/>.</summary>
public sealed class SignalsTests
{
    private static double[] Wave => [1, 0.5, -2, 3, 0.7, -1.1, 2.2, 0.4];

    [Fact]
    public void The_spectrum_has_n_times_the_energy_of_the_samples() =>
        Assert.Equal(8 * 2 * Wave.Sum(x => x * x), Signals.FftEnergy([.. Wave], [.. Wave.Reverse()], 8), 1e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(15)]
    public void A_tone_is_in_its_bin_alone(int bin)
    {
        double[] Part(Func<double, double> f) => [.. Enumerable.Range(0, 16).Select(j => f(2 * Math.PI * bin * j / 16))];
        Assert.Equal(0, Signals.FftEnergy(Part(Math.Cos), Part(Math.Sin), bin), 1e-25);
        Assert.Equal(256, Signals.FftEnergy(Part(Math.Cos), Part(Math.Sin), bin + 1), 1e-12);
    }

    [Fact]
    public void The_spectrum_of_a_pulse_is_flat_and_turns()
    {
        double[] re = [0, 1, 0, 0], im = new double[4];
        Assert.Equal(3, Signals.FftEnergy(re, im, 3), 1e-15);
        Assert.Equal([1, 0, -1, 0], re.Select(x => Math.Round(x, 15)));
        Assert.Equal([0, -1, 0, 1], im.Select(x => Math.Round(x, 15)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Goertzel_is_one_bin_of_the_spectrum(int bin) =>
        Assert.Equal(
            Signals.FftEnergy([.. Wave], new double[8], bin + 1) - Signals.FftEnergy([.. Wave], new double[8], bin),
            Signals.Goertzel(2 * Math.PI * bin / 8, Wave), 1e-12);

    [Fact]
    public void Autocorrelations() =>
        Assert.Equal([30, 20, 4], new[] { 0, 1, 3 }.Select(lag => Signals.Autocorrelation([1, 2, 3, 4], lag)));

    [Fact]
    public void Convolutions() =>
        Assert.Equal((6.0, 35.0), (Signals.ConvolutionEnergy([1, 1], [1, 1]), Signals.ConvolutionEnergy([1, 3, 5], [1])));

    [Fact] // (8, 0, 0, 0), then (3 + 1)/√2, (3 − 1)/√2 and so on.
    public void Haar_of_a_constant_and_of_two()
    {
        Assert.Equal(4096, Signals.HaarFourthPowers([4, 4, 4, 4]), 1e-11);
        Assert.Equal(64 + 4, Signals.HaarFourthPowers([3, 1]), 1e-13);
    }

    [Fact]
    public void Haar_keeps_the_energy()
    {
        double[] x = Wave;
        Signals.HaarFourthPowers(x);
        Assert.Equal(Wave.Sum(y => y * y), x.Sum(y => y * y), 1e-13);
    }
}
