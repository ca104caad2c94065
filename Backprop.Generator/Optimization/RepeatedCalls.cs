using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>Gives a name to what a function is called for more than once, so that it is called once.</summary>
/// <remarks>Sums and products are left in place: they cost less than a reader's look up the page.</remarks>
internal static class RepeatedCalls
{
    public static EquatableArray<Statement> Name(EquatableArray<Statement> body, Func<FreshVariables> fresh)
    {
        // Most methods have none, and a long one is not to be searched once a line.
        HashSet<Expression> met = [], repeated = [];
        foreach (Expression expression in Traversal.All(body).SelectMany(Traversal.Expressions))
        {
            Find(expression, met, repeated);
        }

        return repeated.Count == 0 ? body : Name(body, repeated, fresh());
    }

    private static void Find(Expression expression, HashSet<Expression> met, HashSet<Expression> repeated)
    {
        if (expression is Call && !met.Add(expression))
        {
            repeated.Add(expression);
        }

        foreach (Expression operand in expression.Operands)
        {
            Find(operand, met, repeated);
        }
    }

    private static EquatableArray<Statement> Name(EquatableArray<Statement> body, HashSet<Expression> repeated, FreshVariables fresh)
    {
        List<Statement> lines = [.. body];
        for (int i = 0; i < lines.Count; i++)
        {
            while (Always(lines[i]).OfType<Call>().FirstOrDefault(c => repeated.Contains(c) && IsMadeAgain(c, lines, i)) is { } call)
            {
                Variable name = fresh.Temporary(call.Type, Differentiation.Describe.Name(call));
                for (int j = i; j < lines.Count; j++)
                {
                    lines[j] = Replace(lines[j], call, name);
                }

                lines.Insert(i, new Let(name, call, lines[i] is Let line ? line.Number : 0));
                i++;
            }

            lines[i] = lines[i] switch
            {
                If branch => branch with { Then = Name(branch.Then, repeated, fresh), Else = Name(branch.Else, repeated, fresh) },
                Loop loop => loop with { Body = Name(loop.Body, repeated, fresh) },
                var line => line,
            };
        }

        return lines.ToEquatableArray();
    }

    private static bool IsMadeAgain(Call call, List<Statement> lines, int from) =>
        call.Type.IsReal && !call.MayThrow && Traversal.Nodes(lines.Skip(from)).Count(call.Equals) > 1;

    /// <summary>What a line computes whatever is chosen in it, the whole before its parts.</summary>
    private static IEnumerable<Expression> Always(Statement line) =>
        (line switch
        {
            If branch => [branch.Test],
            Loop loop => loop.Carried.Select(c => c.Initial),
            _ => Traversal.Expressions(line),
        }).SelectMany(Unconditional);

    private static IEnumerable<Expression> Unconditional(Expression expression)
    {
        IEnumerable<Expression> operands = expression switch
        {
            Conditional choice => [choice.Test],
            Binary { Operator: BinaryOperator.ConditionalAnd or BinaryOperator.ConditionalOr } logic => [logic.Left],
            _ => expression.Operands,
        };
        return operands.SelectMany(Unconditional).Prepend(expression);
    }

    private static Statement Replace(Statement statement, Call call, Variable name)
    {
        return Traversal.Map(statement, Named, inner => inner.Map(s => Replace(s, call, name)));

        Expression Named(Expression e) => e.Rewrite(n => n.Equals(call) ? name : n);
    }
}
