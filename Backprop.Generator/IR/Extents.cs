using Backprop.Generator.Optimization;

namespace Backprop.Generator.IR;

/// <summary>Arithmetic of the lengths of dimensions.</summary>
internal static class Extents
{
    public static Expression Times(Expression a, Expression b) => IsOne(a) ? b : IsOne(b) ? a : Simplified(a * b);

    public static Expression Plus(Expression a, Expression b) => Simplified(Integers.Sum(a, b));

    /// <summary>A sum of products in its one form; a quotient as it is.</summary>
    public static Expression Simplified(Expression length) => length.IsLeaf ? length : Polynomial.Of(length)?.ToExpression() ?? Integers.Folded(length);

    /// <summary>Whether two are the same whatever the names in them stand for.</summary>
    public static bool AreSame(Expression a, Expression b) => a.Equals(b) || Polynomial.Of(a - b) is { Terms: 0 };

    /// <summary>That two are not the same, in words.</summary>
    public static string Difference(Expression a, Expression b) => $"{a} and {b} differ";

    public static bool IsOne(Expression length) => length is Constant { Number: 1 };
}
