using System;

namespace Backprop.Tests.Seeds;

/// <summary>Seed 003's network, 784–50–10 or of any other size: affine, ReLU, affine, softmax with cross-entropy, in plain loops.</summary>
/// <remarks>
/// Its weights lie in one row: W1, with a row for each pixel, then b1, W2 and b2. Images lie one after the other, a byte for a
/// pixel; a batch names the examples that it is made of.
/// </remarks>
internal static partial class TwoLayerNet
{
    /// <summary>The mean loss over a batch.</summary>
    [Differentiable]
    public static double Loss(
        ReadOnlySpan<byte> images, ReadOnlySpan<byte> labels, ReadOnlySpan<int> batch, ReadOnlySpan<double> w, int hidden, int classes)
    {
        int pixels = images.Length / labels.Length;
        Span<double> h = stackalloc double[hidden], y = stackalloc double[classes];
        double loss = 0;
        foreach (int example in batch)
        {
            Logits(images.Slice(example * pixels, pixels), w, h, y);
            int label = labels[example];
            double max = Largest(y);
            double sum = 0;
            for (int k = 0; k < y.Length; k++)
                sum += Math.Exp(y[k] - max);
            loss += max + Math.Log(sum) - y[label];
        }

        return loss / batch.Length;
    }

    /// <summary>The same with the post's guard against the logarithm of 0.</summary>
    [Differentiable]
    public static double GuardedLoss(
        ReadOnlySpan<byte> images, ReadOnlySpan<byte> labels, ReadOnlySpan<int> batch, ReadOnlySpan<double> w, int hidden, int classes)
    {
        int pixels = images.Length / labels.Length;
        Span<double> h = stackalloc double[hidden], y = stackalloc double[classes];
        double loss = 0;
        foreach (int example in batch)
        {
            Logits(images.Slice(example * pixels, pixels), w, h, y);
            int label = labels[example];
            double max = Largest(y);
            double sum = 0;
            for (int k = 0; k < y.Length; k++)
                sum += Math.Exp(y[k] - max);
            loss -= Math.Log(Math.Exp(y[label] - max) / sum + 1e-7);
        }

        return loss / batch.Length;
    }

    /// <summary>Which class an image is most likely of.</summary>
    public static int Predict(ReadOnlySpan<byte> image, ReadOnlySpan<double> w, int hidden, int classes)
    {
        Span<double> h = stackalloc double[hidden], y = stackalloc double[classes];
        Logits(image, w, h, y);
        return y.IndexOf(Largest(y));
    }

    private static void Logits(ReadOnlySpan<byte> image, ReadOnlySpan<double> w, Span<double> h, Span<double> y)
    {
        ReadOnlySpan<double> w1 = w[..(image.Length * h.Length)], b1 = w.Slice(w1.Length, h.Length);
        ReadOnlySpan<double> w2 = w.Slice(w1.Length + b1.Length, h.Length * y.Length), b2 = w[^y.Length..];

        b1.CopyTo(h);
        for (int i = 0; i < image.Length; i++)
        {
            if (image[i] == 0)
                continue; // as most pixels are: a weight's product with it is 0, and so is its derivative

            double x = image[i] / 255.0;
            for (int j = 0; j < h.Length; j++)
                h[j] += x * w1[i * h.Length + j];
        }

        for (int j = 0; j < h.Length; j++)
            h[j] = Math.Max(0, h[j]);

        b2.CopyTo(y);
        for (int j = 0; j < h.Length; j++)
        {
            for (int k = 0; k < y.Length; k++)
                y[k] += h[j] * w2[j * y.Length + k];
        }
    }

    private static double Largest(ReadOnlySpan<double> y)
    {
        double max = y[0];
        for (int k = 1; k < y.Length; k++)
            max = Math.Max(max, y[k]);
        return max;
    }
}
