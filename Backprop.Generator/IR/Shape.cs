namespace Backprop.Generator.IR;

/// <summary>How long a tensor is in each dimension, the outermost first: whole numbers, names for them, and what is computed of both.</summary>
internal sealed record Shape(EquatableArray<Expression> Dimensions)
{
    public int Rank => Dimensions.Count;

    /// <summary>How many elements it has.</summary>
    public Expression Count => CountOf(0, Rank);

    public static Shape Of(params Expression[] dimensions) => new(dimensions.ToEquatableArray());

    /// <summary>How many elements some neighbouring dimensions have together.</summary>
    public Expression CountOf(int from, int to) => Dimensions.Skip(from).Take(to - from).Aggregate<Expression, Expression>(Integers.Number(1, IRType.Int32), Extents.Times);

    /// <summary>What of two shapes differs, in words; null where they are the same whatever their names stand for.</summary>
    public string? Difference(Shape other) => Rank != other.Rank
        ? $"they have {Rank} and {other.Rank} dimensions"
        : Dimensions.Zip(other.Dimensions, (a, b) => Extents.AreSame(a, b) ? null : Extents.Difference(a, b)).FirstOrDefault(d => d is not null);

    /// <summary>With one dimension in place of another.</summary>
    public Shape With(int dimension, Expression length) => new(Dimensions.Select((d, i) => i == dimension ? length : d).ToEquatableArray());

    /// <summary>Without one dimension.</summary>
    public Shape Without(int dimension) => new(Dimensions.Where((_, i) => i != dimension).ToEquatableArray());

    /// <summary>As its user writes it: <c>[N, 784]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Dimensions)}]";
}
