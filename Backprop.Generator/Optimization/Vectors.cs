using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>
/// An innermost loop whose iterations keep to their own elements, as a loop over vectors of them, to the same bits; the loop itself
/// goes through what is left over.
/// </summary>
/// <param name="memories">What arrays name.</param>
/// <param name="slices">Knows what the rows are parts of.</param>
/// <param name="kept">Arrays that others see: where a loop that writes to one goes astray, it has written what comes before.</param>
/// <param name="fresh">Makes variables.</param>
/// <param name="code">All that is run.</param>
internal sealed class Vectors(Memories memories, Slices slices, HashSet<Expression> kept, FreshVariables fresh, IReadOnlyList<Statement> code)
{
    /// <summary>Fewer elements than most vectors have, where it is known, are not worth the beginning.</summary>
    private const int FewestElements = 8;

    private readonly HashSet<Variable> _read = [.. Traversal.Nodes(code).OfType<Variable>()];

    /// <summary>Records, and the parts of them that are an iteration's, by what the record is kept in.</summary>
    private readonly Dictionary<Variable, Variable> _records = Records(code);

    public EquatableArray<Statement> Use(EquatableArray<Statement> block) =>
        block.SelectMany(s => s is Loop loop && InVectors(loop) is { } lines ? lines : [Traversal.Map(s, e => e, Use)]).ToEquatableArray();

    private IReadOnlyList<Statement>? InVectors(Loop loop)
    {
        if (loop.Body.Any(s => s is not (Let or Store or Turn)) || Counting.Of(loop) is not { Step: 1 or -1 } counting
            || counting.Counter.Inner.Type != IRType.Int32 || !IsFromZero(counting) || _read.Contains(counting.Counter.Outer)
            || counting.Trips() is Constant { Number: < FewestElements })
        {
            return null;
        }

        List<Access> accesses = [.. Accesses(loop)];
        HashSet<Variable> inside = [.. Traversal.Definitions(loop.Body), .. loop.Carried.Select(c => c.Inner)];
        List<IRType> numbers = [.. accesses.FindAll(a => a.IsAt(counting.Counter.Inner)).ConvertAll(a => a.Array.Type.Element!).Distinct()];
        return numbers.Count == 1 && numbers[0].IsReal && IsWorthIt(loop, counting.Counter.Inner)
            && accesses.GroupBy(a => MemoryOf(a.Array)).All(shared => KeepsToItsOwn(shared, counting, inside, loop.Unwinds is null))
            ? VectorLoop.Of(loop, counting, numbers[0], fresh)
            : null;
    }

    private static bool IsFromZero(Counting counting) => counting.Step > 0
        ? counting.Counter.Initial is Constant { Number: 0 }
        : counting.Bound is Constant { Number: var last } && last == (counting.IsInclusive ? 0 : -1);

    /// <summary>A sum of products takes as long as its additions do, one after the other.</summary>
    private static bool IsWorthIt(Loop loop, Variable counter) => loop.Body.Any(s => s is Store { Indices: { Count: 1 } at } && at[0].Equals(counter))
        || Traversal.Nodes(loop.Body).Any(n => n is Call call && VectorLoop.IsOfLanes(call));

    /// <summary>
    /// Whether it makes no difference to a memory that several iterations do each step together: each reads and writes its own element
    /// under one name, or all add to one element, in order, which nothing else looks at.
    /// </summary>
    private bool KeepsToItsOwn(IGrouping<Expression?, Access> shared, Counting counting, HashSet<Variable> inside, bool isUsers)
    {
        Variable counter = counting.Counter.Inner;
        if (shared.Key is not { } memory || shared.Any(a => a.Array.Variables.Any(inside.Contains) || !(a.IsAt(counter) || a.IsOne(inside))))
        {
            return false;
        }

        bool isWritten = shared.Any(a => a.IsWritten), isIndexed = shared.Any(a => a.IsAt(counter));
        if ((isWritten && isUsers && kept.Contains(memory)) || (isIndexed && !shared.Any(a => a.IsAt(counter) && a.IsAlways)))
        {
            return false;
        }

        return !isWritten
            || (shared.All(a => a.IsAt(counter)) && shared.Select(a => a.Array).Distinct().Count() == 1)
            || (counting.Step > 0 && shared.Count() == 1 && shared.Single().IsAdded);
    }

    /// <summary>The memory that an array is a part of; null for one that may be another array's too, or that may not be there.</summary>
    private Expression? MemoryOf(Expression array) => array switch
    {
        Variable row when _records.TryGetValue(row, out Variable record) => record,
        Variable { Type: { Rank: 1, IsMemory: false } type } when memories.Of(slices.Whole(array)) is Variable memory && !memories.IsElsewhere(memory)
            && (type.IsSpan || !kept.Contains(memory)) => memory,
        _ => null,
    };

    private static Dictionary<Variable, Variable> Records(IEnumerable<Statement> code)
    {
        Dictionary<Variable, Variable> records = [];
        foreach (Let line in Traversal.All(code).OfType<Let>().Where(l => l.Target.Type.IsSpan))
        {
            if (line.Value is Invoke { Receiver: var keeper })
            {
                records[line.Target] = keeper;
            }
            else if (Row.IsPart(line.Value) && line.Value.Operands[0] is Variable whole && records.TryGetValue(whole, out Variable record))
            {
                records[line.Target] = record;
            }
        }

        return records;
    }

    private static IEnumerable<Access> Accesses(Loop loop)
    {
        HashSet<Load> always = [.. loop.Body.SelectMany(Traversal.Expressions).SelectMany(Slices.Always).OfType<Load>()];
        foreach (Load load in Traversal.Nodes(loop.Body).Concat(loop.Carried.SelectMany(c => c.Next.Walk())).OfType<Load>())
        {
            yield return new(load.Array, load.Indices, IsAlways: always.Contains(load));
        }

        foreach (Store store in loop.Body.OfType<Store>())
        {
            yield return new(store.Array, store.Indices, IsWritten: true, IsAdded: store.Sign != 0);
        }
    }

    /// <param name="Array">Whose element it is.</param>
    /// <param name="Indices">Which.</param>
    /// <param name="IsWritten">Whether it is written rather than read.</param>
    /// <param name="IsAdded">Whether what is written is added.</param>
    /// <param name="IsAlways">Whether each iteration comes to it.</param>
    private sealed record Access(Expression Array, EquatableArray<Expression> Indices, bool IsWritten = false, bool IsAdded = false, bool IsAlways = true)
    {
        public bool IsAt(Variable counter) => Indices.Count == 1 && Indices[0].Equals(counter);

        /// <summary>Whether all iterations come to the same element.</summary>
        public bool IsOne(HashSet<Variable> inside) => !Indices.Any(i => i.Variables.Any(inside.Contains));
    }
}
