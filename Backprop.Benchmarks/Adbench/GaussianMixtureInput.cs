using Backprop.Benchmarks.Gradients;

namespace Backprop.Benchmarks.Adbench;

/// <summary>What a file of GMM holds.</summary>
internal sealed record GaussianMixtureInput(
    string Name, int D, int K, int N, double[] Alphas, double[] Means, double[] Icf, double[] X, double Gamma, int M)
{
    public static GaussianMixtureInput Read(string name)
    {
        NumberReader reader = new(AdbenchData.Text(Path.Combine("gmm", name)));
        int d = reader.Int(), k = reader.Int(), n = reader.Int();
        double[] alphas = reader.Doubles(k), means = reader.Doubles(k * d), icf = reader.Doubles(k * (d * (d + 1) / 2)), x = reader.Doubles(n * d);
        return new(name, d, k, n, alphas, means, icf, x, reader.Double(), reader.Int());
    }

    /// <summary>The objective of the first points alone.</summary>
    public FlatMethod Objective(int points)
    {
        int means = K, icf = means + Means.Length, end = icf + Icf.Length;
        return new(
            AdbenchFiles.Title(Name),
            [.. Alphas, .. Means, .. Icf],
            [0, means, icf],
            p => GaussianMixture.Objective(p.AsSpan(0..means), p.AsSpan(means..icf), p.AsSpan(icf..end), X, D, K, points, Gamma, M),
            (p, dp) => GaussianMixture.ObjectiveGradientByHand(
                p.AsSpan(0..means), p.AsSpan(means..icf), p.AsSpan(icf..end), X, D, K, points, Gamma, M,
                dp.AsSpan(0..means), dp.AsSpan(means..icf), dp.AsSpan(icf..end)),
            (p, dp) => GaussianMixture.ObjectiveGradient(
                p.AsSpan(0..means), p.AsSpan(means..icf), p.AsSpan(icf..end), X, D, K, points, Gamma, M,
                dp.AsSpan(0..means), dp.AsSpan(means..icf), dp.AsSpan(icf..end)));
    }
}
