using System;

namespace Backprop.Tests.Routines;

/// <summary>Layers, each ending in a loss or a weighted sum.</summary>
internal static partial class NeuralLayers
{
    /// <summary>Softmax with cross-entropy.</summary>
    [Differentiable]
    public static double SoftmaxLoss(ReadOnlySpan<double> logits, int label)
    {
        double max = logits[0];
        foreach (double logit in logits[1..])
            max = Math.Max(max, logit);

        Span<double> p = stackalloc double[logits.Length];
        double sum = 0;
        for (int i = 0; i < p.Length; i++)
        {
            p[i] = Math.Exp(logits[i] - max);
            sum += p[i];
        }

        for (int i = 0; i < p.Length; i++)
            p[i] /= sum;
        return -Math.Log(p[label]);
    }

    /// <summary>Σ vᵢ·(gᵢ·x̂ᵢ + bᵢ), where x̂ has mean 0 and variance 1.</summary>
    [Differentiable]
    public static double LayerNorm(double[] x, double[] gain, double[] bias, [NonDifferentiable] double[] v)
    {
        double mean = 0;
        for (int i = 0; i < x.Length; i++)
            mean += x[i];
        mean /= x.Length;

        double variance = 0;
        for (int i = 0; i < x.Length; i++)
            variance += (x[i] - mean) * (x[i] - mean);
        variance /= x.Length;

        double scale = 1 / Math.Sqrt(variance + 1e-5), sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += v[i] * (gain[i] * ((x[i] - mean) * scale) + bias[i]);
        return sum;
    }

    /// <summary>The sum of a gated recurrent unit's state after inputs; the rows of a gate weigh the input, the state and 1.</summary>
    [Differentiable]
    public static double Gru(double[] inputs, double[,] update, double[,] reset, double[,] candidate)
    {
        int n = update.GetLength(0);
        double[] h = new double[n], rh = new double[n], next = new double[n];
        foreach (double x in inputs)
        {
            for (int i = 0; i < n; i++)
                rh[i] = Sigmoid(Gate(reset, i, x, h)) * h[i];

            for (int i = 0; i < n; i++)
            {
                double z = Sigmoid(Gate(update, i, x, h));
                next[i] = (1 - z) * h[i] + z * Math.Tanh(Gate(candidate, i, x, rh));
            }

            next.CopyTo(h, 0);
        }

        double sum = 0;
        foreach (double state in h)
            sum += state;
        return sum;
    }

    /// <summary>The squares of what one head of attention hands on.</summary>
    [Differentiable]
    public static double Attention(double[,] queries, double[,] keys, double[,] values)
    {
        int n = queries.GetLength(0), m = keys.GetLength(0), size = keys.GetLength(1);
        double[] weights = new double[m];
        double total = 0;
        for (int i = 0; i < n; i++)
        {
            double max = double.NegativeInfinity;
            for (int j = 0; j < m; j++)
            {
                weights[j] = 0;
                for (int d = 0; d < size; d++)
                    weights[j] += queries[i, d] * keys[j, d] / Math.Sqrt(size);
                max = Math.Max(max, weights[j]);
            }

            double sum = 0;
            for (int j = 0; j < m; j++)
            {
                weights[j] = Math.Exp(weights[j] - max);
                sum += weights[j];
            }

            for (int d = 0; d < values.GetLength(1); d++)
            {
                double output = 0;
                for (int j = 0; j < m; j++)
                    output += weights[j] / sum * values[j, d];
                total += output * output;
            }
        }

        return total;
    }

    /// <summary>Half the squared error of dense layers with tanh; a layer's weights lie neuron by neuron, with its bias last.</summary>
    [Differentiable]
    public static double Perceptron(double[] input, double[][] weights, [NonDifferentiable] double target)
    {
        double[] layer = input;
        for (int l = 0; l < weights.Length; l++)
        {
            int wide = layer.Length + 1, neurons = weights[l].Length / wide;
            double[] next = new double[neurons];
            for (int i = 0; i < neurons; i++)
            {
                ReadOnlySpan<double> row = weights[l].AsSpan(i * wide, wide);
                double sum = row[^1];
                for (int j = 0; j < layer.Length; j++)
                    sum += row[j] * layer[j];
                next[i] = l == weights.Length - 1 ? sum : Math.Tanh(sum);
            }

            layer = next;
        }

        double error = layer[0] - target;
        return 0.5 * error * error;
    }

    /// <summary>The squares of an image behind a 3×3 filter and a leaky rectifier; what lies beyond the border is 0.</summary>
    [Differentiable]
    public static double Convolution(double[,] image, double[,] filter, double bias)
    {
        int rows = image.GetLength(0), columns = image.GetLength(1);
        double total = 0;
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                double sum = bias;
                for (int i = -1; i <= 1; i++)
                {
                    if (r + i < 0 || r + i >= rows)
                        continue;
                    for (int j = -1; j <= 1; j++)
                    {
                        if (c + j < 0 || c + j >= columns)
                            continue;
                        sum += filter[i + 1, j + 1] * image[r + i, c + j];
                    }
                }

                double y = sum > 0 ? sum : 0.1 * sum;
                total += y * y;
            }
        }

        return total;
    }

    private static double Gate(double[,] gate, int row, double x, double[] h)
    {
        double sum = gate[row, 0] * x + gate[row, h.Length + 1];
        for (int j = 0; j < h.Length; j++)
            sum += gate[row, j + 1] * h[j];
        return sum;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
