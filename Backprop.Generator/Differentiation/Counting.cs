using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>A loop that a counter leads through, one step an iteration, to a bound that does not move: how often it runs is known before.</summary>
/// <param name="Counter">What counts.</param>
/// <param name="Step">What is added to it each time; negative for a loop that counts down.</param>
/// <param name="Bound">What the test holds it against.</param>
/// <param name="IsInclusive">Whether the bound itself is counted.</param>
internal sealed record Counting(Carry Counter, int Step, Expression Bound, bool IsInclusive)
{
    /// <summary>Null where only running tells how often the loop runs.</summary>
    public static Counting? Of(Loop loop)
    {
        if (loop.Test is not Binary { Operator: >= BinaryOperator.Less and <= BinaryOperator.GreaterOrEqual } test)
        {
            return null;
        }

        HashSet<Variable> inside = [.. Traversal.Definitions(loop.Body), .. loop.Carried.Select(c => c.Inner)];
        foreach (Carry carry in loop.Carried.Where(c => c.Inner.Type == IRType.Int32 || c.Inner.Type == IRType.Int64))
        {
            if (StepOf(carry, loop.Body) is not { } step || step == 0)
            {
                continue;
            }

            bool isLeft = test.Left.Equals(carry.Inner);
            Expression bound = isLeft ? test.Right : test.Left;
            bool isBelow = test.Operator is BinaryOperator.Less or BinaryOperator.LessOrEqual == isLeft;
            if ((isLeft || test.Right.Equals(carry.Inner)) && bound.Type == carry.Inner.Type && bound.Variables.All(v => !inside.Contains(v)) && isBelow == step > 0)
            {
                return new(carry, step, bound, test.Operator is BinaryOperator.LessOrEqual or BinaryOperator.GreaterOrEqual);
            }
        }

        return null;
    }

    /// <summary>How often the loop runs; 0 or less for never.</summary>
    public Expression Trips()
    {
        Expression way = Step > 0 ? Integers.Minus(Bound, Counter.Initial) : Integers.Minus(Counter.Initial, Bound);
        int step = Math.Abs(Step);
        Expression trips = Integers.Over(Integers.Plus(way, IsInclusive ? step : step - 1), step);
        return Integers.Folded(Conversion.To(IRType.Int32, trips));
    }

    /// <summary>Which of the iterations it is that a counter has come to, from 0 on.</summary>
    public Expression Position(Expression counter) => Conversion.To(
        IRType.Int32, Integers.Over(Step > 0 ? Integers.Minus(counter, Counter.Initial) : Integers.Minus(Counter.Initial, counter), Math.Abs(Step)));

    /// <summary>
    /// What each iteration adds to an integer before the next one starts; null where that is not always the same. An
    /// iteration that raises a flag is the last, so what it adds does not matter.
    /// </summary>
    public static int? StepOf(Carry carry, Loop loop)
    {
        if (StepOf(carry, loop.Body) is { } step)
        {
            return step;
        }

        if (carry.Next is not Variable next || loop.Body.OfType<If>().FirstOrDefault(b => b.Merges.Any(m => m.Target == next)) is not { } branch)
        {
            return null;
        }

        Merge merge = branch.Merges.First(m => m.Target == next);
        return merge.Then.Equals(carry.Inner) && IsLast(branch, loop) ? StepOf(carry with { Next = merge.Else }, branch.Else) : null;
    }

    /// <summary>Whether a branch raises a flag that ends the loop.</summary>
    private static bool IsLast(If branch, Loop loop) => Either(branch.Test).All(cause => loop.Carried.Any(flag =>
        Both(loop.Test).Any(t => t is Unary { Operator: UnaryOperator.Not } not && not.Operand.Equals(flag.Inner))
        && (flag.Next.Equals(cause) || branch.Merges.Any(m => m.Target.Equals(flag.Next) && (m.Then.Equals(cause) || m.Then.Equals(Constant.True))))));

    private static IEnumerable<Expression> Either(Expression test) =>
        test is Binary { Operator: BinaryOperator.ConditionalOr } or ? Either(or.Left).Concat(Either(or.Right)) : [test];

    private static IEnumerable<Expression> Both(Expression test) =>
        test is Binary { Operator: BinaryOperator.ConditionalAnd } and ? Both(and.Left).Concat(Both(and.Right)) : [test];

    /// <summary>The line that counts on, at the end of the body.</summary>
    private static int? StepOf(Carry carry, EquatableArray<Statement> body)
    {
        Expression next = carry.Next is Variable variable && body.OfType<Let>().FirstOrDefault(l => l.Target == variable) is { } line ? line.Value : carry.Next;
        return next switch
        {
            Binary { Operator: BinaryOperator.Add, Overflow: Overflow.Inherited, Right: Constant { Number: var n } } sum when sum.Left.Equals(carry.Inner) && IsStep(n) => (int)n,
            Binary { Operator: BinaryOperator.Subtract, Overflow: Overflow.Inherited, Right: Constant { Number: var n } } sum when sum.Left.Equals(carry.Inner) && IsStep(n) => -(int)n,
            _ => null,
        };
    }

    private static bool IsStep(double number) => number >= 1 && number <= short.MaxValue && number == Math.Floor(number);
}
