using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Forward code that is to stand in the backward part, where what arrays hold is not followed.</summary>
internal static class Stateless
{
    public static EquatableArray<Statement> Of(EquatableArray<Statement> block) => block.Where(s => s is not Let { Target.StateOf: not null })
        .Select(s => Of(Traversal.Map(s, Of, Of))).ToEquatableArray();

    private static Statement Of(Statement statement) => statement switch
    {
        If branch => branch with { Merges = branch.Merges.Where(m => m.Target.StateOf is null).ToEquatableArray() },
        Loop loop => loop with { Carried = loop.Carried.Where(c => c.Inner.StateOf is null).ToEquatableArray() },
        Allocate made => made with { State = null },
        Store store => store with { Before = null, After = null },
        Bulk bulk => bulk with { Before = null, After = null },
        _ => statement,
    };

    private static Expression Of(Expression expression) => expression.Variables.Any(v => v.StateOf is not null) ? expression.Rewrite(Without) : expression;

    private static Expression Without(Expression node) => node switch
    {
        Load { State: not null } load => load with { State = null },
        Frozen { States.Count: > 0 } frozen => Frozen.Of(frozen.Value),
        _ => node,
    };
}
