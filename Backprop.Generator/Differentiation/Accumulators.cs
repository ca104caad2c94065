using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// What a loop only adds to: nothing else reads it on its way from one iteration to the next, so its cotangent is the same
/// throughout.
/// </summary>
internal static class Accumulators
{
    /// <summary>Whether a loop only adds to what it hands on.</summary>
    public static bool Is(Carry carry, Loop loop)
    {
        if (loop.Test.Variables.Contains(carry.Inner) || loop.Carried.Any(c => c != carry && c.Next.Variables.Contains(carry.Inner)))
        {
            return false;
        }

        HashSet<Variable> sums = [carry.Inner];
        return OnlyAdds(loop.Body, sums) && sums.Contains(carry.Next) && loop.Carried.All(c => c == carry || !c.Next.Variables.Any(sums.Contains));
    }

    private static bool Contains(this HashSet<Variable> sums, Expression expression) => expression is Variable variable && sums.Contains(variable);

    /// <summary>Follows the sum through the lines; false where a line does anything else with it.</summary>
    private static bool OnlyAdds(EquatableArray<Statement> body, HashSet<Variable> sums)
    {
        foreach (Statement statement in body)
        {
            switch (statement)
            {
                case Let let when Addends(let.Value, sums) is { } isSum:
                    if (isSum)
                    {
                        sums.Add(let.Target);
                    }

                    break;
                case If branch when !branch.Test.Variables.Any(sums.Contains):
                    if (!OnlyAdds(branch.Then, sums) || !OnlyAdds(branch.Else, sums) || !Merges(branch, sums))
                    {
                        return false;
                    }

                    break;
                case Loop inner:
                    if (!Passes(inner, sums))
                    {
                        return false;
                    }

                    break;
                default:
                    if (Traversal.Free([statement], []).Exists(sums.Contains))
                    {
                        return false;
                    }

                    break;
            }
        }

        return true;
    }

    private static bool Merges(If branch, HashSet<Variable> sums)
    {
        foreach (Merge merge in branch.Merges)
        {
            bool then = sums.Contains(merge.Then), otherwise = sums.Contains(merge.Else);
            if (then && otherwise)
            {
                sums.Add(merge.Target);
            }
            else if (merge.Then.Variables.Concat(merge.Else.Variables).Any(sums.Contains))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A loop inside takes the sum up, adds to it, and hands it on.</summary>
    private static bool Passes(Loop inner, HashSet<Variable> sums)
    {
        List<Carry> own = [.. inner.Carried.Where(c => sums.Contains(c.Initial))];
        if (own.Count == 0)
        {
            return !Traversal.Free([inner], []).Exists(sums.Contains);
        }

        bool isRead = Traversal.Free(inner.Body, inner.Carried.Select(c => c.Next).Append(inner.Test)).Exists(sums.Contains);
        if (own.Count > 1 || isRead || !Is(own[0], inner))
        {
            return false;
        }

        sums.Add(own[0].Outer);
        return true;
    }

    /// <summary>Whether a value is the sum and what is added to it; false where it has no part in it, null where it is made of it otherwise.</summary>
    private static bool? Addends(Expression value, HashSet<Variable> sums)
    {
        switch (value)
        {
            case Variable variable:
                return sums.Contains(variable);
            case Binary { Operator: BinaryOperator.Add, Type.IsReal: true } sum:
                return (Addends(sum.Left, sums), Addends(sum.Right, sums)) switch
                {
                    (null, _) or (_, null) or (true, true) => null,
                    (true, _) or (_, true) => true,
                    _ => false,
                };
            case Binary { Operator: BinaryOperator.Subtract, Type.IsReal: true } difference:
                return Addends(difference.Right, sums) == false ? Addends(difference.Left, sums) : null;
            default:
                return value.Variables.Any(sums.Contains) ? null : false;
        }
    }
}
