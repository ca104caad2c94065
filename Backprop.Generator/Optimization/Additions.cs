using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>What is added to elements of cotangents: at once where one iteration adds twice, and stored where nothing is there.</summary>
/// <param name="memories">What arrays name.</param>
/// <param name="zero">Arrays that hold zeros when the code begins.</param>
internal sealed class Additions(Memories memories, HashSet<Expression> zero)
{
    /// <summary>Makes one addition of those that a block makes to one element, where nothing looks at it between.</summary>
    public EquatableArray<Statement> Join(EquatableArray<Statement> block)
    {
        List<Statement> lines = [.. block.Select(s => Traversal.Map(s, e => e, Join))];
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i] is Store first && (first.Sign != 0 || first.Value is Constant { Number: 0 }) && (Taken(lines, i, first) || Joined(lines, i, first)))
            {
                lines.RemoveAt(i--);
            }
        }

        return lines.ToEquatableArray();
    }

    /// <summary>The next addition to the element takes the first with it: to what is added, or to zero.</summary>
    private bool Joined(List<Statement> lines, int at, Store first)
    {
        int next = lines.FindIndex(at + 1, s => IsSameElement(s, first) || Looks(s, first) || (first.Sign == 0 && IsSameArray(s, first)));
        if (next < 0 || lines[next] is not Store second || !IsSameElement(second, first))
        {
            return false;
        }

        lines[next] = first.Sign == 0
            ? second with { Sign = 0, Value = second.Sign > 0 ? second.Value : Simplification.Simplify(-second.Value) }
            : second with { Value = first.Sign == second.Sign ? first.Value + second.Value : second.Value - first.Value };
        return true;
    }

    /// <summary>What is added to an element that is then taken out of the array is added to what is taken.</summary>
    private bool Taken(List<Statement> lines, int at, Store first)
    {
        if (first.Sign == 0)
        {
            return false;
        }

        int next = lines.FindIndex(at + 1, s => Looks(s, first));
        if (next < 0 || lines[next] is not Let { Value: Load load } taken || !load.Array.Equals(first.Array) || !load.Indices.Equals(first.Indices))
        {
            return false;
        }

        int after = lines.FindIndex(next + 1, s => s is not Let || Looks(s, first));
        if (after < 0 || lines[after] is not Store { Sign: 0 } overwriting || !overwriting.Array.Equals(first.Array) || !overwriting.Indices.Equals(first.Indices))
        {
            return false;
        }

        lines[next] = taken with { Value = first.Sign > 0 ? load + first.Value : load - first.Value };
        return true;
    }

    private static bool IsSameElement(Statement line, Store first) =>
        line is Store { Sign: not 0 } second && second.Array.Equals(first.Array) && second.Indices.Equals(first.Indices);

    /// <summary>Whether a line writes to the array, so maybe to the same element under another index.</summary>
    private bool IsSameArray(Statement line, Store first) => line is Store other && memories.Of(other.Array).Equals(memories.Of(first.Array));

    /// <summary>Whether a line reads or overwrites anything of the array, or does more than a line.</summary>
    private bool Looks(Statement line, Store first) => line is not (Let or Store) || (line is Store { Sign: 0 } && IsSameArray(line, first))
        || Traversal.Nodes([line]).Any(n => n is Invoke || (n is Opaque && !Row.IsPart(n)) || (n is Load load && memories.Of(load.Array).Equals(memories.Of(first.Array))));

    /// <summary>Stores where an element is added to once, before anything else looks at its array: it was zero.</summary>
    public EquatableArray<Statement> StoreFirst(EquatableArray<Statement> forward, EquatableArray<Statement> backward, out EquatableArray<Statement> stored)
    {
        HashSet<Store> once = [];
        List<Statement> calls = [];
        HashSet<Expression> met = [];
        foreach (Statement statement in forward.Concat(backward))
        {
            ILookup<Expression, Variable> mentioned = Traversal.Nodes([statement]).OfType<Variable>().Where(v => v.Type.IsArray).ToLookup(memories.Of);
            foreach (IGrouping<Expression, Variable> names in mentioned.Where(m => met.Add(m.Key) && zero.Contains(m.Key) && m.Count() == 1 && m.Single().Equals(m.Key)))
            {
                if (statement is Bulk { MayOverwrite: true, IsAdded: true, Destination: Variable filled } && filled.Equals(names.Key))
                {
                    calls.Add(statement);
                }
                else if (Traversal.All([statement]).OfType<Store>().FirstOrDefault(s => s.Array.Equals(names.Key)) is { Sign: not 0 } only && IsEachOnce(EquatableArray.Of(statement), only, []))
                {
                    once.Add(only);
                }
            }
        }

        stored = StoreFirst(backward.Map(Overwriting), once);
        return StoreFirst(forward.Map(Overwriting), once);

        Statement Overwriting(Statement s) => calls.Exists(c => ReferenceEquals(c, s)) ? (Bulk)s with { IsAdded = false } : s;
    }

    private static EquatableArray<Statement> StoreFirst(EquatableArray<Statement> block, HashSet<Store> once) => block.Map(s => s is Store store && once.Contains(store)
        ? store with { Sign = 0, Value = store.Sign > 0 ? store.Value : Simplification.Simplify(-store.Value) }
        : Traversal.Map(s, e => e, inner => StoreFirst(inner, once)));

    /// <summary>Whether the loops around an addition lead to each element once at most.</summary>
    public static bool IsEachOnce(EquatableArray<Statement> block, Store store, List<Loop> around)
    {
        foreach (Statement statement in block)
        {
            if (ReferenceEquals(statement, store))
            {
                return IsEachOnce(store.Indices, around);
            }

            if (statement is Loop loop && IsEachOnce(loop.Body, store, [.. around, loop]))
            {
                return true;
            }

            if (statement is If branch && (IsEachOnce(branch.Then, store, around) || IsEachOnce(branch.Else, store, around)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Each counter has an index of its own, or the last two share one as the row and the column of a table.</summary>
    private static bool IsEachOnce(EquatableArray<Expression> indices, List<Loop> around)
    {
        List<Counting> countings = [.. around.Select(Counting.Of).OfType<Counting>()];
        if (countings.Count < around.Count || around.Count == 0)
        {
            return around.Count == 0;
        }

        if (countings.TrueForAll(c => indices.Contains(c.Counter.Inner)))
        {
            return true;
        }

        return indices.Count == 1 && around.Count == 2 && indices[0] is Binary { Operator: BinaryOperator.Add, Left: Binary { Operator: BinaryOperator.Multiply } row, Right: var column }
            && column.Equals(countings[1].Counter.Inner) && row.Left.Equals(countings[0].Counter.Inner) && IsBelow(countings[1], row.Right) && IsTheSame(row.Right, around[0]);
    }

    /// <summary>Whether a loop counts among the numbers from 0 to below a width.</summary>
    private static bool IsBelow(Counting column, Expression width)
    {
        Expression first = column.Step > 0 ? column.Counter.Initial : column.Bound, last = column.Step > 0 ? column.Bound : column.Counter.Initial;
        Expression end = column.Step > 0 && !column.IsInclusive ? last : Integers.Plus(last, 1);
        return first is Constant { Number: >= 0 } && end.Equals(width);
    }

    /// <summary>Whether rows are as wide in each iteration: with widths of their own, they may overlap.</summary>
    private static bool IsTheSame(Expression width, Loop rows) =>
        Offset.IsFixed(width, [.. Traversal.Definitions(rows.Body), .. rows.Carried.Select(c => c.Inner)]);
}
