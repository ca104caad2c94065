using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// Gives a name to the bound of a counted loop where the backward code, which asks for it again, would not find it: an element of
/// an array that the method writes to, or the length of a row or an array that is another one in each iteration.
/// </summary>
internal static class Bounds
{
    public static Function Name(Function function, FreshVariables fresh)
    {
        Memories memories = new(function.Body);
        HashSet<Expression> written = memories.Written(function.Body);
        HashSet<Variable> given = [.. Traversal.All(Traversal.All(function.Body).OfType<Loop>().SelectMany(l => l.Body)).OfType<Let>()
            .Where(l => l.Target.Type.IsArray && l.Value is not (View or Load or Variable)).Select(l => l.Target)];
        FixedRows rows = new(function.Body, memories);
        return written.Count + given.Count == 0 ? function : function with { Body = Name(function.Body) };

        EquatableArray<Statement> Name(EquatableArray<Statement> block) => block.SelectMany(s => s switch
        {
            Loop loop => Named(loop with { Body = Name(loop.Body) }),
            If branch => [branch with { Then = Name(branch.Then), Else = Name(branch.Else) }],
            _ => [s],
        }).ToEquatableArray();

        bool IsLost(Expression part) => part switch
        {
            Load load => written.Contains(memories.Of(load.Array)),
            Length { Array: Variable array } => memories.Of(array) is Variable memory && (given.Contains(memory) || !rows.AreFixed(memory)),
            _ => false,
        };

        Statement[] Named(Loop loop)
        {
            if (Counting.Of(loop) is not { } counting || !counting.Bound.Walk().Any(IsLost))
            {
                return [loop];
            }

            Binary test = (Binary)loop.Test;
            Variable bound = fresh.New(counting.Bound.Type, "count");
            return [new Let(bound, counting.Bound), loop with { Test = test.Left.Equals(counting.Bound) ? test with { Left = bound } : test with { Right = bound } }];
        }
    }
}
