using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>Brings derivative expressions to the form that a careful person would write: no <c>1.0 *</c>, no <c>+ 0.0</c>, like terms together.</summary>
/// <remarks>
/// It treats what the forward code computed (<see cref="Primal"/>) as given: its value is the method's own, whose
/// operations are never reordered.
/// </remarks>
internal static class Simplification
{
    public static Expression Simplify(Expression expression) => Sum(Terms(expression), expression.Type);

    /// <summary>The sum of contributions to one cotangent, like terms added up.</summary>
    /// <remarks>Where opening up the primal products leaves fewer terms, it does: x·x gives 2·x, not x + x.</remarks>
    public static List<Product> Collect(IEnumerable<Expression> contributions)
    {
        List<Expression> all = [.. contributions];
        List<Product> closed = AddLikeTerms(all.SelectMany(c => Terms(c)));
        if (closed.Count < 2)
        {
            return closed;
        }

        List<Product> open = AddLikeTerms(all.SelectMany(c => Terms(Open(c))));
        return open.Count < closed.Count ? open : closed;
    }

    /// <summary>Takes out of a sum what all its terms share: a·d + b·d is (a + b)·d, and 2·a - 2·b is 2·(a - b).</summary>
    public static List<Product> FactorOut(List<Product> terms)
    {
        if (terms.Count < 2 || terms.Exists(t => t.Factors.Any(f => f.Value is Conditional)))
        {
            return terms;
        }

        Product common = terms.Aggregate((a, b) => a.Common(b));
        bool isSign = common.Factors.Count == 0 && Math.Abs(common.Numerator) == common.Denominator;
        return isSign ? terms : [common.Times(Product.Atom(Sum([.. terms.Select(t => t.Over(common))], common.Type)))];
    }

    /// <summary>The sum as one expression.</summary>
    public static Expression Sum(IReadOnlyList<Product> terms, IRType type)
    {
        if (terms.Count == 0)
        {
            return Constant.Zero(type);
        }

        // b - a rather than -a + b
        List<Product> ordered = [.. terms];
        int first = ordered.FindIndex(t => !t.IsNegative);
        if (first > 0)
        {
            Product lead = ordered[first];
            ordered.RemoveAt(first);
            ordered.Insert(0, lead);
        }

        Expression sum = Expand(ordered[0]);
        foreach (Product term in ordered.Skip(1))
        {
            sum = term.IsNegative ? sum - Expand(term.Negated()) : sum + Expand(term);
        }

        return sum;
    }

    /// <summary>The terms of a sum, each a product in normal form.</summary>
    public static List<Product> Terms(Expression expression)
    {
        switch (expression)
        {
            case Binary { Operator: BinaryOperator.Add } sum:
                return AddLikeTerms([.. Terms(sum.Left), .. Terms(sum.Right)]);
            case Binary { Operator: BinaryOperator.Subtract } difference:
                return AddLikeTerms([.. Terms(difference.Left), .. Terms(difference.Right).Select(t => t.Negated())]);
            case Unary { Operator: UnaryOperator.Negate } negation when negation.Type.IsReal:
                return [.. Terms(negation.Operand).Select(t => t.Negated())];
            default:
                Product product = ProductOf(expression);
                return product.IsZero ? [] : [product];
        }
    }

    private static Product ProductOf(Expression expression)
    {
        switch (expression)
        {
            case Constant constant when constant.Type.IsReal && !double.IsNaN(constant.Number) && !double.IsInfinity(constant.Number):
                return Product.Number(constant.Number, constant.Type);
            case Unary { Operator: UnaryOperator.Negate } negation when negation.Type.IsReal:
                return ProductOf(negation.Operand).Negated();
            case Unary { Operator: UnaryOperator.Plus } plus when plus.Type.IsReal:
                return ProductOf(plus.Operand);
            case Binary { Operator: BinaryOperator.Multiply } product when product.Type.IsReal:
                return ProductOf(product.Left).Times(ProductOf(product.Right));
            case Binary { Operator: BinaryOperator.Divide } quotient when quotient.Type.IsReal:
                return ProductOf(quotient.Left).Over(ProductOf(quotient.Right));
            case Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum when sum.Type.IsReal:
                List<Product> terms = Terms(sum);
                return terms.Count switch
                {
                    0 => Product.Number(0, sum.Type),
                    1 => terms[0],
                    _ => Product.Atom(Sum(terms, sum.Type)),
                };
            default:
                return OfParts(expression);
        }
    }

