using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Forward code and the backward code that runs when all of it has run.</summary>
internal sealed record Stretch(EquatableArray<Statement> Forward, EquatableArray<Statement> Backward)
{
    /// <summary>The rows that its loops need and that have no room yet.</summary>
    public EquatableArray<Row> Rows { get; init; } = EquatableArray<Row>.Empty;

    /// <summary>Takes room for a row before its loop, and gives it back where the backward code begins.</summary>
    public Stretch Taken(Row row)
    {
        Let back = new(row.Read, new Invoke(row.Read.Type, row.Tape, "Back", EquatableArray.Of(row.Count)));
        bool isHere = Forward.Any(s => s is Loop loop && loop.Id == row.LoopId);
        EquatableArray<Statement> backward = isHere
            ? new([back, .. Backward])
            : WithRoomBack(Backward, row, back);
        return new(WithRoom(row), backward) { Rows = Without(row) };
    }

    /// <summary>In the branch that unwinds the row's loop, before the first line that reads it: the record of one loop may serve those after it.</summary>
    private static EquatableArray<Statement> WithRoomBack(EquatableArray<Statement> block, Row row, Let back)
    {
        if (!block.Any(s => s is Loop loop && loop.Unwinds == row.LoopId))
        {
            return block.Map(s => s is If branch ? branch with { Then = WithRoomBack(branch.Then, row, back), Else = WithRoomBack(branch.Else, row, back) } : s);
        }

        int first = block.ToList().FindIndex(s => Traversal.Free([s], []).Contains(row.Read));
        return new([.. block.Take(first), back, .. block.Skip(first)]);
    }

    /// <summary>The same where the backward code finds what the forward code has named.</summary>
    public Stretch Shared(Row row)
    {
        if (!Forward.Any(s => s is Loop loop && loop.Id == row.LoopId))
        {
            return Taken(row); // inside a branch
        }

        EquatableArray<Statement> backward = Traversal.Map(Backward, e => e.Rewrite(n => n.Equals(row.Read) ? row.Write : n));
        return new(WithRoom(row), backward) { Rows = Without(row) };
    }

    private EquatableArray<Statement> WithRoom(Row row)
    {
        Loop loop = Forward.Loops().Single(l => l.Id == row.LoopId);
        Let room = new(row.Write, new Invoke(row.Write.Type, row.Tape, "Take", EquatableArray.Of(row.Count)));
        int at = Forward.ToList().IndexOf(loop);
        return at < 0 ? Forward.Replace(row.LoopId, [room, loop]) : Forward.Inserted(Earliest(row, at), room);
    }

    /// <summary>
    /// Where room is taken: before the loops that run before its own too, and what these start from, where it is known by then
    /// how much. A call in between would have the JIT keep what the first loop computes in memory, from iteration to iteration.
    /// </summary>
    private int Earliest(Row row, int loop)
    {
        int earliest = loop;
        while (earliest > 0 && IsPassed(Forward[earliest - 1], row.Count))
        {
            earliest--;
        }

        return Forward.Skip(earliest).Take(loop - earliest).Any(s => s is Loop) ? earliest : loop;
    }

    private static bool IsPassed(Statement line, Expression count) => !Traversal.All([line]).Any(s => s is Throw or Run or Turn)
        && line is Let or Store or Loop && !Traversal.Targets(line).Any(count.Variables.Contains);

    private EquatableArray<Row> Without(Row row) => Rows.Where(r => r != row).ToEquatableArray();
}

/// <summary>Finds and replaces the loops of a stretch, those in its branches included; not those inside other loops.</summary>
internal static class Stretches
{
    public static IEnumerable<Loop> Loops(this EquatableArray<Statement> block) => block.SelectMany(s => s switch
    {
        Loop loop => [loop],
        If branch => branch.Then.Loops().Concat(branch.Else.Loops()),
        _ => Enumerable.Empty<Loop>(),
    });

    public static EquatableArray<Statement> Replace(this EquatableArray<Statement> block, int loopId, IReadOnlyList<Statement> by) => block.SelectMany(s => s switch
    {
        Loop found when found.Id == loopId => by,
        If branch => [branch with { Then = branch.Then.Replace(loopId, by), Else = branch.Else.Replace(loopId, by) }],
        _ => new[] { s },
    }).ToEquatableArray();

    public static EquatableArray<Statement> Inserted(this EquatableArray<Statement> block, int at, Statement line) => new([.. block.Take(at), line, .. block.Skip(at)]);
}

/// <summary>Room for what the iterations of a counted loop record of one value.</summary>
/// <param name="Write">What the forward code writes to.</param>
/// <param name="Read">What the backward code reads from.</param>
/// <param name="Tape">Where the room comes from.</param>
/// <param name="Count">How much; nothing for a number below 0.</param>
/// <param name="LoopId">The loop before which it is taken.</param>
internal sealed record Row(Variable Write, Variable Read, Variable Tape, Expression Count, int LoopId)
{
    /// <summary>A row for each iteration of a loop around.</summary>
    public Row Times(Counting counting, FreshVariables fresh) => this with
    {
        Write = fresh.Like(Write),
        Read = fresh.Like(Read),
        Count = counting.Trips() is Constant { Number: var trips } ? Integers.Times(Count, trips)
            : Count is Constant { Number: var count } ? Integers.Times(counting.Trips(), count) : counting.Trips() * Count,
    };

    /// <summary>What finds the row of one iteration.</summary>
    private const string At = "global::Backprop.CompilerServices.Rows.At(";

    /// <summary>Whether a value is the row of one iteration.</summary>
    public static bool IsPart(Expression value) => value is Opaque { Texts: var texts } && texts[0] == At;

    /// <summary>The row of one iteration.</summary>
    public Let Part(Variable row, Variable all, Expression position) => new(row, new Opaque(
        row.Type,
        EquatableArray.Of(At, ", ", ", ", ")"),
        EquatableArray.Of(all, position, Count)));
}
