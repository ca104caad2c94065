using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>
/// Runs two loops of the backward code that follow each other, over the same range, as one, where the second takes up, element
/// by element, what the first leaves in an array. What passes from one to the other then need not go through memory.
/// </summary>
/// <param name="memories">What arrays name.</param>
/// <param name="read">All variables that the code reads.</param>
internal sealed class Merging(Memories memories, HashSet<Variable> read)
{
    public EquatableArray<Statement> Merge(EquatableArray<Statement> block)
    {
        List<Statement> lines = [.. block.Select(s => Traversal.Map(s, e => e, Merge))];
        for (int i = 1; i < lines.Count; i++)
        {
            if (lines[i - 1] is Loop first && lines[i] is Loop second && Merge(first, second) is { } one)
            {
                lines[i - 1] = one;
                lines.RemoveAt(i--);
            }
        }

        return lines.ToEquatableArray();
    }

    private Loop? Merge(Loop first, Loop second)
    {
        if (!IsPlain(first) || !IsPlain(second) || Counting.Of(first) is not { } one || Counting.Of(second) is not { Counter.Next: not Variable } two
            || !IsSameRange(one, two) || read.Contains(two.Counter.Outer) || Traversal.Free([second], []).Intersect(Traversal.Targets(first)).Any())
        {
            return null;
        }

        Variable counter = one.Counter.Inner;
        Dictionary<Variable, Expression> names = new() { [two.Counter.Inner] = counter };
        Dictionary<Expression, Variable> known = Known(first.Body, memories.Written([first, second]));
        EquatableArray<Statement> rest = second.Body.SelectMany(s => Renamed(s, names, known)).ToEquatableArray();
        HashSet<Variable> own = [.. Traversal.Definitions([first, second])];
        own.Remove(counter);
        return TakesUp(Accesses(first.Body), Accesses(rest), index => Offset.Of(index, counter, own) is not null)
            ? first with
            {
                Body = new([.. first.Body, .. rest]),
                Carried = new([.. first.Carried, .. second.Carried.Where(c => c != two.Counter).Select(c => c with { Next = c.Next.Substitute(names) })]),
            }
            : null;
    }

    /// <summary>The elements that an iteration has read and that no iteration writes, each with its name.</summary>
    private Dictionary<Expression, Variable> Known(EquatableArray<Statement> body, HashSet<Expression> written)
    {
        Dictionary<Expression, Variable> known = [];
        foreach (Let let in body.OfType<Let>().Where(l => l.Value is Load load && !written.Contains(memories.Of(load.Array)) && !known.ContainsKey(load)))
        {
            known.Add(let.Value, let.Target);
        }

        return known;
    }

    /// <summary>A line of the second loop in names of the first; nothing where it only names what has a name.</summary>
    private static IEnumerable<Statement> Renamed(Statement line, Dictionary<Variable, Expression> names, Dictionary<Expression, Variable> known)
    {
        if (line is Let let && known.TryGetValue(let.Value.Substitute(names), out Variable name))
        {
            names.Add(let.Target, name);
            return [];
        }

        return Traversal.Map(EquatableArray.Of(line), e => e.Substitute(names));
    }

    /// <summary>Lines and branches alone, of which nothing else takes notice.</summary>
    private static bool IsPlain(Loop loop) => loop.Unwinds is not null && Traversal.All(loop.Body).All(s => s is Let or Store or If)
        && !Traversal.Nodes(loop.Body).Any(n => n is Invoke or Opaque);

    private static bool IsSameRange(Counting one, Counting two) => one.Counter.Inner.Type == two.Counter.Inner.Type && one.Step == two.Step
        && one.Counter.Initial.Equals(two.Counter.Initial) && one.Trips().Equals(two.Trips());

    /// <summary>
    /// Whether the second loop reads what the first has written, and neither sees whether the other's iterations have all been
    /// run: both keep, in an iteration, to the same element of what they share, or only add to it.
    /// </summary>
    private bool TakesUp(List<Access> first, List<Access> second, Func<Expression, bool> isOwnPlace)
    {
        bool isTaken = false;
        foreach (IGrouping<Expression, Access> shared in first.Concat(second).GroupBy(a => memories.Of(a.Array)))
        {
            List<Access> before = first.FindAll(shared.Contains), after = second.FindAll(shared.Contains);
            if (before.Count == 0 || after.Count == 0 || shared.All(a => a.Kind == AccessKind.Read) || shared.All(a => a.Kind == AccessKind.Addition))
            {
                continue;
            }

            Access place = before[0];
            if (!place.Indices.Any(isOwnPlace) || !shared.All(a => a.Array.Equals(place.Array) && a.Indices.Equals(place.Indices)))
            {
                return false;
            }

            isTaken |= before.Exists(a => a.Kind != AccessKind.Read) && after.Exists(a => a.Kind == AccessKind.Read);
        }

        return isTaken;
    }

    private static List<Access> Accesses(EquatableArray<Statement> body) =>
    [
        .. Traversal.Nodes(body).OfType<Load>().Select(l => new Access(l.Array, l.Indices, AccessKind.Read)),
        .. Traversal.All(body).OfType<Store>().Select(s => new Access(s.Array, s.Indices, s.Sign == 0 ? AccessKind.Overwriting : AccessKind.Addition)),
    ];

    private enum AccessKind { Read, Addition, Overwriting }

    private sealed record Access(Expression Array, EquatableArray<Expression> Indices, AccessKind Kind);
}
