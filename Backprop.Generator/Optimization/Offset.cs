using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>An index that goes along with the counter of a loop: <c>row + i</c>. Each iteration then has an element of its own.</summary>
internal static class Offset
{
    /// <summary>What stands in an index besides the counter, if that is the same in all iterations; else null.</summary>
    /// <param name="own">What changes with the iteration.</param>
    public static Expression? Of(Expression index, Variable counter, HashSet<Variable> own) => index switch
    {
        _ when index.Equals(counter) => Integers.Number(0, counter.Type),
        Binary { Operator: BinaryOperator.Add, Overflow: Overflow.Inherited } sum when sum.Right.Equals(counter) && IsFixed(sum.Left, own) => sum.Left,
        Binary { Operator: BinaryOperator.Add, Overflow: Overflow.Inherited } sum when sum.Left.Equals(counter) && IsFixed(sum.Right, own) => sum.Right,
        Binary { Operator: BinaryOperator.Subtract, Overflow: Overflow.Inherited } sum when sum.Left.Equals(counter) && sum.Right is Constant { Number: var n } =>
            Integers.Number(-n, counter.Type),
        Binary { Operator: BinaryOperator.Add, Overflow: Overflow.Inherited, Right: var rest } sum when IsFixed(rest, own) && Of(sum.Left, counter, own) is { } inner =>
            Integers.Sum(inner, rest),
        _ => null,
    };

    /// <summary>Whether a number is the same in all iterations, and can be had before the first of them: nothing in it throws.</summary>
    public static bool IsFixed(Expression offset, HashSet<Variable> own) => !offset.Variables.Any(own.Contains) && offset.Walk().All(n => n switch
    {
        Binary { Overflow: Overflow.Inherited, Operator: BinaryOperator.Divide or BinaryOperator.Remainder } ratio => ratio.Right is Constant { Number: > 0 },
        Binary { Overflow: Overflow.Inherited } part => part.Operator is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply,
        _ => n is Variable or Constant or Length,
    });
}
