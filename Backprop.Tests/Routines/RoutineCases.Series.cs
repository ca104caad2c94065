namespace Backprop.Tests.Routines;

/// <content>Signals, filters and sequences.</content>
internal static partial class RoutineCases
{
    private static double[] Wave => [1, 0.5, -2, 3, 0.7, -1.1, 2.2, 0.4];

    private static double[] Chain => [0.6, 0.4, 0.7, 0.3, 0.4, 0.6, 0.5, 0.4, 0.1, 0.1, 0.3, 0.6];

    private static double[] OtherChain => [0.2, 0.8, 0.55, 0.45, 0.1, 0.9, 0.2, 0.7, 0.1, 0.3, 0.2, 0.5];

    private static int[] Observed => [0, 1, 2, 2, 1];

    private static IEnumerable<RoutineCase> Series() => [.. OfSamples(), .. Filtered(), .. Aligned()];

    private static RoutineCase[] OfSamples() =>
    [
        new("Signals.FftEnergy", p => Signals.FftEnergy(p[..8], p[8..], 3), [.. Wave, .. Wave.Reverse()], [.. Wave, .. new double[8]])
        {
            Exact = p => ClosedForms.SpectralEnergy(p, 3),
            Gradient = p =>
            {
                double[] dre = Flat.Unset(8), dim = Flat.Unset(8);
                return Flat.Of(Signals.FftEnergyGradient(p[..8], p[8..], 3, dre, dim), dre, dim);
            },
        },
        new("Signals.FftEnergy, of all bins", p => Signals.FftEnergy(p[..8], p[8..], 8),
            [.. Wave, .. Wave.Reverse()], [.. Wave, .. new double[8]])
        {
            Exact = p => [.. p.Select(x => 16 * x)],
            Gradient = p =>
            {
                double[] dre = Flat.Unset(8), dim = Flat.Unset(8);
                return Flat.Of(Signals.FftEnergyGradient(p[..8], p[8..], 8, dre, dim), dre, dim);
            },
        },
        new("Signals.Goertzel", p => Signals.Goertzel(p[0], p[1..]), [0.9, .. Wave], [Math.PI / 4, .. Wave])
        {
            Exact = ClosedForms.Goertzel,
            Gradient = p =>
            {
                double[] dsamples = Flat.Unset(8);
                return Flat.Of(Signals.GoertzelGradient(p[0], p[1..], dsamples), dsamples);
            },
        },
        new("Signals.Autocorrelation", p => Signals.Autocorrelation(p, 3), Wave, [1, 2, 3, 4])
        {
            Exact = p => [.. p.Select((_, i) => (i < 3 ? 0 : p[i - 3]) + (i + 3 < p.Length ? p[i + 3] : 0))],
            Gradient = p => { double[] dx = Flat.Unset(p.Length); return Flat.Of(Signals.AutocorrelationGradient(p, 3, dx), dx); },
        },
        new("Signals.ConvolutionEnergy", p => Signals.ConvolutionEnergy(p[..5], p[5..]), Wave, [1, 0, -1, 2, 1, 0.5, 0.25, 2])
        {
            Exact = ClosedForms.ConvolutionEnergy,
            Gradient = p =>
            {
                double[] dx = Flat.Unset(5), dh = Flat.Unset(3);
                return Flat.Of(Signals.ConvolutionEnergyGradient(p[..5], p[5..], dx, dh), dx, dh);
            },
        },
        new("Signals.HaarFourthPowers", p => Signals.HaarFourthPowers([.. p]), Wave, [2, 1, 0.5, 3])
        {
            Gradient = p => { double[] dx = Flat.Unset(p.Length); return Flat.Of(Signals.HaarFourthPowersGradient([.. p], dx), dx); },
        },
        new("Statistics.Variance", p => Statistics.Variance(p), Wave, [1, 2, 4])
        {
            Exact = p => [.. p.Select(x => 2 * (x - p.Average()) / (p.Length - 1))],
            Gradient = p => { double[] dx = Flat.Unset(p.Length); return Flat.Of(Statistics.VarianceGradient(p, dx), dx); },
        },
        new("Statistics.Correlation", p => Statistics.Correlation(p[..4], p[4..]), Wave, [1, 2, 3, 4, 1, 3, 2, 6])
        {
            Exact = ClosedForms.Correlation,
            Gradient = p =>
            {
                double[] dx = Flat.Unset(4), dy = Flat.Unset(4);
                return Flat.Of(Statistics.CorrelationGradient(p[..4], p[4..], dx, dy), dx, dy);
            },
        },
        new("Statistics.SoftHistogramEntropy", p => Statistics.SoftHistogramEntropy(p, 5),
            [0.3, 1.7, 2.2, 2.4, 3.6, 1.1], [0.5, 0.25, 9, 2.9, -2])
        {
            Exact = p => ClosedForms.HistogramEntropy(p, 5),
            Gradient = p =>
            {
                double[] dsamples = Flat.Unset(p.Length);
                return Flat.Of(Statistics.SoftHistogramEntropyGradient(p, 5, dsamples), dsamples);
            },
        },
    ];