    private static Product OfParts(Expression expression)
    {
        switch (expression)
        {
            case Conversion convert when convert.Type.IsReal && convert.Operand.Type.IsReal:
                Expression operand = Simplify(convert.Operand);
                return operand is Constant constant ? ProductOf(Constant.Real(constant.Number, convert.Type)) : Product.Atom(convert with { Operand = operand });
            case Conditional choice when choice.Type.IsReal:
                Expression then = Simplify(choice.Then), otherwise = Simplify(choice.Else);
                return then.Equals(otherwise) ? ProductOf(then) : Choose(choice.Test, then, otherwise);
            case Call call:
                return Product.Atom(call with { Arguments = call.Arguments.Map(a => a.Type.IsReal ? Simplify(a) : a) });
            default:
                return Product.Atom(expression);
        }
    }

    private static Product Choose(Expression test, Expression then, Expression otherwise) => test switch
    {
        Constant { Text: "true" } => ProductOf(then),
        Constant { Text: "false" } => ProductOf(otherwise),
        _ => Product.Atom(new Conditional(test, then, otherwise)),
    };

    /// <summary>
    /// A factor that chooses takes the other factors into its arms where one arm is 0, or where nothing is computed twice
    /// by it: an arm of 0 stays 0, even where another factor is infinite, and no arm multiplies by 1.
    /// </summary>
    public static Expression Expand(Product product)
    {
        Factor choice = product.Factors.FirstOrDefault(f => !f.IsDivisor && TakesFactorsIn(f.Value));
        if (choice.Value is not Conditional conditional)
        {
            return product.ToExpression();
        }

        List<Factor> rest = [.. product.Factors];
        rest.Remove(choice);
        Product others = new(product.Type, product.Numerator, product.Denominator, rest);
        return IsZero(conditional.Then) || IsZero(conditional.Else) || rest.Count <= 1
            ? conditional with { Then = Scaled(conditional.Then, others), Else = Scaled(conditional.Else, others) }
            : product.ToExpression();
    }

    /// <summary>Whether a factor is a choice with an arm of 0, or between numbers.</summary>
    public static bool TakesFactorsIn(Expression factor) => factor is Conditional choice && (IsZero(choice.Then) || IsZero(choice.Else) || PicksNumbers(choice));

    private static bool IsZero(Expression arm) => arm is Constant { Number: 0 };

    private static bool PicksNumbers(Expression arm) => arm is Constant || (arm is Conditional choice && PicksNumbers(choice.Then) && PicksNumbers(choice.Else));

    private static Expression Scaled(Expression arm, Product others)
    {
        Product product = ProductOf(arm).Times(others);
        return product.IsZero ? Constant.Zero(arm.Type) : Expand(product);
    }

    private static List<Product> AddLikeTerms(IEnumerable<Product> terms)
    {
        List<Product> sums = [];
        foreach (Product term in terms)
        {
            int like = sums.FindIndex(s => s.IsLike(term));
            if (like < 0)
            {
                sums.Add(term);
            }
            else
            {
                sums[like] = sums[like].Plus(term);
            }
        }

        sums.RemoveAll(s => s.IsZero);
        return sums;
    }

    /// <summary>Opens primal products, so that like terms show; primal sums and calls stay closed.</summary>
    private static Expression Open(Expression expression) => expression.Rewrite(node => node is Primal primal ? OpenProduct(primal.Value) : node);

    private static Expression OpenProduct(Expression value) => value switch
    {
        Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } product when product.Type.IsReal =>
            product with { Left = OpenProduct(product.Left), Right = OpenProduct(product.Right) },
        Unary { Operator: UnaryOperator.Negate } negation when negation.Type.IsReal => -OpenProduct(negation.Operand),
        _ => Primal.Of(value),
    };
}
