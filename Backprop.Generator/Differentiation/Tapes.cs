using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// Records of what an iteration computes, one a value. Where it is known before how often the loop runs, a record takes its
/// room at once and is written by position; else it grows as it is written.
/// </summary>
internal sealed class Tapes(Loop loop, Counting? counting, Variable backwards, FreshVariables fresh, List<Statement> opened)
{
    private readonly List<(Variable Value, Func<Expression, Statement> Write)> _writes = [];
    private readonly Dictionary<Variable, Variable> _rows = [];

    /// <summary>The loop as the method has it.</summary>
    public Loop Loop => loop;

    /// <summary>The room that is needed for the records.</summary>
    public List<Row> Rows { get; } = [];

    /// <summary>What starts an iteration of that loop.</summary>
    public List<Statement> Replays { get; } = [];

    /// <summary>What the record of a value is read from, if each element stands where its iteration counts to; else null.</summary>
    public Variable? RowOf(Variable recorded) =>
        counting is { Step: 1, Counter: { Initial: Constant { Number: 0 }, Inner.Type.Text: "int" } } && _rows.TryGetValue(recorded, out Variable row) ? row : null;

    /// <summary>Records a variable.</summary>
    /// <returns>What holds its value when the iteration is unwound.</returns>
    public Variable Record(Variable variable)
    {
        if (variable.Type.IsArray)
        {
            throw new InvalidOperationException($"'{variable.Name}' is another array in each iteration, which is not recorded");
        }

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
        Rows.Add(new(row, read, tape, counting.Trips(), loop.Id));
        _rows.Add(variable, read);
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

        return lines.Count == body.Count + _writes.Count
            ? lines.ToEquatableArray()
            : throw new InvalidOperationException("a value that is to be recorded is computed in no line of the loop");
    }
}
