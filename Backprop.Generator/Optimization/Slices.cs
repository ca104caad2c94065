using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>
/// Cuts out, before a loop, the part of an array that the loop goes through: <c>a[row + i]</c> becomes an element of a span as
/// long as the loop runs, which compiled code reads without checks of bounds and sums of indices. What only the loops inside go
/// through is cut there.
/// </summary>
/// <param name="fresh">Makes variables.</param>
/// <param name="kept">Arrays that others see: where a loop that writes to one goes astray, it has written what comes before.</param>
internal sealed class Slices(FreshVariables fresh, HashSet<Expression> kept)
{
    /// <summary>What cuts, and works on, parts of arrays.</summary>
    public const string Rows = "global::Backprop.CompilerServices.Rows.";

    private readonly Dictionary<Expression, (Expression Whole, Expression Start)> _parts = [];

    /// <summary>Lengths that loops around have asked for in their tests: these arrays are there.</summary>
    private readonly HashSet<Expression> _asked = [];

    /// <summary>Counters of loops around that are never negative.</summary>
    private readonly HashSet<Expression> _fromZero = [];

    /// <summary>Whether something cuts a part out of an array: of that, from there on, so many elements.</summary>
    public static bool IsPart(Opaque value) => value.Type.IsSpan && value.Operands.Count == 3 && (value.Texts[0].StartsWith(Rows + "Of<", StringComparison.Ordinal) || value.Texts[0].StartsWith(Rows + "In<", StringComparison.Ordinal));

    /// <summary>The array that a row is a part of; any other array itself.</summary>
    public Expression Whole(Expression array) => _parts.TryGetValue(array, out var part) ? part.Whole : array;

    /// <summary>The index of the array at which a row begins; null where it is no row.</summary>
    public Expression? StartOf(Expression array) => _parts.TryGetValue(array, out var part) ? part.Start : null;

    public EquatableArray<Statement> Cut(EquatableArray<Statement> block) => block.SelectMany(s => s switch
    {
        Loop loop when loop.Unwinds is null && Traversal.ThrowsMore(loop.Body) => [loop with { Body = Inside(loop) }], // the loop may end before it goes astray
        Loop loop => Cut(loop with { Body = Inside(loop) }),
        _ => [Traversal.Map(s, e => e, Cut)],
    }).ToEquatableArray();

    private EquatableArray<Statement> Inside(Loop loop)
    {
        List<Expression> asked = [.. loop.Test.Walk().Where(n => n is Length && _asked.Add(n))];
        EquatableArray<Statement> body = InsideCounted(loop);
        _asked.ExceptWith(asked);
        return body;
    }

    private EquatableArray<Statement> InsideCounted(Loop loop)
    {
        if (Counting.Of(loop) is not { Step: > 0, Counter: { Initial: Constant { Number: >= 0 }, Inner: var counter } })
        {
            return Cut(loop.Body);
        }

        _fromZero.Add(counter);
        EquatableArray<Statement> body = Cut(loop.Body);
        _fromZero.Remove(counter);
        return body;
    }

    private IReadOnlyList<Statement> Cut(Loop loop)
    {
        if (Counting.Of(loop) is not { Step: 1 or -1 } counting || counting.Counter.Inner.Type != IRType.Int32
            || (loop.Unwinds is null && Traversal.All(loop.Body).OfType<Store>().Any(s => kept.Contains(s.Array)))
            || Traversal.All(loop.Body).Any(s => s is Bulk))
        {
            return [loop];
        }

        Variable counter = counting.Counter.Inner;
        HashSet<Variable> own = [.. Traversal.Definitions(loop.Body), .. loop.Carried.Select(c => c.Inner)];
        List<(Expression Array, Expression Offset)> parts = [];
        foreach ((Expression array, Expression index) in Accesses(loop.Body))
        {
            if (Offset.Of(index, counter, own) is { } offset && CanBeHad(offset, loop) && array is Variable { Type: { Rank: 1, Element.IsArray: false } type } name && !type.Text.Contains("Memory<")
                && !own.Contains(name) && !parts.Contains((array, offset)))
            {
                parts.Add((array, offset));
            }
        }

        return parts.Exists(p => p.Offset is not Constant { Number: 0 }) ? Cut(loop, counting, parts) : [loop];
    }

    /// <summary>Whether a number can be had where the loop may not run: an array that is not there has no length.</summary>
    private bool CanBeHad(Expression number, Loop loop) =>
        number.Walk().OfType<Length>().All(l => l.Array.Type.IsSpan || _asked.Contains(l) || loop.Test.Walk().Contains(l));

    private List<Statement> Cut(Loop loop, Counting counting, List<(Expression Array, Expression Offset)> parts)
    {
        List<Statement> lines = [];
        Variable counter = counting.Counter.Inner, from = counter;
        Expression first = counting.Step > 0 ? counting.Counter.Initial : counting.IsInclusive ? counting.Bound : Integers.Plus(counting.Bound, 1);
        Expression trips = Named("count", counting.Step > 0 ? counting.Trips() : NotNegative(counting.Trips()), lines);
        bool isFromZero = first is Constant { Number: 0 };
        Dictionary<(Expression, Expression), Variable> rows = [];
        foreach ((Expression array, Expression offset) in parts)
        {
            if (isFromZero && offset is Constant { Number: 0 })
            {
                continue; // compiled code knows what to do with a[i]
            }

            Variable name = (Variable)array;
            bool isWritten = Traversal.All(loop.Body).OfType<Store>().Any(s => s.Array.Equals(array));
            IRType type = new($"global::System.{(isWritten ? "" : "ReadOnly")}Span<{name.Type.Element}>", name.Type.Element, 1);
            Variable row = fresh.Temporary(type, name.Name.TrimStart('@') + "Row");
            string method = $"{Rows}{(isWritten ? "In" : "Of")}<{name.Type.Element}>(";
            Expression start = Integers.Sum(first, offset);
            lines.Add(new Let(row, new Opaque(type, EquatableArray.Of(method, ", ", ", ", ")"), EquatableArray.Of(array, start, trips))));
            rows.Add((array, offset), row);
            _parts.Add(row, (array, start));
        }

        lines.Add(Over(loop, counting, trips, first, rows));
        return lines;
    }

