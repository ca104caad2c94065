using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>A whole number as a sum of products of variables: <c>c * rest + i * (i - 1) / 2</c>.</summary>
/// <remarks>
/// Coefficients are halves, so that the number of elements in a triangle is one: it is exact, since of the two factors one is
/// even. What overflows wraps around in sums and products alike; halves are those of numbers that an array can have elements.
/// </remarks>
internal sealed class Polynomial
{
    private const int Scale = 2;

    /// <summary>How many halves there are of each product, whose factors stand in an order.</summary>
    private readonly Dictionary<EquatableArray<Expression>, double> _halves;

    private Polynomial(Dictionary<EquatableArray<Expression>, double> halves) => _halves = halves;

    /// <summary>Whether each product is there a whole number of times, one that an int holds.</summary>
    private bool IsWhole => _halves.Values.All(h => h % Scale == 0 && Math.Abs(h / Scale) <= int.MaxValue);

    /// <summary>Null for what is no such sum.</summary>
    public static Polynomial? Of(Expression number) => number switch
    {
        Constant { Number: var known } when !number.Type.IsReal => Term(EquatableArray<Expression>.Empty, known * Scale),
        Variable or Length or Symbol { IsFixed: true } when number.Type == IRType.Int32 => Term(EquatableArray.Of(number), Scale),
        Binary { Overflow: Overflow.Inherited, Operator: BinaryOperator.Divide, Right: Constant { Number: Scale }, Left: Binary { Operator: BinaryOperator.Multiply } product } => Half(product),
        Binary { Overflow: Overflow.Inherited } sum when Of(sum.Left) is { } left && Of(sum.Right) is { } right => sum.Operator switch
        {
            BinaryOperator.Add => left.Plus(right, 1),
            BinaryOperator.Subtract => left.Plus(right, -1),
            BinaryOperator.Multiply => left.Times(right),
            _ => null,
        },
        _ => null,
    };

    /// <summary>The highest power of a variable in it.</summary>
    public int DegreeIn(Variable variable) => _halves.Keys.Select(factors => factors.Count(variable.Equals)).DefaultIfEmpty(0).Max();

    /// <summary>How much larger it is where a variable is larger by 1; null where that is no whole sum.</summary>
    public Polynomial? Rise(Variable variable)
    {
        Polynomial next = Term(EquatableArray.Of<Expression>(variable), Scale).Plus(Term(EquatableArray<Expression>.Empty, Scale), 1);
        return With(variable, next).Plus(this, -1) is { IsWhole: true } rise ? rise : null;
    }

    /// <summary>The same with a number in place of a variable; null where it is no whole sum then.</summary>
    public Polynomial? At(Variable variable, double number) =>
        With(variable, Term(EquatableArray<Expression>.Empty, number * Scale)) is { IsWhole: true } at ? at : null;

    /// <summary>As an expression; the number of its terms is what it costs.</summary>
    public Expression ToExpression()
    {
        Expression sum = Integers.Number(0, IRType.Int32);
        foreach ((EquatableArray<Expression> factors, double halves) in _halves.OrderBy(t => t.Key.Count == 0).ThenBy(t => t.Value < 0).Select(t => (t.Key, t.Value)))
        {
            double count = halves / Scale;
            sum = factors.Count == 0 ? Integers.Plus(sum, count)
                : count < 0 ? Integers.Minus(sum, Integers.Times(factors.Aggregate((a, b) => a * b), -count))
                : Integers.Sum(sum, Integers.Times(factors.Aggregate((a, b) => a * b), count));
        }

        return sum;
    }

    public int Terms => _halves.Count;

    private static Polynomial Term(EquatableArray<Expression> factors, double halves) => new(halves == 0 ? [] : new() { [factors] = halves });

    /// <summary>Of a product: one of two factors whose sum is odd is even.</summary>
    private static Polynomial? Half(Binary product) =>
        Of(product.Left) is { IsWhole: true } left && Of(product.Right) is { IsWhole: true } right
        && left.Plus(right, 1) is var sum && sum._halves.All(t => (t.Value / Scale % 2 != 0) == (t.Key.Count == 0)) && sum._halves.ContainsKey(EquatableArray<Expression>.Empty)
            ? new(left.Times(right)._halves.ToDictionary(t => t.Key, t => t.Value / 2))
            : null;

    private Polynomial Plus(Polynomial other, int sign)
    {
        Dictionary<EquatableArray<Expression>, double> sum = new(_halves);
        foreach ((EquatableArray<Expression> factors, double halves) in other._halves.Select(t => (t.Key, t.Value)))
        {
            double all = (sum.TryGetValue(factors, out double own) ? own : 0) + (sign * halves);
            sum[factors] = all;
            if (all == 0)
            {
                sum.Remove(factors);
            }
        }

        return new(sum);
    }

    private Polynomial Times(Polynomial other)
    {
        Polynomial product = new([]);
        foreach ((EquatableArray<Expression> factors, double halves) in _halves.Select(t => (t.Key, t.Value)))
        {
            foreach ((EquatableArray<Expression> more, double times) in other._halves.Select(t => (t.Key, t.Value)))
            {
                product = product.Plus(Term(factors.Concat(more).OrderBy(Order).ToEquatableArray(), halves * times / Scale), 1);
            }
        }

        return product;
    }

    private Polynomial With(Variable variable, Polynomial value)
    {
        Polynomial sum = new([]);
        foreach ((EquatableArray<Expression> factors, double halves) in _halves.Select(t => (t.Key, t.Value)))
        {
            Polynomial term = Term(factors.Where(f => !f.Equals(variable)).ToEquatableArray(), halves);
            sum = sum.Plus(factors.Where(variable.Equals).Aggregate(term, (product, _) => product.Times(value)), 1);
        }

        return sum;
    }

    private static int Order(Expression factor) => factor is Variable variable ? -variable.Id : factor is Length { Array: Variable array } ? 1 + array.Id : int.MaxValue;
}
