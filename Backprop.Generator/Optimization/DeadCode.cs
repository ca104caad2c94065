using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>Leaves out what nobody reads, unless it may throw: a guard is part of the method's behaviour.</summary>
internal static class DeadCode
{
    public static EquatableArray<Statement> Remove(EquatableArray<Statement> body, IEnumerable<Expression> results)
    {
        HashSet<Variable> live = [];
        foreach (Expression result in results)
        {
            Read(result, live);
        }

        return Sweep(body, live);
    }

    private static EquatableArray<Statement> Sweep(EquatableArray<Statement> body, HashSet<Variable> live)
    {
        List<Statement> kept = [];
        for (int i = body.Count - 1; i >= 0; i--)
        {
            Statement? statement = body[i] is If branch ? Sweep(branch, live) : IsNeeded(body[i], live) ? body[i] : null;
            if (statement is null)
            {
                continue;
            }

            foreach (Expression expression in Traversal.Expressions(statement))
            {
                Read(expression, live);
            }

            kept.Add(statement);
        }

        kept.Reverse();
        return kept.ToEquatableArray();
    }

    private static If? Sweep(If branch, HashSet<Variable> live)
    {
        EquatableArray<Merge> merges = branch.Merges
            .Where(m => live.Contains(m.Target) || m.Then.MayThrow || m.Else.MayThrow).ToEquatableArray();
        foreach (Merge merge in merges)
        {
            Read(merge.Then, live);
            Read(merge.Else, live);
        }

        EquatableArray<Statement> then = Sweep(branch.Then, live), otherwise = Sweep(branch.Else, live);
        return then.Count + otherwise.Count + merges.Count == 0 && !branch.Test.MayThrow
            ? null
            : branch with { Then = then, Else = otherwise, Merges = merges };
    }

    private static bool IsNeeded(Statement statement, HashSet<Variable> live) => statement switch
    {
        Let let => live.Contains(let.Target) || let.Value.MayThrow,
        BackwardCall call => call.Cotangents.Any(c => live.Contains(c.Result)),
        _ => true,
    };

    private static void Read(Expression expression, HashSet<Variable> live) => live.UnionWith(expression.Variables);
}
