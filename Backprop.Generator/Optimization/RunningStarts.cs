using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>
/// Strength reduction: where the rows of a triangle lie one behind the other, each begins so much further than the one before, and
/// no products are needed to find it.
/// </summary>
/// <param name="fresh">Makes variables.</param>
internal sealed class RunningStarts(FreshVariables fresh)
{
    /// <summary>More terms than these cost what a product does.</summary>
    private const int MostTerms = 3;

    public EquatableArray<Statement> Count(EquatableArray<Statement> block) => block.Map(s => s is Loop loop ? Count(loop) : Traversal.Map(s, e => e, Count));

    private Loop Count(Loop loop)
    {
        loop = loop with { Body = Count(loop.Body) };
        if (Counting.Of(loop) is not { Step: 1 or -1, Counter: { Inner: { } counter } carry, Step: var step } || counter.Type != IRType.Int32)
        {
            return loop;
        }

        HashSet<Variable> own = [.. Traversal.Definitions(loop.Body), .. loop.Carried.Select(c => c.Inner).Where(c => c != counter)];
        Dictionary<Expression, Carry> running = [];
        EquatableArray<Statement> body = loop.Body.Map(s =>
        {
            if (s is not Let { Value: Opaque part } let || !Slices.IsPart(part) || part.Operands[1].Variables.Any(own.Contains))
            {
                return s;
            }

            Expression start = part.Operands[1];
            if (!running.TryGetValue(start, out Carry known))
            {
                if (Run(start, counter, carry.Initial, step, (part.Operands[0] as Variable)?.Name) is not { } found)
                {
                    return s;
                }

                running.Add(start, known = found);
            }

            return let with { Value = part.With(EquatableArray.Of(part.Operands[0], known.Inner, part.Operands[2])) };
        });
        return running.Count == 0 ? loop : CountLast(loop with { Body = body, Carried = new([.. running.Values, .. loop.Carried]) }, carry, step);
    }

    /// <summary>Counts on where the loop does, and not in a line of its own: what is handed on is made of the counter as it was.</summary>
    private static Loop CountLast(Loop loop, Carry counter, int step)
    {
        if (Traversal.Nodes([loop]).Count(n => n.Equals(counter.Next)) > 1)
        {
            return loop;
        }

        Carry counted = counter with { Next = Integers.Plus(counter.Inner, step) };
        return loop with
        {
            Body = loop.Body.Where(s => !(s is Let line && line.Target.Equals(counter.Next))).ToEquatableArray(),
            Carried = loop.Carried.Map(c => c == counter ? counted : c),
        };
    }

    /// <summary>A start that is handed on; null where it is as cheap as it stands, since it moves by the same amount each time.</summary>
    private Carry? Run(Expression start, Variable counter, Expression first, int step, string? name)
    {
        if (Polynomial.Of(start) is not { } whole || whole.DegreeIn(counter) < 2 || whole.Rise(counter) is not { Terms: <= MostTerms } rise)
        {
            return null;
        }

        Variable running = fresh.Temporary(IRType.Int32, name is null ? "start" : name.TrimStart('@') + "Start");
        Expression initial = first is Constant { Number: var number } && whole.At(counter, number) is { } at ? at.ToExpression() : start.Substitute(new() { [counter] = first });
        Expression by = rise.ToExpression();
        Expression next = step > 0 ? Integers.Sum(running, by) : Integers.Minus(running, by.Substitute(new() { [counter] = Integers.Plus(counter, -1) }));
        return new(running, initial, next, fresh.Like(running));
    }
}
