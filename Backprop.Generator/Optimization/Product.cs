using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>One factor of a <see cref="Product"/>, above or below the fraction bar.</summary>
internal readonly record struct Factor(Expression Value, bool IsDivisor);

/// <summary>A product in normal form: a number, and factors in the order in which a reader meets them.</summary>
/// <remarks>
/// Only derivatives are brought to this form; the value of a method keeps its own operations. The number is kept as a
/// fraction, so that thirds are divided by 3 and not multiplied by a rounded 0.333….
/// </remarks>
internal sealed class Product(IRType type, double numerator, double denominator, List<Factor> factors)
{
    public IRType Type => type;

    public double Numerator => numerator;

    public double Denominator => denominator;

    public IReadOnlyList<Factor> Factors => factors;

    public bool IsZero => numerator == 0;

    public bool IsNegative => numerator < 0;

    public static Product Number(double value, IRType type) => new(type, value, 1, []);

    public static Product Atom(Expression value) => new(value.Type, 1, 1, [new(value, false)]);

    public Product Negated() => new(type, -numerator, denominator, factors);

    public Product Times(Product other) => Combine(other, divide: false);

    public Product Over(Product other) => other.IsZero ? Combine(Atom(Constant.Zero(type)), divide: true) : Combine(other, divide: true);

    /// <summary>The sum of two products of the same factors.</summary>
    public Product Plus(Product like) => denominator == like.Denominator
        ? new(type, numerator + like.Numerator, denominator, factors)
        : new(type, (numerator * like.Denominator) + (like.Numerator * denominator), denominator * like.Denominator, factors);

    /// <summary>Whether both are multiples of the same factors, whatever their order.</summary>
    public bool IsLike(Product other) =>
        factors.Count == other.Factors.Count
        && factors.All(f => factors.Count(g => g == f) == other.Factors.Count(g => g == f));

    /// <summary>The factors that both have, and the number where it is the same but for the sign; negative where both are.</summary>
    public Product Common(Product other)
    {
        List<Factor> rest = [.. other.Factors], shared = [];
        foreach (Factor factor in factors)
        {
            if (rest.Remove(factor))
            {
                shared.Add(factor);
            }
        }

        bool isSameNumber = Math.Abs(numerator) == Math.Abs(other.Numerator) && denominator == other.Denominator;
        double sign = IsNegative && other.IsNegative ? -1 : 1;
        return isSameNumber ? new(type, sign * Math.Abs(numerator), denominator, shared) : new(type, 1, 1, shared);
    }

    /// <summary>The same product with one occurrence of each factor given replaced by another factor, put where the last of them stood.</summary>
    public Product Replace(Factor first, Factor second, Factor by)
    {
        List<Factor> rest = [.. factors];
        int place = rest.LastIndexOf(second);
        rest[place] = by;
        rest.Remove(first);
        return new(type, numerator, denominator, rest);
    }

    /// <summary>The same product with a factor written out.</summary>
    public Product Without(Factor named, Product value)
    {
        List<Factor> rest = [.. factors];
        int place = rest.IndexOf(named);
        rest.RemoveAt(place);
        rest.InsertRange(place, value.Factors);
        return new(type, numerator, denominator, rest);
    }

    private Product Combine(Product other, bool divide)
    {
        List<Factor> all = [.. factors];
        foreach (Factor factor in other.Factors)
        {
            Factor added = divide ? new(factor.Value, !factor.IsDivisor) : factor;
            if (!all.Remove(new(added.Value, !added.IsDivisor))) // x / x leaves nothing
            {
                all.Add(added);
            }
        }

        (double above, double below) = divide
            ? (numerator * other.Denominator, denominator * other.Numerator)
            : (numerator * other.Numerator, denominator * other.Denominator);
        return below < 0 ? new(type, -above, -below, all) : new(type, above, below, all);
    }

    /// <summary>The product as a person would write it: sign, number, factors, then one division.</summary>
    public Expression ToExpression()
    {
        if (IsZero)
        {
            return Constant.Zero(type);
        }

        (double above, double below) = Reduced();
        List<Expression> dividends = [.. factors.Where(f => !f.IsDivisor).Select(f => f.Value)];
        List<Expression> divisors = [.. factors.Where(f => f.IsDivisor).Select(f => f.Value)];
        if (below != 1)
        {
            divisors.Insert(0, Constant.Real(below, type));
        }

        bool negate = above == -1 && dividends.Count > 0;
        if ((above != 1 && !negate) || dividends.Count == 0)
        {
            dividends.Insert(0, Constant.Real(above, type));
        }

        if (negate)
        {
            dividends[0] = -dividends[0];
        }

        Expression result = dividends.Aggregate((a, b) => a * b);
        return divisors.Count == 0 ? result : result / divisors.Aggregate((a, b) => a * b);
    }

    /// <summary>Divides the number out where that is exact, and keeps the sign above the bar.</summary>
    private (double Above, double Below) Reduced()
    {
        double quotient = numerator / denominator;
        bool exact = quotient * denominator == numerator && (IsPowerOfTwo(denominator) || quotient == Math.Truncate(quotient));
        if (exact)
        {
            return (quotient, 1);
        }

        return denominator < 0 ? (-numerator, -denominator) : (numerator, denominator);
    }

    private static bool IsPowerOfTwo(double value)
    {
        const long mantissa = (1L << 52) - 1;
        return (BitConverter.DoubleToInt64Bits(value) & mantissa) == 0;
    }
}
