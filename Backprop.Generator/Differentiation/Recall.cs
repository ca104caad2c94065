using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// Gives the backward code what it reads of the iterations that are over: what is cheap to compute from what still stands is
/// computed again, anything else is recorded. The choice is made here, value by value; its prices are in <see cref="Recomputing"/>.
/// </summary>
/// <param name="states">What arrays hold where iterations end.</param>
/// <param name="atEnd">What still stands when the whole function has run.</param>
/// <param name="fillsWhole">Whether a loop goes through all elements of an array.</param>
/// <param name="isMade">Whether an array is one that the method makes, so that it is there.</param>
/// <param name="segmenting">Which loops are run again in segments.</param>
/// <param name="isOneMethod">Whether the backward code stands in the same method, and finds the forward code's locals.</param>
/// <param name="fresh">Makes variables.</param>
internal sealed class Recall(
    States states, Settled atEnd, Func<Loop, Variable, bool> fillsWhole, Func<Expression, bool> isMade, Segmenting segmenting, bool isOneMethod, FreshVariables fresh)
{
    /// <summary>Where records are opened that the forward code fills, and those that the backward code itself fills.</summary>
    private readonly List<Statement> _opened = [], _openedAgain = [];

    /// <summary>Where those are opened that the code at hand fills.</summary>
    private List<Statement>? _open;

    /// <summary>What an iteration of a loop around defines, which is gone when its backward part runs.</summary>
    private readonly Stack<HashSet<Variable>> _gone = [];

    /// <summary>What loops record.</summary>
    public List<LoopRecord> Records { get; } = [];

    public (EquatableArray<Statement> Forward, EquatableArray<Statement> Backward) Keep(EquatableArray<Statement> forward, EquatableArray<Statement> backward)
    {
        Stretch whole = Keep(new(forward, backward), atEnd, new(), (stretch, row) => isOneMethod ? stretch.Shared(row) : stretch.Taken(row));
        return (_opened.Concat(whole.Forward).ToEquatableArray(), _openedAgain.Concat(whole.Backward).ToEquatableArray());
    }

    /// <summary>A stretch of forward code, and the backward code that runs when all of it has run.</summary>
    /// <param name="stretch">Both as they read each other's variables.</param>
    /// <param name="settled">What still stands.</param>
    /// <param name="snapshots">Records of arrays around.</param>
    /// <param name="place">Gives a row its room here, or leaves it to what stands around.</param>
    /// <param name="lengths">How long arrays are that the backward code does not find any more; null where it finds all.</param>
    private Stretch Keep(Stretch stretch, Settled settled, Snapshots snapshots, Func<Stretch, Row, Stretch> place, Lengths? lengths = null)
    {
        foreach ((Loop loop, Snapshots known) in snapshots.Along(stretch.Forward).ToList())
        {
            if (stretch.Backward.Loops().FirstOrDefault(l => l.Unwinds == loop.Id) is { } unwinding)
            {
                stretch = loop.Checkpoint is null || Segment(stretch, loop, unwinding, settled, known) is not { } segmented
                    ? Keep(stretch, loop, unwinding, settled, known)
                    : segmented;
            }
            else if (loop.Body.Any(s => s is Turn))
            {
                stretch = KeepFused(stretch, loop, settled.With(states.AfterIteration(loop)));
            }
            else if (Traversal.All(loop.Body).Any(s => s is Turn))
            {
                stretch = KeepFused(stretch, loop, settled); // all that is to be undone is undone by loops inside
            }
        }

        stretch = stretch.Rows.Aggregate(stretch, place);
        stretch = lengths is null ? stretch : stretch with { Backward = Traversal.Map(stretch.Backward, lengths.WithoutGone) };
        (EquatableArray<Statement> forward, EquatableArray<Statement> backward) = Exposure.Expose(stretch.Forward, stretch.Backward, fresh);
        return stretch with { Forward = forward, Backward = backward };
    }

    /// <summary>Each iteration's records are read before the next begins: it takes the same room.</summary>
    private Stretch KeepFused(Stretch around, Loop fused, Settled settled)
    {
        EquatableArray<Statement> body = fused.Body.TakeWhile(s => s is not Turn).ToEquatableArray();
        IEnumerable<Statement> turn = fused.Body.Skip(body.Count).Take(1);
        HashSet<Variable> own = [.. Traversal.Definitions(fused.Body), .. fused.Carried.Select(c => c.Inner)];
        Stretch inside = Keep(
            new(body, fused.Body.Skip(body.Count + 1).ToEquatableArray()), settled, new(),
            (stretch, row) => IsAskedBefore(stretch, row, own) ? stretch : stretch.Taken(row));
        EquatableArray<Statement> backward = inside.Backward;
        foreach (Row row in inside.Rows)
        {
            backward = Traversal.Map(backward, e => e.Substitute(new() { [row.Read] = row.Write }));
        }

        Loop kept = fused with { Body = new([.. inside.Forward, .. turn, .. backward]) };
        IEnumerable<Row> rows = inside.Rows.Select(r => r with { LoopId = fused.Id, Read = r.Write });
        return new(around.Forward.Replace(fused.Id, [kept]), around.Backward) { Rows = new([.. around.Rows, .. rows]) };
    }

    /// <summary>
    /// Whether room can be taken before the loop around: how much is the same in each iteration, and can be asked whatever these
    /// do. A branch or a guard may stand before a divisor that is zero, or an array that is not there.
    /// </summary>
    /// <param name="iteration">An iteration.</param>
    /// <param name="row">What takes room in it.</param>
    /// <param name="own">What changes with the iteration.</param>
    private bool IsAskedBefore(Stretch iteration, Row row, HashSet<Variable> own)
    {
        List<Statement> before = [.. iteration.Forward.TakeWhile(s => !(s is Loop loop && loop.Id == row.LoopId))];
        bool isGuarded = before.Count == iteration.Forward.Count || Traversal.All(before).Any(s => s is Throw or Run { Effect: Opaque });
        return !row.Count.Variables.Any(own.Contains) && row.Count.Walk().All(n => n switch
        {
            Length length => !isGuarded || length.Array.Type.IsSpan || isMade(length.Array),
            Binary { Operator: BinaryOperator.Divide, Right: Constant } or Call { Name: "Max" or "Min" } => true,
            _ => !Traversal.HasEffect(n),
        });
    }

    private Stretch Keep(Stretch around, Loop loop, Loop unwinding, Settled settled, Snapshots snapshots)
    {
        Counting? counting = Counting.Of(loop);
        Variable backwards = unwinding.Carried[0].Inner;
        Dictionary<Variable, Expression> known = Counters(loop, counting, backwards);
        HashSet<Variable> changing = [.. Traversal.Definitions(loop.Body), .. loop.Carried.Select(c => c.Inner)];
        _gone.Push(changing);
        Stretch inside = Keep(
            new(loop.Body, unwinding.Body), settled, new(snapshots),
            (stretch, row) => counting is not null && IsAskedBefore(stretch, row, changing) ? stretch : stretch.Taken(row),
            new(loop.Body, atEnd, isIteration: true));
        _gone.Pop();
        List<Row> rows = [];
        foreach (Row row in inside.Rows)
        {
            // One row for each iteration, all taken at once.
            Row all = row.Times(counting!, fresh) with { LoopId = loop.Id };
            inside = new(
                new([row.Part(row.Write, all.Write, counting!.Position(counting.Counter.Inner)), .. inside.Forward]),
                new([row.Part(row.Read, all.Read, counting.Position(backwards)), .. inside.Backward]));
            rows.Add(all);
        }

        HashSet<Variable> own = [.. inside.Forward.SelectMany(Traversal.Targets), .. loop.Carried.Select(c => c.Inner)];
        Recomputing recomputing = new(inside.Forward, settled, snapshots, own);
        List<Variable> wanted = Traversal.Free(inside.Backward, unwinding.Carried.Select(c => c.Next)).FindAll(v => own.Contains(v) && !known.ContainsKey(v));
        (List<Variable> recorded, List<Let> computed) = recomputing.Choose(wanted, known.Keys);
        Tapes tapes = new(loop, counting, backwards, fresh, _open ?? _opened);
        foreach (Variable variable in recorded)
        {
            known.Add(variable, tapes.Record(variable));
            snapshots.Add(tapes, variable, settled, fillsWhole);
        }

        Note(loop, recorded, inside.Forward);
        List<Statement> again = [.. tapes.Replays];
        foreach (Let line in computed)
        {
            Variable copy = fresh.Like(line.Target);
            again.Add(new Let(copy, snapshots.Read(line.Value).Substitute(known)));
            known.Add(line.Target, copy);
        }

        Loop kept = loop with { Body = tapes.Recording(inside.Forward, loop.Carried) };
        Loop recalling = unwinding with
        {
            Body = again.Concat(Traversal.Map(inside.Backward, e => e.Substitute(known))).ToEquatableArray(),
            Carried = unwinding.Carried.Map(c => c with { Next = c.Next.Substitute(known) }),
        };
        return new(around.Forward.Replace(loop.Id, [kept]), around.Backward.Replace(unwinding.Id, [recalling])) { Rows = new([.. around.Rows, .. rows, .. tapes.Rows]) };
    }

    /// <summary>Notes what is recorded; the reasons are told of a method's gradient, not of its halves as well.</summary>
    private void Note(Loop loop, List<Variable> recorded, EquatableArray<Statement> body)
    {
        List<RecordedValue> each = [.. Reasons.Copies(loop.Body)];
        each.AddRange(isOneMethod ? segmenting.Reasons.Of(recorded, loop, body) : recorded.Select(v => new RecordedValue(v.Name, v.Type, "")));
        if (each.Count > 0)
        {
            Records.Add(new(loop.Id, each.ToEquatableArray(), null, _gone.Count > 0));
        }
    }

    /// <summary>The same for a loop that keeps what it stands at now and then; null where it would record nothing, or cannot run again.</summary>
    private Stretch? Segment(Stretch around, Loop loop, Loop unwinding, Settled settled, Snapshots snapshots)
    {
        Recall trial = new(states, atEnd, fillsWhole, isMade, segmenting, isOneMethod, fresh);
        trial.Keep(around, loop with { Checkpoint = null, Body = Segments.Unmarked(loop.Body) }, unwinding, settled, new(snapshots));
        if (trial.Records.Count == 0 || !segmenting.MayRunAgain(loop, settled, _gone))
        {
            return null;
        }

        Segments segments = new(segmenting.Own(loop), loop, unwinding, fresh);
        List<Statement>? open = _open;
        _open = isOneMethod ? _opened : _openedAgain;
        Stretch segment = Keep(
            new(EquatableArray.Of<Statement>(segments.Again), EquatableArray.Of<Statement>(segments.Unwinding)), settled, new(snapshots),
            (stretch, row) => stretch.Taken(row));
        _open = open;
        (Loop kept, IReadOnlyList<Statement> backward) = segments.Join(segment, segmenting.ArraysOf(loop));
        (open ?? _opened).AddRange(segments.Opened);
        (isOneMethod ? _opened : _openedAgain).AddRange(segments.OpenedAgain);
        Records.Add(segments.Recorded(Records) with { IsNested = _gone.Count > 0 });
        return around with { Forward = around.Forward.Replace(loop.Id, [kept]), Backward = around.Backward.Replace(unwinding.Id, backward) };
    }

    /// <summary>What counts, by what counts the iterations in the other direction.</summary>
    private static Dictionary<Variable, Expression> Counters(Loop loop, Counting? counting, Variable backwards)
    {
        Dictionary<Variable, Expression> known = [];
        if (counting is not null)
        {
            known.Add(counting.Counter.Inner, backwards);
        }

        Expression place = counting is null ? Integers.Plus(backwards, -1) : counting.Position(backwards);
        foreach (Carry carry in loop.Carried.Where(c => !known.ContainsKey(c.Inner) && c.Inner.Type == IRType.Int32 && place.Type == IRType.Int32))
        {
            if (Counting.StepOf(carry, loop) is { } step && (counting is not null || carry.Initial.IsLeaf))
            {
                known.Add(carry.Inner, Integers.Sum(carry.Initial, Integers.Times(place, step)));
            }
        }

        return known;
    }
}
