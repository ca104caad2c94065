using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Arrays of arrays each of whose rows is put in its place once: there it stands, whatever becomes of its elements.</summary>
internal sealed class FixedRows
{
    private readonly Dictionary<Expression, List<Put>> _puts = [];
    private readonly Dictionary<Expression, List<Loop>> _made = [];
    private readonly Dictionary<Variable, Load> _names = [];
    private readonly Dictionary<Expression, Constant> _numbers = [];
    private readonly Memories _memories;

    public FixedRows(EquatableArray<Statement> body, Memories memories)
    {
        _memories = memories;
        Walk(body, [], []);
    }

    /// <summary>Whether a row, once read, is found again at its place.</summary>
    public bool Stands(Load row) => AreFixed(row.Array);

    /// <summary>Whether no row of an array is put where another has been.</summary>
    public bool AreFixed(Expression array)
    {
        Expression memory = _memories.Of(array);
        if (!_puts.TryGetValue(memory, out List<Put> puts))
        {
            return true;
        }

        int made = _made.TryGetValue(memory, out List<Loop> loops) ? loops.Count : 0;
        return puts.TrueForAll(p => IsOnceEach(p, made)) && puts.Select((p, i) => puts.Skip(i + 1).All(other => AreApart(p, other, made))).All(apart => apart);
    }

    /// <summary>Whether each loop around, since the array was made, counts through places of its own.</summary>
    private static bool IsOnceEach(Put put, int made) => put.Around.Skip(made)
        .All(loop => Counting.Of(loop) is { } counting && put.Place.Any(index => OffsetOf(index, counting) is not null));

    /// <summary>Whether two rows have places of their own, or only one of them is put at all.</summary>
    private bool AreApart(Put one, Put other, int made) =>
        one.Place.Count != other.Place.Count
        || one.Place.Zip(other.Place, (a, b) => AreApart(RangeOf(a, one.Around), RangeOf(b, other.Around))).Any(apart => apart)
        || (one.Around.Count == made && other.Around.Count == made && one.Arms.Any(a => other.Arms.Any(b => ReferenceEquals(a.Branch, b.Branch) && a.IsThen != b.IsThen)));

    private static bool AreApart((double First, double Last) one, (double First, double Last) other) => one.Last < other.First || other.Last < one.First;

    /// <summary>Among which numbers an index is.</summary>
    private (double First, double Last) RangeOf(Expression index, List<Loop> around)
    {
        if (index is Constant { Number: var number })
        {
            return (number, number);
        }

        foreach (Loop loop in around)
        {
            if (Counting.Of(loop) is { } counting && OffsetOf(index, counting) is { } offset && NumberOf(counting.Counter.Initial) is { Number: var start })
            {
                return counting.Step > 0 ? (start + offset, double.PositiveInfinity) : (double.NegativeInfinity, start + offset);
            }
        }

        return (double.NegativeInfinity, double.PositiveInfinity);
    }

    private Constant? NumberOf(Expression value) => value as Constant ?? (_numbers.TryGetValue(value, out Constant number) ? number : null);

    /// <summary>What is added to a loop's counter to make an index; null where it is made otherwise.</summary>
    private static double? OffsetOf(Expression index, Counting counting) => index switch
    {
        _ when index.Equals(counting.Counter.Inner) => 0,
        Binary { Operator: BinaryOperator.Add, Right: Constant { Number: var more } } sum when sum.Left.Equals(counting.Counter.Inner) => more,
        Binary { Operator: BinaryOperator.Subtract, Right: Constant { Number: var less } } rest when rest.Left.Equals(counting.Counter.Inner) => -less,
        _ => null,
    };

    private void Walk(EquatableArray<Statement> block, List<Loop> around, List<(If Branch, bool IsThen)> arms)
    {
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Allocate { Target.Type.Element.IsArray: true } made:
                    _made[made.Target] = around;
                    break;
                case Let { Target.Type.IsArray: true, Value: Load row } name:
                    _names[name.Target] = row;
                    break;
                case Let { Value: Constant number } line:
                    _numbers[line.Target] = number;
                    break;
                case Store { Value.Type.IsArray: true } store:
                    Expression memory = _memories.Of(store.Array);
                    _puts[memory] = [.. _puts.TryGetValue(memory, out List<Put> known) ? known : [], new([.. PlaceOf(store.Array), .. store.Indices], around, arms)];
                    break;
                case If branch:
                    Walk(branch.Then, around, [.. arms, (branch, true)]);
                    Walk(branch.Else, around, [.. arms, (branch, false)]);
                    break;
                case Loop loop:
                    Walk(loop.Body, [.. around, loop], arms);
                    break;
            }
        }
    }

    /// <summary>The indices that lead to a row, from the whole array on.</summary>
    private IEnumerable<Expression> PlaceOf(Expression array) => array switch
    {
        Load row => [.. PlaceOf(row.Array), .. row.Indices],
        Variable variable when _names.TryGetValue(variable, out Load named) => PlaceOf(named),
        _ => [],
    };

    /// <summary>A row that is put in a place, with the loops and arms around.</summary>
    private sealed record Put(List<Expression> Place, List<Loop> Around, List<(If Branch, bool IsThen)> Arms);
}