    /// <summary>The loop over the parts, counting from 0.</summary>
    private Loop Over(Loop loop, Counting counting, Expression trips, Expression first, Dictionary<(Expression, Expression), Variable> rows)
    {
        Variable counter = counting.Counter.Inner;
        HashSet<Variable> own = [.. Traversal.Definitions(loop.Body), .. loop.Carried.Select(c => c.Inner)];
        Expression place = Integers.Sum(counter, first);
        Dictionary<Variable, Variable> same = [];
        Carry carry = counting.Counter with
        {
            Initial = counting.Step > 0 ? Integers.Number(0, counter.Type) : Integers.Plus(trips, -1),
            Next = Integers.Plus(counter, counting.Step),
        };
        EquatableArray<Statement> body = loop.Body.Where(s => !(s is Let let && let.Target.Equals(counting.Counter.Next))).ToEquatableArray();
        return loop with
        {
            Carried = loop.Carried.Map(c => c == counting.Counter ? carry : c with { Next = Replace(c.Next) }),
            Test = counting.Step > 0
                ? Binary.Of(BinaryOperator.Less, counter, trips)
                : Binary.Of(BinaryOperator.GreaterOrEqual, counter, Integers.Number(0, counter.Type)),
            Body = Lines(body),
        };

        EquatableArray<Statement> Lines(EquatableArray<Statement> block) => block.SelectMany(s => s switch
        {
            Store store when RowOf(store.Array, store.Indices) is { } row =>
                [store with { Array = row, Indices = EquatableArray.Of<Expression>(counter), Value = Replace(store.Value), Before = null }],
            Let { Value: Opaque part } let when Around(let.Target, part) is { } row => Known(let.Target, row),
            _ => new[] { Traversal.Map(s, Replace, Lines) },
        }).ToEquatableArray();

        IEnumerable<Statement> Known(Variable inner, Variable row)
        {
            same.Add(inner, row);
            return [];
        }

        // A row that a loop inside reads as far as this one has come, as in a triangle, is the beginning of a row of this one.
        Variable? Around(Variable inner, Opaque part) => first is Constant { Number: 0 } && _parts.TryGetValue(inner, out var known) && inner.Type.Text.Contains("ReadOnlySpan<")
            && part.Operands[2].Equals(counter) && rows.TryGetValue((known.Whole, known.Start), out Variable row) ? row : null;

        Variable? RowOf(Expression array, EquatableArray<Expression> indices) =>
            indices.Count == 1 && Offset.Of(indices[0], counter, own) is { } offset && rows.TryGetValue((array, offset), out Variable row) ? row : null;

        Expression Replace(Expression e) => e switch
        {
            Load load when RowOf(load.Array, load.Indices) is { } row => new Load(load.Type, row, EquatableArray.Of<Expression>(counter), null),
            Binary { Operator: BinaryOperator.Subtract, Overflow: Overflow.Inherited } position when position.Left.Equals(counter) && position.Right.Equals(first) => counter,
            Variable variable => variable == counter ? place : same.TryGetValue(variable, out Variable row) ? row : variable,
            _ => e.With(e.Operands.Map(Replace)),
        };
    }

    /// <summary>A bound below the start means no iteration, and parts that nobody reads; only a loop that counts down must find where it starts.</summary>
    private Expression NotNegative(Expression trips) => _fromZero.Contains(trips) ? trips : Integers.NotNegative(trips);

    private Expression Named(string name, Expression value, List<Statement> lines)
    {
        if (value.IsLeaf)
        {
            return value;
        }

        Variable variable = fresh.Temporary(value.Type, name);
        lines.Add(new Let(variable, value));
        return variable;
    }

    /// <summary>What is accessed whatever else an iteration does.</summary>
    private static IEnumerable<(Expression Array, Expression Index)> Accesses(EquatableArray<Statement> body)
    {
        foreach (Statement statement in body)
        {
            foreach (Load load in (statement is If branch ? [branch.Test] : Traversal.Expressions(statement)).SelectMany(Always).OfType<Load>().Where(l => l.Indices.Count == 1))
            {
                yield return (load.Array, load.Indices[0]);
            }

            if (statement is Store { Indices.Count: 1 } store)
            {
                yield return (store.Array, store.Indices[0]);
            }
        }
    }

    /// <summary>The nodes that are evaluated whenever the expression is.</summary>
    public static IEnumerable<Expression> Always(Expression expression)
    {
        IEnumerable<Expression> operands = expression switch
        {
            Conditional choice => [choice.Test],
            Binary { Operator: BinaryOperator.ConditionalAnd or BinaryOperator.ConditionalOr } logic => [logic.Left],
            _ => expression.Operands,
        };
        return operands.SelectMany(Always).Append(expression);
    }
}
