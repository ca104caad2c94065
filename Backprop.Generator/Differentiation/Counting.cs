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
