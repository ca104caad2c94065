using Backprop.Sample.Examples;

namespace Backprop.Sample;

/// <summary>All examples, in the order in which they are best read.</summary>
internal static class Catalog
{
    public static readonly Example[] All =
    [
        new("circuit", "(x + y) * z: an adder and a multiplier", Circuit.Show),
        new("chain", "f(g(x)): the derivative of a composition", Chain.Show),
        new("apples", "the price of two apples, and what it depends on", Shopping.ShowApples),
        new("shopping", "the same for apples and oranges", Shopping.ShowFruit),
        new("neuron", "a sigmoid neuron of two inputs, gate by gate", Neuron.ShowGates),
        new("sigmoid", "the same neuron as one formula", Neuron.ShowOutput),
        new("fraction", "the fraction of cs231n, in eight numbered lines", Fraction.Show),
        new("guard", "a guarded logarithm: only the branch taken is differentiated", Guard.Show),
        new("newton", "a square root by Newton's method: a loop, recorded and unwound", Newton.Show),
        new("rosenbrock", "Rosenbrock's valley over a span: one pass, nothing recorded", Rosenbrock.Show),
        new("network", "two inputs, two neurons: 100,000 steps of training", Network.Show),
        new("logistic", "a logistic unit under cross-entropy", Logistic.Show),
        new("perceptron", "one perceptron learns AND and OR, and cannot learn XOR", Perceptron.Show),
        new("xor", "two hidden neurons learn XOR", Xor.Show),
    ];

    /// <summary>What is shown where no name is given.</summary>
    public static readonly string[] Tour = ["shopping", "neuron", "fraction", "newton", "rosenbrock", "network"];

    public static Example? Find(string name) => Array.Find(All, e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
