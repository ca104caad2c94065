using Backprop.Generator.IR;

namespace Backprop.Generator.Reading;

/// <summary>
/// Names as parts of arrays. Two names for parts of one array differ in two integers, and where a name stands for one or the
/// other, it is the integers that a branch merges and that a loop hands on.
/// </summary>
internal sealed class PartReader(ReadingContext context)
{
    private readonly Dictionary<int, Part> _parts = [];

    /// <summary>What a name stands for; null where that is no array of one dimension that holds numbers.</summary>
    public Part? Of(Expression array)
    {
        if (array is not Variable { Type: { Rank: 1, Element.IsArray: false } } name)
        {
            return null;
        }

        return _parts.TryGetValue(name.Id, out Part part) ? part : name.Type.IsShelf ? null : new(name, Constants.Int(0), context.Allocations.SizeOf(name) ?? new Length(name, null));
    }

    /// <summary>Remembers what a new name stands for.</summary>
    public void Learn(Variable name, View view)
    {
        if (Of(view.Array) is not { } whole)
        {
            return;
        }

        Expression[] bounds = [.. view.Bounds.Select(InNumbers)];
        _parts[name.Id] = bounds.Length switch
        {
            0 => whole.Count is Length { Array.Type.IsSpan: false } && name.Type.IsSpan ? whole with { Count = new Length(name, null) } : whole, // a span of no array is empty
            1 => whole with { Start = Integers.Sum(whole.Start, bounds[0]), Count = Integers.Minus(whole.Count, bounds[0]) },
            _ => whole with { Start = Integers.Sum(whole.Start, bounds[0]), Count = bounds[1] },
        };
    }

    /// <summary>A variable for a part, of the kind that it has been known by.</summary>
    public Let Name(string name, Part part, params IRType[] known)
    {
        IRType type = known.FirstOrDefault(t => t.Text.Contains("ReadOnly")) ?? known.FirstOrDefault(t => t.IsSpan) ?? IRType.SpanOf(part.Origin.Type.Element!);
        View view = new(type, part.Origin, EquatableArray.Of(part.Start, part.Count)) { IsWithin = true };
        Variable variable = context.Fresh.New(type, name);
        context.Arrays.Learn(variable, view);
        _parts[variable.Id] = part;
        return new(variable, view);
    }

    /// <summary>An expression of lengths by the integers that they are.</summary>
    private Expression InNumbers(Expression value) => value.Walk().Any(n => n is Length)
        ? value.Rewrite(n => n is Length { Dimension: null, Array: var array } && Of(array) is { } part ? part.Count : n)
        : value;

    /// <summary>A test of nothing but lengths and numbers, without the names whose lengths it asks; any other as it is.</summary>
    public Expression InNumbers(Expression test, List<Let> names) => names.Exists(n => test.Variables.Contains(n.Target)) && test.Walk().All(n => n.IsLeaf || n is Length or Unary or Binary)
        ? InNumbers(test)
        : test;
}
