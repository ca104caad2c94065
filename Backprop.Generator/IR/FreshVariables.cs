namespace Backprop.Generator.IR;

/// <summary>Hands out variables with ids that no other variable of the function has.</summary>
internal sealed class FreshVariables(int next)
{
    private int _next = next;

    public Variable New(IRType type, string name) => new(type, _next++, name);

    public Variable Temporary(IRType type, string name) => new(type, _next++, name) { IsTemporary = true };

    /// <summary>Another variable for the same value, further out.</summary>
    public Variable Like(Variable variable) => variable with { Id = _next++ };

    public Variable CotangentOf(Variable variable) =>
        new(variable.Type, _next++, "d" + variable.Name.TrimStart('@')) { CotangentOf = variable };

    /// <summary>Starts after the highest id of a function.</summary>
    public static FreshVariables After(Function function) =>
        After(function.Parameters.Select(p => p.Variable).Concat(Traversal.Definitions(function.Body)));

    /// <summary>Starts after the highest of these ids.</summary>
    public static FreshVariables After(IEnumerable<Variable> variables) => new(1 + variables.Select(v => v.Id).DefaultIfEmpty(-1).Max());
}
