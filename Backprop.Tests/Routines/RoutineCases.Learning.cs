namespace Backprop.Tests.Routines;

/// <content>Clusters and layers.</content>
internal static partial class RoutineCases
{
    private static double[] TwoHeaps => [0, 0, 0.5, 0.2, 0.1, 0.7, 4, 4, 4.3, 3.6, 5, 4.1];

    private static double[] Data => [-1.2, 0.3, 0.5, 2.2, 2.9, 3.1];

    private static IEnumerable<RoutineCase> Learning() => [.. Clusters(), .. Layers(), .. Networks()];

    private static RoutineCase[] Clusters() =>
    [
        new("Clustering.KMeansEnergy", p => Clustering.KMeansEnergy(Flat.Matrix(p[..12], 2), Flat.Matrix(p[12..], 2)),
            [.. TwoHeaps, 1, 0.3, 4, 5], [.. TwoHeaps, 0.2, 0.1, 3.5, 4])
        {
            Exact = ClosedForms.TwoHeaps,
            Gradient = p =>
            {
                double[,] dpoints = Flat.Unset(6, 2), dcenters = Flat.Unset(2, 2);
                double value = Clustering.KMeansEnergyGradient(Flat.Matrix(p[..12], 2), Flat.Matrix(p[12..], 2), dpoints, dcenters);
                return Flat.Of(value, dpoints, dcenters);
            },
        },
        new("Clustering.Lloyd", p => Clustering.Lloyd(Flat.Matrix(p[..12], 2), Flat.Matrix(p[12..], 2), 5),
            [.. TwoHeaps, 1, 0.3, 4, 5], [.. TwoHeaps, 0.2, 0.1, 0.3, 1.9])
        {
            Exact = ClosedForms.TwoHeapsSettled,
            Gradient = p =>
            {
                double[,] dpoints = Flat.Unset(6, 2), dstart = Flat.Unset(2, 2);
                double value = Clustering.LloydGradient(Flat.Matrix(p[..12], 2), Flat.Matrix(p[12..], 2), 5, dpoints, dstart);
                return Flat.Of(value, dpoints, dstart);
            },
        },
        new("Clustering.MixtureLogLikelihood", p => Clustering.MixtureLogLikelihood(p[..2], p[2..4], p[4..], Data),
            [0.4, 0.6, 0, 3, 1, 0.7], [0.7, 0.3, 1, 2.5, 1.5, 0.5])
        {
            Exact = p => ClosedForms.Mixture(p, Data),
            Gradient = p =>
            {
                double[] dweights = Flat.Unset(2), dmeans = Flat.Unset(2), ddeviations = Flat.Unset(2);
                double value = Clustering.MixtureLogLikelihoodGradient(p[..2], p[2..4], p[4..], Data, dweights, dmeans, ddeviations);
                return Flat.Of(value, dweights, dmeans, ddeviations);
            },
        },
    ];

    private static RoutineCase[] Layers() =>
    [
        new("NeuralLayers.SoftmaxLoss", p => NeuralLayers.SoftmaxLoss(p, 1), [0.3, -1, 2, 0.7], [50, 51, 49.5])
        {
            Exact = p => ClosedForms.SoftmaxLoss(p, 1),
            Gradient = p =>
            {
                double[] dlogits = Flat.Unset(p.Length);
                return Flat.Of(NeuralLayers.SoftmaxLossGradient(p, 1, dlogits), dlogits);
            },
        },
        new("NeuralLayers.LayerNorm", p => NeuralLayers.LayerNorm(p[..3], p[3..6], p[6..], [0.5, -1, 2]),
            [1, 2, 4, 1, 0.5, 2, 0, 0.1, -0.3], [-1, 0.3, 0.2, 2, 1, 1, 0.4, 0, 1])
        {
            Exact = p => ClosedForms.LayerNorm(p, [0.5, -1, 2]),
            Gradient = p =>
            {
                double[] dx = Flat.Unset(3), dgain = Flat.Unset(3), dbias = Flat.Unset(3);
                double value = NeuralLayers.LayerNormGradient(p[..3], p[3..6], p[6..], [0.5, -1, 2], dx, dgain, dbias);
                return Flat.Of(value, dx, dgain, dbias);
            },
        },
        new("NeuralLayers.Gru", p => NeuralLayers.Gru(p[..3], Flat.Matrix(p[3..11], 4), Flat.Matrix(p[11..19], 4), Flat.Matrix(p[19..], 4)),
            [
                0.5, -1, 2,
                0.1, 0.4, -0.3, 0.2, 0.7, -0.2, 0.5, 0,
                0.3, 0.3, 0.8, -0.1, -0.6, 0.2, 0.1, 0.4,
                1, -0.5, 0.6, 0.1, -0.8, 0.9, 0.3, -0.2,
            ],
            [
                1, 0.2, -0.7,
                0.9, -0.4, 0.3, 0, 0.2, 0.8, -0.5, 0.1,
                -0.3, 0.3, 0.2, 0.6, 0.6, -0.2, 0.7, 0,
                0.5, 0.5, -0.6, 0.2, 1.1, -0.9, 0.4, 0.1,
            ])
        {
            Gradient = p =>
            {
                double[] dinputs = Flat.Unset(3);
                double[,] dupdate = Flat.Unset(2, 4), dreset = Flat.Unset(2, 4), dcandidate = Flat.Unset(2, 4);
                double value = NeuralLayers.GruGradient(
                    p[..3], Flat.Matrix(p[3..11], 4), Flat.Matrix(p[11..19], 4), Flat.Matrix(p[19..], 4),
                    dinputs, dupdate, dreset, dcandidate);
                return Flat.Of(value, dinputs, dupdate, dreset, dcandidate);
            },
        },
    ];

