using Backprop.Benchmarks.Gradients;

namespace Backprop.Benchmarks.Adbench;

/// <summary>Checks LSTM on an input: its value, its gradients, and both against known numbers.</summary>
internal static class LstmCheck
{
    /// <summary>Differences are taken with the sequence's beginning alone, which takes less time and lets less rounding gather.</summary>
    private const int DifferenceCharacters = 100, DifferenceEntries = 16;

    /// <summary>The value, and the gradient's first entry.</summary>
    private static readonly Dictionary<string, (double Value, double Gradient)> Known = new()
    {
        ["lstm_l2_c1024.txt"] = (0.66666517955885223, 3.143870249961012e-06),
        ["lstm_l4_c1024.txt"] = (0.71067663855842809, 5.4174067538490253e-08),
    };

    /// <exception cref="InvalidOperationException">Value or gradient are not those of the method, or not the known ones.</exception>
    /// <exception cref="GradientCheckException">The gradient is not that of differences.</exception>
    public static void Require(LstmInput input)
    {
        (double value, double[] gradient) = input.Loss(input.C).Agreed();
        if (Known.TryGetValue(input.Name, out var known))
        {
            Closeness.Require($"{input.Name}: value", [known.Value], [value]);
            Closeness.Require($"{input.Name}: gradient", [known.Gradient], gradient.AsSpan(0, 1), Closeness.Largest(gradient));
        }

        input.Loss(Math.Min(DifferenceCharacters, input.C)).RequireDifferences(DifferenceEntries);
    }
}
