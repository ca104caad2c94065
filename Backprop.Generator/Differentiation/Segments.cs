using Backprop.Generator.IR;
using Backprop.Generator.Optimization;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// A loop that keeps what it starts from now and then, and is run once more in between when it is unwound. Segments grow by
/// an iteration each: n iterations make about √(2n) of them, however many n turns out to be, and none is longer.
/// </summary>
/// <remarks>
/// The backward part goes through the segments, last first. It takes up what a segment has started from, runs its iterations
/// again, which now record as those of any loop that is unwound, and unwinds them. Arrays that the loop writes to are put
/// back to what they held as well, and in the end to what they held before the backward part.
/// </remarks>
internal sealed class Segments
{
    private readonly Loop _own;
    private readonly Loop _unwinding;
    private readonly Counting? _counting;
    private readonly FreshVariables _fresh;

    /// <summary>By what the loop hands on, what a segment starts from.</summary>
    private readonly Dictionary<Variable, Variable> _starts = [];

    /// <summary>Where the counter comes to at a segment's end; of a loop without one, how many iterations the segment has.</summary>
    private readonly Variable _end;

    /// <param name="own">The loop as the method has it.</param>
    /// <param name="written">The same with a name for all that the backward code reads.</param>
    /// <param name="unwinding">What unwinds it.</param>
    /// <param name="fresh">Makes variables.</param>
    public Segments(Loop own, Loop written, Loop unwinding, FreshVariables fresh)
    {
        (_own, _unwinding, _fresh, _counting) = (own, unwinding, fresh, Counting.Of(own));
        _end = _counting is null ? fresh.New(IRType.Int32, "trips") : fresh.New(_counting.Counter.Inner.Type, "end");
        HashSet<Variable> lowered = [.. Lowered(own.Test)];
        foreach (Variable inner in own.Carried.Select(c => c.Inner).Where(v => v.StateOf is null && !lowered.Contains(v)))
        {
            _starts.Add(inner, fresh.Like(inner));
        }

        Again = RunAgain(written, lowered);
        Unwinding = Unwind();
    }

    /// <summary>The iterations of one segment, once more.</summary>
    public Loop Again { get; }

    /// <summary>What unwinds them.</summary>
    public Loop Unwinding { get; }

    /// <summary>What keeps the starts of segments, to be opened where the forward code begins.</summary>
    public List<Statement> Opened { get; } = [];

    /// <summary>The same for what arrays hold in the end, where the backward code begins.</summary>
    public List<Statement> OpenedAgain { get; } = [];

    /// <summary>What is kept at the start of each segment: numbers, and whole arrays.</summary>
    public List<Variable> Kept { get; } = [];

    /// <summary>The loop with what it keeps, and the backward code that goes through the segments.</summary>
    /// <param name="segment">The iterations of one segment and what unwinds them, with their records.</param>
    /// <param name="arrays">Those that the loop writes to, and that outlive an iteration.</param>
    public (Loop Forward, IReadOnlyList<Statement> Backward) Join(Stretch segment, IReadOnlyList<Variable> arrays)
    {
        Variable number = _fresh.New(IRType.Int32, "segment");
        Variable segments = _fresh.New(IRType.Int32, "segments"), rest = _fresh.New(IRType.Int32, "rest");
        (Carry before, Carry left) = Ends(number, segments, rest);
        List<Carry> carried = [before, left, .. Unwinding.Carried.Skip(1).Select((c, i) => new Carry((Variable)c.Initial, _unwinding.Carried[i + 1].Initial, c.Outer, _unwinding.Carried[i + 1].Outer))];
        EquatableArray<Statement> body = DeadCode.Remove(
            new([.. Stateless.Of(Numbering.Without(segment.Forward)), new Turn(), .. segment.Backward]), carried.Select(c => c.Next));
        HashSet<Variable> read = [.. Traversal.Free(body, carried.Select(c => c.Next))];

        List<Statement> keeping = [], starting = [], ending = [], closing = [];
        foreach (KeyValuePair<Variable, Variable> start in _starts.Where(s => read.Contains(s.Value)))
        {
            Variable tape = Open(start.Key, "Starts", Opened);
            Kept.Add(start.Key);
            keeping.Add(Call(tape, "Push", start.Key));
            starting.Add(new Let(start.Value, new Invoke(start.Value.Type, tape, "Pop", EquatableArray<Expression>.Empty)));
        }

        foreach (Variable array in arrays)
        {
            string all = array.Type.Rank == 1 && !array.Type.Element!.IsArray ? "" : "All";
            Variable tape = Open(array, "Starts", Opened), last = Open(array, "End", OpenedAgain);
            Kept.Add(array);
            keeping.Add(Call(tape, "Keep" + all, array));
            starting.Add(Call(tape, "Restore" + all, array));
            ending.Add(Call(last, "Keep" + all, array));
            closing.Add(Call(last, "Restore" + all, array));
        }

        Loop through = new(_fresh.LoopId(), carried.ToEquatableArray(), Binary.Of(BinaryOperator.Greater, number, Zero), new([.. starting, .. body]));
        return (Copy(Forward(keeping, segments, rest)), [.. ending, through, .. closing]);
    }

    /// <summary>What has been recorded of the iterations, and what is kept between; taken out of a list of records.</summary>
    public LoopRecord Recorded(List<LoopRecord> records)
    {
        LoopRecord? each = records.Find(r => r.LoopId == Again.Id);
        records.RemoveAll(r => r.LoopId == Again.Id);
        return new(_own.Id, each?.Each ?? EquatableArray<RecordedValue>.Empty, Kept.Select(v => new RecordedValue(v.Name, v.Type, "")).ToEquatableArray(), false);
    }

