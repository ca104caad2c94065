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
            Statement? statement = body[i] switch
            {
                If branch => Sweep(branch, live),
                Loop loop => Sweep(loop, live),
                _ => IsNeeded(body[i], live) ? body[i] : null,
            };
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
            .Where(m => IsNeeded(m.Target, live) || m.Then.MayThrow || m.Else.MayThrow).ToEquatableArray();
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

    /// <summary>What an iteration hands on is needed where it is read after the loop, or by a later iteration for what is needed there.</summary>
    private static Loop? Sweep(Loop loop, HashSet<Variable> live)
    {
        HashSet<Variable> needed = [.. loop.Carried.Where(c => IsNeeded(c.Outer, live)).Select(c => c.Inner)];
        EquatableArray<Statement> body;
        HashSet<Variable> inside;
        int before;
        do
        {
            before = needed.Count;
            inside = [.. live];
            Read(loop.Test, inside);
            foreach (Carry carry in loop.Carried.Where(c => needed.Contains(c.Inner) || inside.Contains(c.Inner) || c.Next.MayThrow))
            {
                Read(carry.Next, inside);
            }

            body = Sweep(loop.Body, inside);
            foreach (Expression read in Traversal.All(body).SelectMany(Traversal.Expressions).Append(loop.Test))
            {
                Read(read, inside);
            }

            needed.UnionWith(loop.Carried.Select(c => c.Inner).Where(inside.Contains));
        }
        while (needed.Count > before);

        if (loop.Unwinds is not null && body.Count + needed.Count == 0)
        {
            return null;
        }

        live.UnionWith(inside);
        return loop with { Body = body, Carried = loop.Carried.Where(c => needed.Contains(c.Inner) || c.Next.MayThrow).ToEquatableArray() };
    }

    /// <summary>What an array holds costs nothing to know, and is asked for after this pass.</summary>
    private static bool IsNeeded(Variable target, HashSet<Variable> live) => target.StateOf is not null || live.Contains(target);

    private static bool IsNeeded(Statement statement, HashSet<Variable> live) => statement switch
    {
        Let let => IsNeeded(let.Target, live) || let.Value.MayThrow,
        Bulk { Value: { } value, MayThrow: false } => IsNeeded(value, live),
        BackwardCall call => call.Cotangents.Any(c => live.Contains(c.Result)),
        _ => true,
    };

    private static void Read(Expression expression, HashSet<Variable> live) => live.UnionWith(expression.Variables);
}
