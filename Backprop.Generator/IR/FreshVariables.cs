namespace Backprop.Generator.IR;

/// <summary>Hands out variables with ids that no other variable of the function has.</summary>
internal sealed class FreshVariables(int next)
{
    private int _next = next;

    public Variable New(IRType type, string name) => new(type, _next++, name);

    public Variable Temporary(IRType type, string name) => new(type, _next++, name) { IsTemporary = true };

    /// <summary>What an array holds from some point on.</summary>
    public Variable State(Variable array) => new(IRType.State, _next++, array.Name) { StateOf = array };

    /// <summary>A number for a loop.</summary>
    public int LoopId() => _next++;

    /// <summary>Another variable for the same value, further out.</summary>
    public Variable Like(Variable variable) => variable with { Id = _next++ };

    public Variable CotangentOf(Variable variable) =>
        new(variable.Type, _next++, "d" + variable.Name.TrimStart('@')) { CotangentOf = variable };

    /// <summary>Starts after the highest id of a function.</summary>
    public static FreshVariables After(Function function) =>
        After(function.Body, function.Parameters.SelectMany(p => p.State is null ? new[] { p.Variable } : [p.Variable, p.State]));

    /// <summary>Starts after the highest id of these statements, and of what stands around them.</summary>
    public static FreshVariables After(IEnumerable<Statement> body, IEnumerable<Variable> around)
    {
        int highest = -1;
        foreach (Statement statement in Traversal.All(body))
        {
            highest = statement is Loop loop ? Math.Max(highest, loop.Id) : highest;
        }

        return new(1 + Traversal.Definitions(body).Concat(around).Select(v => v.Id).Append(highest).Max());
    }
}
