using Backprop.Generator.IR;

namespace Backprop.Generator.Writing;

/// <summary>
/// Loops in a form that C# can say line by line: what is handed on is assigned one after the other at the end of the body, so
/// nothing that is assigned later may read what an earlier line has assigned.
/// </summary>
internal static class LoopForm
{
    public static EquatableArray<Statement> Of(EquatableArray<Statement> block, FreshVariables fresh) => block.Map(s => s switch
    {
        Loop loop => Of(loop, fresh),
        _ => Traversal.Map(s, e => e, inner => Of(inner, fresh)),
    });

    private static Loop Of(Loop loop, FreshVariables fresh)
    {
        List<Statement> copies = [];
        HashSet<Variable> assigned = [];
        EquatableArray<Carry> carried = loop.Carried.Where(c => c.Inner.StateOf is null).ToEquatableArray();
        carried = carried.Map(c =>
        {
            Carry own = c;
            if (c.Next.Variables.Any(assigned.Contains))
            {
                Variable copy = fresh.Like(c.Inner);
                copies.Add(new Let(copy, c.Next));
                own = c with { Next = copy };
            }

            assigned.Add(c.Inner);
            return own;
        });
        return loop with { Carried = carried, Body = CountLast(Of(loop.Body, fresh).Concat(copies).ToEquatableArray(), carried) };
    }

    /// <summary>The line that counts on stands last, where a <c>for</c> takes it up.</summary>
    private static EquatableArray<Statement> CountLast(EquatableArray<Statement> body, EquatableArray<Carry> carried)
    {
        foreach (Carry carry in carried.Where(c => !c.Inner.Type.IsReal))
        {
            int line = body.ToList().FindIndex(s => s is Let { Value: Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Right: Constant, Type.IsReal: false } step } let
                && let.Target.Equals(carry.Next) && step.Left.Equals(carry.Inner));
            if (line < 0 || carried.Any(c => c != carry && c.Next.Variables.Contains(carry.Next))
                || Traversal.All(body).SelectMany(Traversal.Expressions).Any(e => e.Variables.Contains(carry.Next)))
            {
                continue;
            }

            return body.Where((_, i) => i != line).Append(body[line]).ToEquatableArray();
        }

        return body;
    }
}
