using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// Gives the backward code what it reads of the iterations that are over: what is cheap to compute from what still stands is
/// computed again, anything else is recorded. The choice is made here, value by value; its prices are in <see cref="Recomputing"/>.
/// </summary>
internal sealed class Recall(States states, Settled atEnd, FreshVariables fresh)
{
    private readonly List<Statement> _opened = [];

    public (EquatableArray<Statement> Forward, EquatableArray<Statement> Backward) Keep(EquatableArray<Statement> forward, EquatableArray<Statement> backward)
    {
        (EquatableArray<Statement> kept, EquatableArray<Statement> recalling) = Keep(forward, backward, atEnd);
        return (_opened.Concat(kept).ToEquatableArray(), recalling);
    }

    /// <summary>A stretch of forward code, and the backward code that runs when all of it has run.</summary>
    private (EquatableArray<Statement> Forward, EquatableArray<Statement> Backward) Keep(
        EquatableArray<Statement> forward, EquatableArray<Statement> backward, Settled settled)
    {
        foreach (Loop unwinding in LoopsOf(backward).Where(l => l.Unwinds is not null).ToList())
        {
            Loop loop = LoopsOf(forward).Single(l => l.Id == unwinding.Unwinds);
            (List<Statement> recording, List<Statement> replaying) = Keep(loop, unwinding, settled);
            forward = Replace(forward, loop, recording);
            backward = Replace(backward, unwinding, replaying);
        }

        foreach (Loop fused in LoopsOf(forward).Where(l => l.Body.Any(s => s is Turn)).ToList())
        {
            int turn = fused.Body.ToList().FindIndex(s => s is Turn);
            (EquatableArray<Statement> before, EquatableArray<Statement> after) =
                Keep(fused.Body.Take(turn).ToEquatableArray(), fused.Body.Skip(turn + 1).ToEquatableArray(), settled.With(states.AfterIteration(fused)));
            forward = Replace(forward, fused, [fused with { Body = new([.. before, new Turn(), .. after]) }]);
        }

        return Exposure.Expose(forward, backward, fresh);
    }

    /// <summary>The loops of a stretch, those in its branches included; not those inside other loops.</summary>
    private static IEnumerable<Loop> LoopsOf(EquatableArray<Statement> block) => block.SelectMany(s => s switch
    {
        Loop loop => [loop],
        If branch => LoopsOf(branch.Then).Concat(LoopsOf(branch.Else)),
        _ => Enumerable.Empty<Loop>(),
    });

    private static EquatableArray<Statement> Replace(EquatableArray<Statement> block, Loop loop, IReadOnlyList<Statement> by) => block.SelectMany(s => s switch
    {
        Loop found when found.Id == loop.Id => by,
        If branch => [branch with { Then = Replace(branch.Then, loop, by), Else = Replace(branch.Else, loop, by) }],
        _ => new[] { s },
    }).ToEquatableArray();

    private (List<Statement> Recording, List<Statement> Replaying) Keep(Loop loop, Loop unwinding, Settled settled)
    {
        (EquatableArray<Statement> body, EquatableArray<Statement> back) = Keep(loop.Body, unwinding.Body, settled);
        Dictionary<Variable, Expression> known = [];
        Counting? counting = Counting.Of(loop);
        if (counting is not null)
        {
            known.Add(counting.Counter.Inner, unwinding.Carried[0].Inner);
        }

        Expression place = counting is null ? Integers.Plus(unwinding.Carried[0].Inner, -1) : counting.Position(unwinding.Carried[0].Inner);
        foreach (Carry carry in loop.Carried.Where(c => !known.ContainsKey(c.Inner) && c.Inner.Type == IRType.Int32 && place.Type == IRType.Int32))
        {
            if (Counting.StepOf(carry, loop) is { } step && (counting is not null || carry.Initial.IsLeaf))
            {
                known.Add(carry.Inner, Integers.Sum(carry.Initial, Integers.Times(place, step)));
            }
        }

        HashSet<Variable> own = [.. body.SelectMany(Traversal.Targets), .. loop.Carried.Select(c => c.Inner)];
        Recomputing recomputing = new(body, settled, own);
        List<Variable> wanted = Traversal.Free(back, unwinding.Carried.Select(c => c.Next)).FindAll(v => own.Contains(v) && !known.ContainsKey(v));
        (List<Variable> recorded, List<Let> computed) = recomputing.Choose(wanted, known.Keys);
        Tapes tapes = new(counting, unwinding.Carried[0].Inner, fresh, _opened);
        foreach (Variable variable in recorded)
        {
            known.Add(variable, tapes.Record(variable));
        }

        List<Statement> again = [.. tapes.Replays];
        foreach (Let line in computed)
        {
            Variable copy = fresh.Like(line.Target);
            again.Add(new Let(copy, Substitute(Recomputing.WithoutStates(line.Value), known)));
            known.Add(line.Target, copy);
        }

        Loop kept = loop with { Body = tapes.Recording(body, loop.Carried) };
        Loop recalling = unwinding with
        {
            Body = again.Concat(Traversal.Map(back, e => Substitute(e, known))).ToEquatableArray(),
            Carried = unwinding.Carried.Map(c => c with { Next = Substitute(c.Next, known) }),
        };
        return ([.. tapes.Before, kept], [.. tapes.Back, recalling]);
    }

    private static Expression Substitute(Expression expression, Dictionary<Variable, Expression> values) => expression.Variables.Any(values.ContainsKey)
        ? expression.Rewrite(n => n is Variable variable && values.TryGetValue(variable, out Expression value) ? value : n)
        : expression;
}
