using Backprop.Benchmarks.Gradients;

namespace Backprop.Benchmarks.Adbench;

/// <summary>Checks GMM on an input: its value, its gradients, and both against known numbers.</summary>
internal static class GaussianMixtureCheck
{
    /// <summary>Differences are taken with the first points alone, so that large files take no longer than small ones.</summary>
    private const int DifferencePoints = 20, DifferenceEntries = 5;

    /// <summary>Of some files: the value, and how the gradient begins.</summary>
    private static readonly Dictionary<string, (double Value, double[] Gradient)> Known = new()
    {
        ["gmm_test_d2_K3_n1.txt"] = (8.0738040800497583, [0.10866285550865246, -0.74127003952389849, 0.63260718401524613]),
        ["gmm_1k_d2_K5.txt"] = (-5240.5905625496471, [167.21527511000124]),
    };

    /// <exception cref="InvalidOperationException">Value or gradient are not those of the method, or not the known ones.</exception>
    /// <exception cref="GradientCheckException">The gradient is not that of differences.</exception>
    public static void Require(GaussianMixtureInput input)
    {
        (double value, double[] gradient) = input.Objective(input.N).Agreed();
        if (Known.TryGetValue(input.Name, out var known))
        {
            Closeness.Require($"{input.Name}: value", [known.Value], [value]);
            Closeness.Require($"{input.Name}: gradient", known.Gradient, gradient.AsSpan(0, known.Gradient.Length), Closeness.Largest(gradient));
        }

        // All files have γ = 1 and m = 0, with which mistakes in the prior's derivative would not show.
        GaussianMixtureInput strict = input with { Gamma = 0.7, M = 3 };
        strict.Objective(Math.Min(DifferencePoints, input.N)).RequireDifferences(DifferenceEntries);
    }
}
