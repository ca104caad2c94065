using Backprop.Generator.Differentiation;
using Backprop.Generator.Optimization;

namespace Backprop.Tests.Seeds;

/// <summary>What a gradient costs: no operation that a careful person would have left out, but where a row says so.</summary>
/// <remarks>An operation is one on real numbers, a call or a change of sign included; picking one of two values is none.</remarks>
public sealed class SeedCostTests
{
    [Theory]
    [InlineData(typeof(Seed2), "Fraction", 14, 14)] // the lines of the post: 3 for 1/x, 2 for the square, 4 a sigmoid and its sum, 1 for the other sum
    [InlineData(typeof(Seed2), "Circuit", 2, 0)] // each local derivative is an input
    [InlineData(typeof(Seed2), "Neuron", 8, 6)] // σ(1 - σ), and a product for each w and x
    [InlineData(typeof(Seed2), "NeuronByGates", 8, 6)]
    [InlineData(typeof(Seed2), "Sigmoid", 4, 2)]
    [InlineData(typeof(Seed3), "Apples", 2, 2)]
    [InlineData(typeof(Seed3), "ApplesAndOranges", 4, 4)]
    [InlineData(typeof(Seed3), "SquareOfSum", 2, 1)]
    [InlineData(typeof(Seed3), "HalfSquares", 9, 0)] // the differences themselves
    [InlineData(typeof(Seed0), "TrainingError", 20, 10)] // 3 a sigmoid, and a product for each of four weights
    [InlineData(typeof(Seed0), "Error", 20, 18)] // for x two products more a sum and two additions, for y two changes of sign
    [InlineData(typeof(Seed1), "WeightsLoss", 20, 12)]
    [InlineData(typeof(Seed4), "TrainingError", 16, 3)] // ŷ - y, and a product for each weight
    [InlineData(typeof(Seed4), "Error", 16, 6)] // for x two products more, for y the difference of both logarithms
    [InlineData(typeof(Seed4), "TwoLayers", 32, 21)] // ŷ - y; 2 for each of W¹; 3 a sigmoid; 4 products for W⁰; 4 and 2 additions for x
    [InlineData(typeof(Seed4), "Fused", 8, 3)] // σ from the exponential at hand, less y
    [InlineData(typeof(Seed3), "LogSumExp", 12, 3)] // a quotient each; the shift by the maximum takes no part
    [InlineData(typeof(Seed3), "CrossEntropy", 13, 6)] // and 1 less for the label, added where only running tells which
    [InlineData(typeof(Seed3), "CrossEntropyOfTwo", 9, 4)]
    [InlineData(typeof(Seed3), "Softmax", 11, 9)] // 3 for -p / sum and 1 / sum; for each, one addition where it is the label and one product. p·(1 − p) and −p·q would be 6, could it be told which is the label
    public void Operations_of_the_gradient(Type seed, string method, int forward, int backward)
    {
        Reversed gradient = SeedSource.Of(seed, method).Gradient;
        Assert.Equal((forward, backward), (Cost.Operations(gradient.Forward), Cost.Operations(gradient.Backward)));
    }

    [Theory]
    [InlineData(typeof(Seed0), "Error")]
    [InlineData(typeof(Seed2), "Neuron")]
    [InlineData(typeof(Seed2), "Fraction")]
    [InlineData(typeof(Seed3), "CrossEntropy")]
    [InlineData(typeof(Seed3), "CrossEntropyOfTwo")]
    [InlineData(typeof(Seed3), "Softmax")]
    [InlineData(typeof(Seed4), "Error")]
    [InlineData(typeof(Seed4), "Fused")]
    [InlineData(typeof(Seed4), "TwoLayers")]
    public void No_exponential_or_logarithm_is_computed_again(Type seed, string method)
    {
        foreach (Reversed derivative in new[] { SeedSource.Of(seed, method).Gradient, SeedSource.Of(seed, method).Pullback })
        {
            Assert.Equal(0, Cost.Calls(derivative.Backward, "Exp") + Cost.Calls(derivative.Backward, "Log"));
        }
    }
}
