namespace Backprop.Tests.Networks;

// The tests of the benchmarks' kernels have a namespace of that name.
using Kernels = Backprop.CompilerServices.Kernels;

/// <summary>Layer, root-mean-square and batch normalization against formulas and differences.</summary>
public sealed class NormalizationTests
{
    private const double Epsilon = 1e-2;

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 5)]
    [InlineData(2, 19)]
    [InlineData(4, 1)]
    [InlineData(0, 3)]
    public void Of_rows(int rows, int columns)
    {
        double[] x = KernelCheck.Random(rows * columns, 1), gamma = KernelCheck.Random(columns, 2), beta = KernelCheck.Random(columns, 3);
        double[] means = new double[rows], inverses = new double[rows], roots = new double[rows];
        double[] Layer()
        {
            double[] y = new double[x.Length];
            Kernels.LayerNorm(x, gamma, beta, Epsilon, rows, columns, means, inverses, y);
            return y;
        }

        double[] Rms()
        {
            double[] y = new double[x.Length];
            Kernels.RmsNorm(x, gamma, Epsilon, rows, columns, roots, y);
            return y;
        }

        Assert.All(Layer(), (y, at) =>
        {
            double[] row = x[(at / columns * columns)..((at / columns * columns) + columns)];
            double mean = row.Average(), deviation = Math.Sqrt(row.Average(v => (v - mean) * (v - mean)) + Epsilon);
            Assert.Equal(((x[at] - mean) / deviation * gamma[at % columns]) + beta[at % columns], y, 1e-13);
        });
        Assert.All(Rms(), (y, at) =>
        {
            double[] row = x[(at / columns * columns)..((at / columns * columns) + columns)];
            Assert.Equal(x[at] / Math.Sqrt(row.Average(static v => v * v) + Epsilon) * gamma[at % columns], y, 1e-13);
        });
        double[] m = [.. means], r = [.. inverses], q = [.. roots];
        KernelCheck.Holds(x, Layer, (dy, dx) => Kernels.LayerNormBackwardX(x, gamma, m, r, dy, rows, columns, dx), "layer by x");
        KernelCheck.Holds(gamma, Layer, (dy, dg) => Kernels.LayerNormBackwardGamma(x, m, r, dy, rows, columns, dg), "layer by gamma");
        KernelCheck.Holds(beta, Layer, (dy, db) => Kernels.LayerNormBackwardBeta(dy, rows, columns, db), "layer by beta");
        KernelCheck.Holds(x, Rms, (dy, dx) => Kernels.RmsNormBackwardX(x, gamma, q, dy, rows, columns, dx), "rms by x");
        KernelCheck.Holds(gamma, Rms, (dy, dg) => Kernels.RmsNormBackwardGamma(x, q, dy, rows, columns, dg), "rms by gamma");
        float[] single = new float[x.Length];
        Kernels.LayerNorm(KernelCheck.Single(x), KernelCheck.Single(gamma), KernelCheck.Single(beta), (float)Epsilon, rows, columns, new float[rows], new float[rows], single);
        KernelCheck.Near(Layer(), single);
    }

    [Theory]
    [InlineData(5, 3, 1)]
    [InlineData(4, 19, 1)]
    [InlineData(2, 3, 7)]
    [InlineData(3, 2, 16)]
    [InlineData(1, 2, 5)]
    [InlineData(2, 0, 3)]
    public void Of_channels(int batch, int channels, int inner)
    {
        double[] x = KernelCheck.Random(batch * channels * inner, 1), gamma = KernelCheck.Random(channels, 2), beta = KernelCheck.Random(channels, 3);
        double[] means = new double[channels], inverses = new double[channels];
        double[] Batch()
        {
            double[] y = new double[x.Length];
            Kernels.BatchNorm(x, gamma, beta, Epsilon, batch, channels, inner, means, inverses, y);
            return y;
        }

        double[] runningMean = KernelCheck.Random(channels, 4), runningVariance = [.. KernelCheck.Random(channels, 5).Select(static v => v + 1.5)];
        double[] Inference()
        {
            double[] y = new double[x.Length];
            Kernels.BatchNormInference(x, gamma, beta, runningMean, runningVariance, Epsilon, batch, channels, inner, y);
            return y;
        }

        Assert.All(Batch(), (y, at) =>
        {
            int c = at / inner % channels;
            double[] all = [.. x.Where((_, i) => i / inner % channels == c)];
            double mean = all.Average(), deviation = Math.Sqrt(all.Average(v => (v - mean) * (v - mean)) + Epsilon);
            Assert.Equal(((x[at] - mean) / deviation * gamma[c]) + beta[c], y, 1e-13);
        });
        Assert.All(Inference(), (y, at) =>
        {
            int c = at / inner % channels;
            Assert.Equal(((x[at] - runningMean[c]) / Math.Sqrt(runningVariance[c] + Epsilon) * gamma[c]) + beta[c], y, 1e-13);
        });
        double[] m = [.. means], r = [.. inverses];
        KernelCheck.Holds(x, Batch, (dy, dx) => Kernels.BatchNormBackwardX(x, gamma, m, r, dy, batch, channels, inner, dx), "x");
        KernelCheck.Holds(gamma, Batch, (dy, dg) => Kernels.BatchNormBackwardGamma(x, m, r, dy, batch, channels, inner, dg), "gamma");
        KernelCheck.Holds(beta, Batch, (dy, db) => Kernels.BatchNormBackwardBeta(dy, batch, channels, inner, db), "beta");
        KernelCheck.Holds(x, Inference, (dy, dx) => Kernels.BatchNormInferenceBackwardX(gamma, runningVariance, dy, Epsilon, batch, channels, inner, dx), "inference by x");
        KernelCheck.Holds(gamma, Inference, (dy, dg) => Kernels.BatchNormInferenceBackwardGamma(x, runningMean, runningVariance, dy, Epsilon, batch, channels, inner, dg), "inference by gamma");
        float[] single = new float[x.Length];
        Kernels.BatchNorm(KernelCheck.Single(x), KernelCheck.Single(gamma), KernelCheck.Single(beta), (float)Epsilon, batch, channels, inner, new float[channels], new float[channels], single);
        KernelCheck.Near(Batch(), single);
    }
}
