using Backprop.Generator.IR;
using Backprop.Generator.Optimization;

namespace Backprop.Generator.Differentiation;

/// <summary>A method of a fixed number of results and the rows of its Jacobian, in one body.</summary>
/// <param name="Forward">The method's body, with a name for all that the rows read.</param>
/// <param name="Shared">What several rows read besides.</param>
/// <param name="Rows">From each result's own cotangent, which is 1, to the columns of its row.</param>
/// <param name="Columns">The differentiable parameters but the results, each with what holds its columns, row after row.</param>
internal sealed record Jacobian(
    EquatableArray<Statement> Forward,
    EquatableArray<Statement> Shared,
    EquatableArray<EquatableArray<Statement>> Rows,
    EquatableArray<(Variable Parameter, Variable Columns)> Columns)
{
    /// <summary>All that is run, in order.</summary>
    public IEnumerable<Statement> Body => [.. Forward, .. Shared, .. Rows.SelectMany(r => r)];

    /// <summary>The same with its rows as short as they can be said.</summary>
    public Jacobian Tidy()
    {
        FreshVariables fresh = FreshVariables.After(Body, Traversal.Free(Body, []).Concat(Columns.SelectMany(c => new[] { c.Parameter, c.Columns })));
        return this with { Rows = Rows.Select(r => RepeatedCalls.Name(Choices.Simplify(r), () => fresh)).ToEquatableArray() };
    }
}
