using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// Records of what an iteration computes, one a value. Where it is known before how often the loop runs, a record takes its
/// room at once and is written by position; else it grows as it is written.
/// </summary>
internal sealed class Tapes(Counting? counting, Variable backwards, FreshVariables fresh, List<Statement> opened)
{
    private readonly List<(Variable Value, Func<Expression, Statement> Write)> _writes = [];

    /// <summary>What precedes the loop.</summary>
    public List<Statement> Before { get; } = [];

    /// <summary>What precedes the loop that unwinds it.</summary>
    public List<Statement> Back { get; } = [];

    /// <summary>What starts an iteration of that loop.</summary>
    public List<Statement> Replays { get; } = [];

    /// <summary>Records a variable.</summary>
    /// <returns>What holds its value when the iteration is unwound.</returns>
    public Variable Record(Variable variable)
    {
        string name = variable.Name.TrimStart('@');
        Variable tape = fresh.Temporary(new($"global::Backprop.CompilerServices.Recording<{variable.Type}>"), name + "Recording");
        Variable replayed = fresh.Like(variable);
        opened.Add(new Open(tape, EquatableArray<Expression>.Empty));
        if (counting is null)
        {
            _writes.Add((variable, value => new Run(new Invoke(IRType.Void, tape, "Push", EquatableArray.Of(value)))));
            Replays.Add(new Let(replayed, new Invoke(variable.Type, tape, "Pop", EquatableArray<Expression>.Empty)));
            return replayed;
        }

        IRType span = IRType.SpanOf(variable.Type);
        Variable row = fresh.Temporary(span, name + "s"), read = fresh.Temporary(span, name + "s");
        Before.Add(new Let(row, new Invoke(span, tape, "Take", EquatableArray.Of(counting.Trips()))));
        Back.Add(new Let(read, new Invoke(span, tape, "Back", EquatableArray.Of(counting.Trips()))));
        _writes.Add((variable, value => new Store(row, EquatableArray.Of(counting.Position(counting.Counter.Inner)), value, null, null)));
        Replays.Add(new Let(replayed, new Load(variable.Type, read, EquatableArray.Of(counting.Position(backwards)), null)));
        return replayed;
    }

    /// <summary>The loop's body with a line that records each value where it is known.</summary>
    public EquatableArray<Statement> Recording(EquatableArray<Statement> body, EquatableArray<Carry> carried)
    {
        List<Statement> lines = [.. _writes.Where(w => carried.Any(c => c.Inner == w.Value)).Select(w => w.Write(w.Value))];
        foreach (Statement statement in body)
        {
            lines.Add(statement);
            lines.AddRange(_writes.Where(w => Traversal.Targets(statement).Contains(w.Value)).Select(w => w.Write(w.Value)));
        }

        return lines.ToEquatableArray();
    }
}
