using System.Runtime.CompilerServices;

namespace Backprop.Benchmarks.Kernels;

/// <content>A network of two layers: matrix products in plain loops.</content>
internal static partial class Kernel
{
    /// <summary>The mean cross-entropy of a network affine - ReLU - affine - softmax on a batch.</summary>
    /// <param name="w1">Weights of the first layer, inputs by hidden.</param>
    /// <param name="b1">Biases of the first layer, hidden.</param>
    /// <param name="w2">Weights of the second layer, hidden by outputs.</param>
    /// <param name="b2">Biases of the second layer, outputs.</param>
    /// <param name="x">The batch, examples by inputs.</param>
    /// <param name="labels">The right output of each example.</param>
    [Differentiable]
    public static double MlpLoss(
        ReadOnlySpan<double> w1, ReadOnlySpan<double> b1, ReadOnlySpan<double> w2, ReadOnlySpan<double> b2,
        [NonDifferentiable] ReadOnlySpan<double> x, ReadOnlySpan<int> labels)
    {
        int inputs = w1.Length / b1.Length;
        Span<double> hidden = stackalloc double[b1.Length];
        Span<double> logits = stackalloc double[b2.Length];
        double total = 0.0;
        for (int e = 0; e < labels.Length; e++)
        {
            for (int h = 0; h < hidden.Length; h++)
                hidden[h] = b1[h];
            for (int i = 0; i < inputs; i++)
            {
                double pixel = x[e * inputs + i];
                for (int h = 0; h < hidden.Length; h++)
                    hidden[h] += pixel * w1[i * hidden.Length + h];
            }

            for (int h = 0; h < hidden.Length; h++)
                hidden[h] = Math.Max(0.0, hidden[h]);

            for (int o = 0; o < logits.Length; o++)
                logits[o] = b2[o];
            for (int h = 0; h < hidden.Length; h++)
            {
                for (int o = 0; o < logits.Length; o++)
                    logits[o] += hidden[h] * w2[h * logits.Length + o];
            }

            double max = logits[0];
            for (int o = 1; o < logits.Length; o++)
                max = Math.Max(max, logits[o]);
            double sum = 0.0;
            for (int o = 0; o < logits.Length; o++)
                sum += Math.Exp(logits[o] - max);
            total += max + Math.Log(sum) - logits[labels[e]];
        }

        return total / labels.Length;
    }

    /// <summary>The value of <see cref="MlpLoss"/> and its gradient, which overwrites the last four spans.</summary>
    /// <remarks>
    /// Forward and backward example by example: no more is kept than one example's hidden values. The helpers with the inner
    /// loops are compiled once, without a profile, for the reason that <see cref="Adbench.GaussianMixture"/> gives.
    /// </remarks>
    public static double MlpLossGradientByHand(
        ReadOnlySpan<double> w1, ReadOnlySpan<double> b1, ReadOnlySpan<double> w2, ReadOnlySpan<double> b2,
        ReadOnlySpan<double> x, ReadOnlySpan<int> labels, Span<double> dw1, Span<double> db1, Span<double> dw2, Span<double> db2)
    {
        dw1.Clear();
        db1.Clear();
        dw2.Clear();
        db2.Clear();
        int inputs = w1.Length / b1.Length;
        Span<double> hidden = stackalloc double[b1.Length], logits = stackalloc double[b2.Length];
        Span<double> dhidden = stackalloc double[b1.Length], dlogits = stackalloc double[b2.Length];
        double total = 0.0;
        for (int e = 0; e < labels.Length; e++)
        {
            ReadOnlySpan<double> example = x.Slice(e * inputs, inputs);
            Affine(example, w1, b1, hidden);
            for (int h = 0; h < hidden.Length; h++)
                hidden[h] = Math.Max(0.0, hidden[h]);
            Affine(hidden, w2, b2, logits);
            total += LogSumExpGradientByHand(logits, dlogits) - logits[labels[e]];

            dlogits[labels[e]] -= 1.0;
            for (int o = 0; o < dlogits.Length; o++)
                dlogits[o] /= labels.Length;
            AddOuter(hidden, dlogits, dw2, db2);
            for (int h = 0; h < hidden.Length; h++)
                dhidden[h] = hidden[h] > 0.0 ? Dot(w2.Slice(h * logits.Length, logits.Length), dlogits) : 0.0;
            AddOuter(example, dhidden, dw1, db1);
        }

        return total / labels.Length;
    }

    /// <summary>y = b + xᵀ W.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Affine(ReadOnlySpan<double> x, ReadOnlySpan<double> w, ReadOnlySpan<double> b, Span<double> y)
    {
        b.CopyTo(y);
        for (int i = 0; i < x.Length; i++)
        {
            double scale = x[i];
            ReadOnlySpan<double> row = w.Slice(i * y.Length, y.Length);
            for (int j = 0; j < row.Length; j++)
                y[j] = y[j] + scale * row[j];
        }
    }

    /// <summary>dW += x dyᵀ, db += dy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddOuter(ReadOnlySpan<double> x, ReadOnlySpan<double> dy, Span<double> dw, Span<double> db)
    {
        for (int j = 0; j < dy.Length; j++)
            db[j] += dy[j];
        for (int i = 0; i < x.Length; i++)
        {
            double scale = x[i];
            Span<double> drow = dw.Slice(i * dy.Length, dy.Length);
            for (int j = 0; j < drow.Length; j++)
                drow[j] = drow[j] + scale * dy[j];
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0.0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
