using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>
/// A loop that only adds a multiple of one array to another, as a call that does it with vectors: the same product and the same
/// sum of each element, so the same bits.
/// </summary>
/// <param name="memories">What arrays name.</param>
/// <param name="slices">Knows what the rows are parts of.</param>
/// <param name="kept">Arrays that others see: where a loop that writes to one goes astray, it has written what comes before.</param>
internal sealed class Multiples(Memories memories, Slices slices, HashSet<Expression> kept)
{
    private readonly List<Counting> _around = [];

    /// <summary>Whole numbers that the lines so far have named.</summary>
    private readonly Dictionary<Variable, Expression> _whole = [];

    public EquatableArray<Statement> Call(EquatableArray<Statement> block) => block.Map(s => s switch
    {
        Loop loop => Call(loop),
        Let { Target.Type: var type } let when type == IRType.Int32 => Noted(let),
        _ => Traversal.Map(s, e => e, Call),
    });

    private Let Noted(Let line)
    {
        _whole[line.Target] = line.Value;
        return line;
    }

    private Statement Call(Loop loop)
    {
        Counting? counting = Counting.Of(loop);
        if (counting is { Step: 1, IsInclusive: false, Counter.Initial: Constant { Number: 0 } }
            && loop.Carried.All(c => c == counting.Counter || c.Inner.StateOf is not null)
            && Call(loop, counting) is { } call)
        {
            return call;
        }

        if (counting is null)
        {
            return loop with { Body = Call(loop.Body) };
        }

        _around.Add(counting);
        Loop kept = loop with { Body = Call(loop.Body) };
        _around.Remove(counting);
        return kept;
    }

    /// <summary>
    /// Whether the part that a loop writes to begins one element further in each iteration around, as down the columns of a
    /// triangle. A vector then lies across those that were just written, and the processor waits until they have been.
    /// </summary>
    private bool IsSliding(Variable part) => slices.StartOf(part) is { } start && _around.Exists(c => MovesAlong(start, c.Counter.Inner));

    private bool MovesAlong(Expression start, Variable counter) => start switch
    {
        Variable name when name == counter => true,
        Variable name => _whole.TryGetValue(name, out Expression value) && MovesAlong(value, counter),
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum => (MovesAlong(sum.Left, counter) && !DependsOn(sum.Right, counter))
            || (MovesAlong(sum.Right, counter) && !DependsOn(sum.Left, counter)),
        _ => false,
    };

    private bool DependsOn(Expression number, Variable counter) =>
        number.Variables.Any(v => v == counter || (_whole.TryGetValue(v, out Expression value) && DependsOn(value, counter)));

    private Run? Call(Loop loop, Counting counting)
    {
        List<Statement> lines = [.. loop.Body.Where(s => !(s is Let next && next.Target.Equals(counting.Counter.Next)))];
        Dictionary<Variable, Expression> inside = [];
        foreach (Statement line in lines.Take(lines.Count - 1))
        {
            if (line is not Let let)
            {
                return null;
            }

            inside.Add(let.Target, let.Value.Substitute(inside));
        }

        if (counting.Counter.Inner.Type != IRType.Int32
            || lines.LastOrDefault() is not Store { Array: Variable to, Indices: { Count: 1 } indices } store || !indices[0].Equals(counting.Counter.Inner)
            || !IsPlain(to) || IsSliding(to) || kept.Contains(to) || Added(store, counting.Counter.Inner, inside) is not var (sign, product))
        {
            return null;
        }

        HashSet<Variable> own = [counting.Counter.Inner, .. inside.Keys];
        Expression memory = MemoryOf(to);
        bool IsFactor(Expression e) => !e.Variables.Any(own.Contains) && e.Walk().All(n => n is Load load ? !MemoryOf(load.Array).Equals(memory) : n is not (Opaque or Invoke));
        bool IsElement(Expression e) => e is Load { Array: Variable array, Indices: { Count: 1 } at } && at[0].Equals(counting.Counter.Inner)
            && IsPlain(array) && array.Type.Element == to.Type.Element && !MemoryOf(array).Equals(memory);
        (Expression? factor, Load? element) = product switch
        {
            Binary { Operator: BinaryOperator.Multiply } p when IsFactor(p.Left) && IsElement(p.Right) => (p.Left, (Load)p.Right),
            Binary { Operator: BinaryOperator.Multiply } p when IsFactor(p.Right) && IsElement(p.Left) => (p.Right, (Load)p.Left),
            _ => ((Expression?)null, (Load?)null),
        };
        if (factor is null)
        {
            return null;
        }

        Expression multiple = Simplification.Simplify(sign < 0 ? -factor : factor);
        if (multiple.MayThrow && !IsInRange(multiple))
        {
            // Where the loop does not run, nothing is read.
            multiple = new Conditional(Binary.Of(BinaryOperator.Greater, counting.Bound, Integers.Number(0, IRType.Int32)), multiple, Constant.Zero(multiple.Type));
        }

        return new(
            new Opaque(IRType.Void, EquatableArray.Of($"{Slices.Rows}AddMultiple<{to.Type.Element}>(", ", ", ", ", ", ", ")"), EquatableArray.Of(to, multiple, element!.Array, counting.Bound)),
            store.Number);
    }

    /// <summary>What an element gets, and whether it is added or taken; null where more is done to it.</summary>
    private static (int Sign, Expression Product)? Added(Store store, Variable counter, Dictionary<Variable, Expression> inside)
    {
        Expression value = store.Value.Substitute(inside);
        if (store.Sign != 0)
        {
            return (store.Sign, value);
        }

        bool IsBefore(Expression e) => e is Load { Indices: { Count: 1 } at } load && load.Array.Equals(store.Array) && at[0].Equals(counter);
        return value switch
        {
            Binary { Operator: BinaryOperator.Add } sum when IsBefore(sum.Left) => (1, sum.Right),
            Binary { Operator: BinaryOperator.Add } sum when IsBefore(sum.Right) => (1, sum.Left),
            Binary { Operator: BinaryOperator.Subtract } difference when IsBefore(difference.Left) => (-1, difference.Right),
            _ => null,
        };
    }

    private Expression MemoryOf(Expression array) => memories.Of(slices.Whole(array));

    /// <summary>An array or span of numbers whose memory is known: a parameter's, one that the method makes, or a cotangent's.</summary>
    private bool IsPlain(Variable array) => array.Type is { Rank: 1, Element.IsReal: true } && !array.Type.Text.Contains("Memory<")
        && MemoryOf(array) is Variable memory && !memories.IsElsewhere(memory);

    /// <summary>Whether the elements that a number is made of are there for sure: a loop around counts through the array.</summary>
    private bool IsInRange(Expression number) => number.Walk().All(n => !Traversal.HasEffect(n)
        || (n is Load { Indices: { Count: 1 } at } load && _around.Exists(c => c is { Step: > 0, IsInclusive: false, Counter.Initial: Constant { Number: >= 0 } }
            && c.Counter.Inner.Equals(at[0]) && c.Bound is Length length && length.Array.Equals(load.Array))));
}
