using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>
/// Records of a few values, as many whenever the method runs, lie on the stack: what is gone with the method need not be asked
/// of a pool. Their memory is that of a pool in this too, that each element is written before it is read.
/// </summary>
internal static class ShortRecords
{
    /// <summary>
    /// Most bytes that the records of a method take of the stack in all: compiled code sets them to zero first, which takes as long
    /// for 8 KiB as one record's way to a pool and back; and a method may be called deep in others, by a thread of 1 MiB.
    /// </summary>
    private const int MostOnStack = 1024;

    /// <param name="forward">The forward code, in which records are opened.</param>
    /// <param name="backward">The backward code of the same method.</param>
    /// <param name="known">An expression by the numbers that are known of it.</param>
    public static (EquatableArray<Statement> Forward, EquatableArray<Statement> Backward) OnStack(
        EquatableArray<Statement> forward, EquatableArray<Statement> backward, Func<Expression, Expression> known)
    {
        if (!forward.Any(s => s is Open))
        {
            return (forward, backward);
        }

        Dictionary<Variable, Allocate> rooms = [];
        Dictionary<Variable, Expression> rows = [];
        double left = MostOnStack;
        foreach (Short record in Find(forward, backward, known).OrderBy(r => r.Bytes).TakeWhile(r => (left -= r.Bytes) >= 0))
        {
            rooms.Add(record.Tape, record.Room);
            record.Names.ForEach(name => rows.Add(name, record.Room.Target));
        }

        if (forward.OfType<Open>().LastOrDefault(o => rooms.ContainsKey(o.Target)) is { } last)
        {
            rooms[last.Target] = rooms[last.Target] with { IsCleared = true }; // which leaves the registers clean that all of them are made with
        }

        return (Moved(forward), Moved(backward));

        EquatableArray<Statement> Moved(EquatableArray<Statement> block) => block
            .Where(s => !(s is Let name && rows.ContainsKey(name.Target)))
            .Select(s => s is Open open && rooms.TryGetValue(open.Target, out Allocate room) ? room : Traversal.Map(s, e => e.Substitute(rows), Moved))
            .ToEquatableArray();
    }

    /// <summary>Records that take room once, so much in any case, and do nothing else.</summary>
    private static IEnumerable<Short> Find(EquatableArray<Statement> forward, EquatableArray<Statement> backward, Func<Expression, Expression> known)
    {
        EquatableArray<Statement> code = new([.. forward, .. backward]);
        ILookup<Variable, Let> rows = Once(code).Where(l => l.Value is Invoke).ToLookup(l => ((Invoke)l.Value).Receiver);
        ILookup<Variable, Variable> uses = Traversal.Nodes(code).OfType<Variable>().ToLookup(v => v);
        foreach (Variable tape in forward.OfType<Open>().Select(o => o.Target))
        {
            List<Let> taken = [.. rows[tape].Where(l => ((Invoke)l.Value).Member == "Take")], back = [.. rows[tape].Where(l => ((Invoke)l.Value).Member == "Back")];
            if (taken.Count == 1 && taken.Count + back.Count == uses[tape].Count() && taken[0].Target.Type.Element is { IsPrimitive: true } element
                && known(((Invoke)taken[0].Value).Arguments[0]) is Constant { Number: >= 0 and var count } size)
            {
                yield return new(tape, new(taken[0].Target, null, EquatableArray.Of<Expression>(size), Place.Stack), [.. taken.Concat(back).Select(l => l.Target)], count * element.Size);
            }
        }
    }

    /// <summary>The lines that run at most once: in a loop, the stack would grow with every iteration.</summary>
    private static IEnumerable<Let> Once(EquatableArray<Statement> block) => block.SelectMany(s => s switch
    {
        Let line => [line],
        If branch => Once(branch.Then).Concat(Once(branch.Else)),
        _ => Enumerable.Empty<Let>(),
    });

    /// <summary>A record that may lie on the stack.</summary>
    /// <param name="Tape">What keeps it otherwise.</param>
    /// <param name="Room">What makes it there.</param>
    /// <param name="Names">What the code calls it where it is made, and where it is found again.</param>
    /// <param name="Bytes">How many it takes.</param>
    private sealed record Short(Variable Tape, Allocate Room, List<Variable> Names, double Bytes);
}
