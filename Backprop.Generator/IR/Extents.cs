using Backprop.Generator.Optimization;

namespace Backprop.Generator.IR;

/// <summary>Arithmetic of the lengths of dimensions.</summary>
internal static class Extents
{
    public static Expression Times(Expression a, Expression b) => IsOne(a) ? b : IsOne(b) ? a : Simplified(a * b);

    public static Expression Plus(Expression a, Expression b) => Simplified(Integers.Sum(a, b));

    /// <summary>How many places a window has that moves along a length.</summary>
    /// <param name="length">The length.</param>
    /// <param name="size">Of the window.</param>
    /// <param name="stride">By how much it moves.</param>
    /// <param name="padding">By how much the length is longer at both ends.</param>
    public static Expression Moved(Expression length, Expression size, Expression stride, Expression padding) =>
        Plus(Over(Simplified(length + (padding * Integers.Number(2, IRType.Int32)) - size), stride), Integers.Number(1, IRType.Int32));

    /// <summary>A quotient, rounded down.</summary>
    private static Expression Over(Expression a, Expression b) => IsOne(b) ? a : Integers.Folded(a / b);

    /// <summary>A sum of products in its one form; a quotient as it is.</summary>
    public static Expression Simplified(Expression length) => length.IsLeaf ? length : Polynomial.Of(length)?.ToExpression() ?? Integers.Folded(length);

    /// <summary>Whether two are the same whatever the names in them stand for.</summary>
    public static bool AreSame(Expression a, Expression b) => a.Equals(b) || Polynomial.Of(a - b) is { Terms: 0 };

    /// <summary>That two are not the same, in words.</summary>
    public static string Difference(Expression a, Expression b) => $"{a} and {b} differ";

    public static bool IsOne(Expression length) => length is Constant { Number: 1 };
}
