namespace Backprop.Tests.Seeds;

/// <summary>A network of the post in training: the same one for the same seed, to the bit.</summary>
/// <param name="images">A byte for a pixel, one image behind the other.</param>
internal sealed class TwoLayerNetTraining(byte[] images, byte[] labels, int hidden, int classes, int seed)
{
    private readonly Random _random = new(seed + 100);
    private readonly double[] _gradient = new double[Weights(images.Length / labels.Length, hidden, classes, seed).Length];

    /// <summary>W1, b1, W2 and b2 in one row.</summary>
    public double[] W { get; } = Weights(images.Length / labels.Length, hidden, classes, seed);

    /// <summary>The post's initial weights: 0.01 times a normal distribution; the biases are 0.</summary>
    public static double[] Weights(int pixels, int hidden, int classes, int seed)
    {
        Random random = new(seed);
        double[] w = new double[pixels * hidden + hidden + hidden * classes + classes];
        for (int i = 0; i < w.Length - classes; i++)
        {
            if (i < pixels * hidden || i >= (pixels + 1) * hidden)
                w[i] = 0.01 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        return w;
    }

    /// <summary>The four steps of the post, repeated: a batch drawn with replacement, its gradient, the update. Gives the loss of each batch.</summary>
    public double[] Train(int steps, int batchSize, double rate)
    {
        double[] losses = new double[steps];
        int[] batch = new int[batchSize];
        for (int step = 0; step < steps; step++)
        {
            for (int n = 0; n < batch.Length; n++)
                batch[n] = _random.Next(labels.Length);
            losses[step] = TwoLayerNet.LossGradient(images, labels, batch, W, hidden, classes, _gradient);
            for (int i = 0; i < W.Length; i++)
                W[i] -= rate * _gradient[i];
        }

        return losses;
    }

    /// <summary>The share of images that are told right.</summary>
    public double Accuracy(byte[] others, byte[] theirLabels)
    {
        int pixels = others.Length / theirLabels.Length;
        return Enumerable.Range(0, theirLabels.Length)
            .Count(n => TwoLayerNet.Predict(others.AsSpan(n * pixels, pixels), W, hidden, classes) == theirLabels[n]) / (double)theirLabels.Length;
    }
}
