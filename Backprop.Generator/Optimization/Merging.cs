using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>
/// Runs two loops of the backward code that follow each other, over the same range, as one, where the second takes up, element
/// by element, what the first leaves in an array. What passes from one to the other then need not go through memory.
/// </summary>
internal sealed class Merging
{
    private readonly Memories _memories;

    /// <summary>All variables that the code reads.</summary>
    private readonly HashSet<Variable> _read;

    /// <summary>How long arrays are that the code makes.</summary>
    private readonly Dictionary<Expression, Expression> _lengths;

    /// <param name="memories">What arrays name.</param>
    /// <param name="code">All of it.</param>
    public Merging(Memories memories, IReadOnlyList<Statement> code)
    {
        _memories = memories;
        _read = [.. Traversal.Nodes(code).OfType<Variable>()];
        _lengths = Traversal.All(code).OfType<Allocate>().Where(a => a.Sizes.Count == 1 && a.Sizes[0].IsLeaf).GroupBy(a => a.Target)
            .ToDictionary(made => (Expression)new Length(made.Key, null), made => made.First().Sizes[0]);
    }

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
            || !IsSameRange(one, two) || _read.Contains(two.Counter.Outer) || Traversal.Free([second], []).Intersect(Traversal.Targets(first)).Any())
        {
            return null;
        }

        Variable counter = one.Counter.Inner;
        Dictionary<Variable, Expression> names = new() { [two.Counter.Inner] = counter };
        Dictionary<Expression, Variable> known = Known(first.Body, _memories.Written([first, second]));
        EquatableArray<Statement> rest = second.Body.SelectMany(s => Renamed(s, names, known)).ToEquatableArray();
        HashSet<Variable> own = [.. Traversal.Definitions([first, second])];
        own.Remove(counter);
        return TakesUp(Accesses(first, first.Body), Accesses(second, rest), index => Offset.Of(index, counter, own) is not null)
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
        foreach (Let let in body.OfType<Let>().Where(l => l.Value is Load load && !written.Contains(_memories.Of(load.Array)) && !known.ContainsKey(load)))
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

    /// <summary>Lines, branches and loops alone, of which nothing else takes notice; of calls, those that find an iteration's part of a record.</summary>
    private static bool IsPlain(Loop loop)
    {
        List<Statement> all = [.. Traversal.All(loop.Body)];
        HashSet<Expression> records = [.. all.OfType<Let>().Where(l => Row.IsPart(l.Value)).Select(l => l.Target)];
        return loop.Unwinds is not null && all.TrueForAll(s => s is Let or Store or If or Loop && !(s is Store store && records.Contains(store.Array)))
            && all.SelectMany(Traversal.Expressions).Where(e => !Row.IsPart(e)).SelectMany(e => e.Walk()).All(n => n is not (Invoke or Opaque));
    }

    private bool IsSameRange(Counting one, Counting two) => one.Counter.Inner.Type == two.Counter.Inner.Type && one.Step == two.Step
        && Sized(one.Counter.Initial).Equals(Sized(two.Counter.Initial)) && Sized(one.Trips()).Equals(Sized(two.Trips()));

    private Expression Sized(Expression number) => number.Rewrite(n => _lengths.TryGetValue(n, out Expression size) ? size : n);

    /// <summary>
    /// Whether the second loop reads what the first has written, and neither sees whether the other's iterations have all been
    /// run: both keep, in an iteration, to the same element of what they share, or only add to it.
    /// </summary>
    private bool TakesUp(List<Access> first, List<Access> second, Func<Expression, bool> isOwnPlace)
    {
        bool isTaken = false;
        foreach (IGrouping<Expression, Access> shared in first.Concat(second).GroupBy(a => _memories.Of(a.Array)))
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

    private static List<Access> Accesses(Loop loop, EquatableArray<Statement> body) =>
    [
        .. Traversal.Nodes(body).Concat(loop.Carried.SelectMany(c => c.Next.Walk())).OfType<Load>().Select(l => new Access(l.Array, l.Indices, AccessKind.Read)),
        .. Traversal.All(body).OfType<Store>().Select(s => new Access(s.Array, s.Indices, s.Sign == 0 ? AccessKind.Overwriting : AccessKind.Addition)),
    ];

    private enum AccessKind { Read, Addition, Overwriting }

    private sealed record Access(Expression Array, EquatableArray<Expression> Indices, AccessKind Kind);
}