    private static RoutineCase[] Networks() =>
    [
        new("NeuralLayers.Attention",
            p => NeuralLayers.Attention(Flat.Matrix(p[..4], 2), Flat.Matrix(p[4..10], 2), Flat.Matrix(p[10..], 2)),
            [1, 0.5, -0.3, 2, 0.7, 1, -1, 0.2, 0.4, 0.9, 1, 2, -1, 0.5, 3, 0.1],
            [0.2, -1, 1.5, 0.4, -0.6, 1, 0.8, 0.3, 1.2, -0.9, 0.5, 1, 2, -0.5, -1, 1.3])
        {
            Gradient = p =>
            {
                double[,] dqueries = Flat.Unset(2, 2), dkeys = Flat.Unset(3, 2), dvalues = Flat.Unset(3, 2);
                double value = NeuralLayers.AttentionGradient(
                    Flat.Matrix(p[..4], 2), Flat.Matrix(p[4..10], 2), Flat.Matrix(p[10..], 2), dqueries, dkeys, dvalues);
                return Flat.Of(value, dqueries, dkeys, dvalues);
            },
        },
        new("NeuralLayers.Perceptron", p => NeuralLayers.Perceptron(p[..2], Flat.Rows(p[2..], 6, 6, 3), 0.25),
            [1, -0.5, 0.3, 0.2, -0.1, 0.7, -0.4, 0.5, 1.1, 0.6, 0, -0.3, 0.8, 0.2, 0.9, -1.2, 0.1],
            [0.4, 2, -0.3, 0.6, 0.1, 0.2, 0.5, -0.8, 0.4, 0.1, 0.3, 0.9, -0.2, 0.5, -0.7, 0.6, 1])
        {
            Exact = ClosedForms.PerceptronOfThreeLayers,
            Gradient = p =>
            {
                double[] dinput = Flat.Unset(2);
                double[][] dweights = Flat.UnsetRows(6, 6, 3);
                double value = NeuralLayers.PerceptronGradient(p[..2], Flat.Rows(p[2..], 6, 6, 3), 0.25, dinput, dweights);
                return Flat.Of(value, [dinput, .. dweights]);
            },
        },
        new("NeuralLayers.Convolution", p => NeuralLayers.Convolution(Flat.Matrix(p[1..13], 4), Flat.Matrix(p[13..], 3), p[0]),
            [0.1, 1, 2, 0.5, -1, 0.3, 0.8, 1.5, 2, -0.4, 1, 0.6, 0.2, 0.1, -0.2, 0.3, 0.5, 1, -0.6, 0.2, 0.4, -0.1],
            [-0.2, 0.4, -1, 2, 0.7, 1.3, -0.8, 0.5, 1, 0.9, 0, 1.6, -0.2, 0.5, 0.2, -0.3, -0.5, 0.8, 0.6, 0.1, -0.4, 0.7])
        {
            Gradient = p =>
            {
                double[,] dimage = Flat.Unset(3, 4), dfilter = Flat.Unset(3, 3);
                var result = NeuralLayers.ConvolutionGradient(Flat.Matrix(p[1..13], 4), Flat.Matrix(p[13..], 3), p[0], dimage, dfilter);
                return Flat.Of(result, dimage, dfilter);
            },
        },
    ];
}