    private static Constant Zero => Integers.Number(0, IRType.Int32);

    /// <summary>Which segment it is, and where it ends: the last where the loop has ended, any other where the next one starts.</summary>
    private (Carry Number, Carry End) Ends(Variable number, Variable segments, Variable rest)
    {
        Carry counting = new(number, segments, Integers.Plus(number, -1), _fresh.Like(number));
        return _counting is null
            ? (counting, new(_end, segments - (Expression)rest, Integers.Plus(number, -1), _fresh.Like(_end)))
            : (counting, new(_end, Integers.Plus(_unwinding.Carried[0].Initial, _counting.Step), _starts[_counting.Counter.Inner], _fresh.Like(_end)));
    }

    /// <summary>The loop as it runs forward: at a segment's start it keeps what it stands at.</summary>
    private Loop Forward(List<Statement> keeping, Variable segments, Variable rest)
    {
        Variable before = _fresh.Like(segments), more = _fresh.Like(segments), now = _fresh.Like(segments);
        Variable none = _fresh.Like(rest), left = _fresh.Like(rest);
        If start = new(
            Binary.Of(BinaryOperator.Equal, none, Zero),
            new([.. keeping, new Let(more, Integers.Plus(before, 1))]),
            EquatableArray<Statement>.Empty,
            EquatableArray.Of<Merge>(new(left, more, none), new(now, more, before)));
        return _own with
        {
            Checkpoint = null,
            Body = new([start, .. _own.Body]),
            Carried = new([.. _own.Carried, new(before, Zero, now, segments), new(none, Zero, Integers.Plus(left, -1), rest)]),
        };
    }

    private Loop RunAgain(Loop written, HashSet<Variable> lowered)
    {
        List<Carry> carried = [];
        foreach (Carry carry in written.Carried.Where(c => _own.Carried.Any(o => o.Inner == c.Inner)))
        {
            Expression start = _starts.TryGetValue(carry.Inner, out Variable kept) ? kept : lowered.Contains(carry.Inner) ? Constant.False : carry.Initial;
            carried.Add(carry with { Initial = start, Outer = _fresh.Like(carry.Outer) });
        }

        Expression test;
        if (_counting is null)
        {
            Variable trip = _fresh.New(IRType.Int32, "trip");
            carried.Insert(0, new(trip, Zero, Integers.Plus(trip, 1), _fresh.Like(trip)));
            test = Binary.Of(BinaryOperator.Less, trip, _end);
        }
        else
        {
            test = Binary.Of(_counting.Step > 0 ? BinaryOperator.Less : BinaryOperator.Greater, _counting.Counter.Inner, _end);
        }

        return new(_fresh.LoopId(), carried.ToEquatableArray(), test, Unmarked(written.Body));
    }

    private Loop Unwind()
    {
        int step = _counting?.Step ?? 1;
        Expression first = _counting is null ? Zero : _starts[_counting.Counter.Inner];
        Variable inner = _unwinding.Carried[0].Inner;
        Carry counter = new(inner, Integers.Plus(_end, -step), Integers.Plus(inner, -step), _fresh.Like(inner));
        IEnumerable<Carry> cotangents = _unwinding.Carried.Skip(1).Select(c => c with { Initial = _fresh.Like(c.Inner), Outer = _fresh.Like(c.Outer) });
        return _unwinding with
        {
            Id = _fresh.LoopId(),
            Unwinds = Again.Id,
            Carried = cotangents.Prepend(counter).ToEquatableArray(),
            Test = Binary.Of(step > 0 ? BinaryOperator.GreaterOrEqual : BinaryOperator.LessOrEqual, inner, first),
        };
    }

    /// <summary>The same loop with variables of its own inside: those of the method are the ones of the second run.</summary>
    private Loop Copy(Loop loop)
    {
        Dictionary<Variable, Variable> copies = [];
        foreach (Variable inside in Traversal.Definitions(loop.Body).Concat(loop.Carried.Select(c => c.Inner)))
        {
            copies[inside] = _fresh.Like(inside);
        }

        Loop copy = (Loop)Traversal.MapTargets(Traversal.Map(loop, Copied, inner => Traversal.Map(inner, Copied)), v => copies.TryGetValue(v, out Variable other) ? other : v);
        return copy with { Body = Unmarked(copy.Body) };

        Expression Copied(Expression e) => e.Variables.Any(copies.ContainsKey) ? e.Rewrite(n => n is Variable v && copies.TryGetValue(v, out Variable other) ? other : n) : e;
    }

    /// <summary>The outermost loop keeps its states; those in it record as ever, a segment at a time.</summary>
    public static EquatableArray<Statement> Unmarked(EquatableArray<Statement> block) => block.Map(s =>
        Traversal.Map(s is Loop loop ? loop with { Checkpoint = null } : s, e => e, Unmarked));

    private Variable Open(Variable kept, string what, List<Statement> opened)
    {
        Variable tape = _fresh.Temporary(new($"global::Backprop.CompilerServices.Recording<{kept.Type.Innermost}>"), kept.Name.TrimStart('@') + what);
        opened.Add(new Open(tape, EquatableArray<Expression>.Empty));
        return tape;
    }

    private static Run Call(Variable tape, string method, Expression argument) => new(new Invoke(IRType.Void, tape, method, EquatableArray.Of(argument)));

    /// <summary>Flags that the test asks for are down where an iteration starts.</summary>
    private static IEnumerable<Variable> Lowered(Expression test) => test switch
    {
        Binary { Operator: BinaryOperator.ConditionalAnd } both => Lowered(both.Left).Concat(Lowered(both.Right)),
        Unary { Operator: UnaryOperator.Not, Operand: Variable flag } => [flag],
        _ => [],
    };
}