    private static RoutineCase[] Filtered() =>
    [
        new("Filters.KalmanLogLikelihood", p => Filters.KalmanLogLikelihood(p[0], p[1], p[2..]),
            [0.5, 1.5, 0.3, 1.1, 2.3, 2.8], [2, 0.3, .. Wave])
        {
            Exact = ClosedForms.Kalman,
            ExactTolerance = 1e-8, // the inverse of eight positions, by Cramer
            Gradient = p =>
            {
                double[] dmeasured = Flat.Unset(p.Length - 2);
                return Flat.Of(Filters.KalmanLogLikelihoodGradient(p[0], p[1], p[2..], dmeasured), dmeasured);
            },
        },
        new("Filters.BiquadEnergy", p => Filters.BiquadEnergy(p[..3], p[3..5], p[5..13], p[13..]),
            [0.2, 0.4, 0.3, -0.5, 0.3, .. Wave, 0.1, -0.2], [1, -1, 0.5, 0.8, 0.2, .. Wave, 0, 0])
        {
            Gradient = p =>
            {
                double[] db = Flat.Unset(3), da = Flat.Unset(2), dinput = Flat.Unset(8), dstate = Flat.Unset(2);
                double value = Filters.BiquadEnergyGradient(p[..3], p[3..5], p[5..13], p[13..], db, da, dinput, dstate);
                return Flat.Of(value, db, da, dinput, dstate);
            },
        },
        new("Filters.TrimmedMean", p => Filters.TrimmedMean(p, 2), Wave, [5, 1, 4, 2, 3])
        {
            Exact = p => [.. p.Select(x => p.Count(y => y < x) >= 2 && p.Count(y => y > x) >= 2 ? 1.0 / (p.Length - 4) : 0)],
            Gradient = p => { double[] dx = Flat.Unset(p.Length); return Flat.Of(Filters.TrimmedMeanGradient(p, 2, dx), dx); },
        },
        new("Filters.SmoothingError", p => Filters.SmoothingError(p[0], p[1..]), [0.3, .. Wave], [0.8, 1, 2, 4])
        {
            Gradient = p =>
            {
                double[] dseries = Flat.Unset(p.Length - 1);
                return Flat.Of(Filters.SmoothingErrorGradient(p[0], p[1..], dseries), dseries);
            },
        },
        new("Filters.SmoothingError, that keeps the last value", p => Filters.SmoothingError(p[0], p[1..]), [1, .. Wave], [1, 1, 2, 4])
        {
            Exact = p => [Unknown, .. ClosedForms.SquaredDifferences(p[1..])],
            Gradient = p =>
            {
                double[] dseries = Flat.Unset(p.Length - 1);
                return Flat.Of(Filters.SmoothingErrorGradient(p[0], p[1..], dseries), dseries);
            },
        },
    ];

    private static RoutineCase[] Aligned() =>
    [
        new("Sequences.TimeWarping", p => Sequences.TimeWarping(p[..3], p[3..]),
            [1, 3, 4, 1.2, 2.9, 3.3, 4.4], [0, 2.1, 0.5, 0.2, 1.7, 2.6, 0.9])
        {
            Exact = p => ClosedForms.Warped(p[..3], p[3..], [(0, 0), (1, 1), (1, 2), (2, 3)]),
            Gradient = p =>
            {
                double[] da = Flat.Unset(3), db = Flat.Unset(4);
                return Flat.Of(Sequences.TimeWarpingGradient(p[..3], p[3..], da, db), da, db);
            },
        },
        new("Sequences.HiddenMarkov",
            p => Sequences.HiddenMarkov(p[..2], Flat.Matrix(p[2..6], 2), Flat.Matrix(p[6..], 3), Observed),
            Chain, OtherChain)
        {
            Exact = p => ClosedForms.OverPaths(p, Observed, likeliest: false),
            Gradient = p =>
            {
                double[] dstart = Flat.Unset(2);
                double[,] dtransition = Flat.Unset(2, 2), demission = Flat.Unset(2, 3);
                double value = Sequences.HiddenMarkovGradient(
                    p[..2], Flat.Matrix(p[2..6], 2), Flat.Matrix(p[6..], 3), Observed, dstart, dtransition, demission);
                return Flat.Of(value, dstart, dtransition, demission);
            },
        },
        new("Sequences.Viterbi",
            p => Sequences.Viterbi(p[..2], Flat.Matrix(p[2..6], 2), Flat.Matrix(p[6..], 3), Observed),
            Chain, OtherChain)
        {
            Exact = p => ClosedForms.OverPaths(p, Observed, likeliest: true),
            Gradient = p =>
            {
                double[] dstart = Flat.Unset(2);
                double[,] dtransition = Flat.Unset(2, 2), demission = Flat.Unset(2, 3);
                double value = Sequences.ViterbiGradient(
                    p[..2], Flat.Matrix(p[2..6], 2), Flat.Matrix(p[6..], 3), Observed, dstart, dtransition, demission);
                return Flat.Of(value, dstart, dtransition, demission);
            },
        },
        new("Sequences.EditDistance", p => Sequences.EditDistance(p[0], p[1], p[2], "kitten", "sitting"), [1, 1.1, 1.3], [0.4, 0.5, 1.2])
        {
            // Two letters replaced and one put in, or only the letters i, t, t, n kept.
            Exact = p => p[2] < p[0] + p[1] ? [1, 0, 2] : [3, 2, 0],
            Gradient = p => Flat.Of(Sequences.EditDistanceGradient(p[0], p[1], p[2], "kitten", "sitting")),
        },
    ];
}
