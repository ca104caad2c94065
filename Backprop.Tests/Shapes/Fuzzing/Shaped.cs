namespace Backprop.Tests.Shapes.Fuzzing;

/// <summary>A tensor of a program: a name or an expression, and its shape.</summary>
internal sealed record Shaped(string Text, IReadOnlyList<Dim> Shape)
{
    public int Rank => Shape.Count;

    public Dim Last => Shape[^1];

    public bool IsOf(IReadOnlyList<Dim> shape) => Shape.SequenceEqual(shape);

    /// <summary>Whether .NET repeats it along the other's dimensions.</summary>
    public bool FitsInto(IReadOnlyList<Dim> shape) => Rank <= shape.Count && Shape.Reverse().Zip(shape.Reverse()).All(d => d.First.IsOne || d.First.Equals(d.Second));

    public static IReadOnlyList<Dim> With(IReadOnlyList<Dim> shape, int dimension, params Dim[] instead) => [.. shape.Take(dimension), .. instead, .. shape.Skip(dimension + 1)];
}

/// <summary>A tensor of whole numbers below a bound.</summary>
internal sealed record Labels(string Name, IReadOnlyList<Dim> Shape, int Below);

/// <summary>A method that programs call.</summary>
/// <param name="Parameters">In names of its own.</param>
/// <param name="Result">Its shape; null for one that returns a number.</param>
internal sealed record ShapedHelper(string Name, IReadOnlyList<IReadOnlyList<Dim>> Parameters, IReadOnlyList<Dim>? Result);

/// <summary>What a body can name.</summary>
internal sealed class ShapedScope
{
    public List<Shaped> Tensors { get; } = [];

    public List<string> Scalars { get; } = [];

    public List<Labels> Labels { get; } = [];

    public List<ShapedHelper> Helpers { get; } = [];

    /// <summary>Names of dimensions that are parameters, so that a body can compute with them.</summary>
    public HashSet<string> Numbers { get; } = [];

    public ShapedScope Copy()
    {
        ShapedScope copy = new();
        copy.Tensors.AddRange(Tensors);
        copy.Scalars.AddRange(Scalars);
        copy.Labels.AddRange(Labels);
        copy.Helpers.AddRange(Helpers);
        copy.Numbers.UnionWith(Numbers);
        return copy;
    }
}
