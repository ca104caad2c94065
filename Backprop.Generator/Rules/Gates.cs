using Backprop.Generator.IR;
using static Backprop.Generator.Rules.Functions;

namespace Backprop.Generator.Rules;

/// <summary>The composites that are differentiated as one; the first whose shape fits is taken.</summary>
/// <remarks>
/// Most are here because an exponential overflows where the composite is flat: there the chain rule multiplies 0 by
/// infinity. 1 / (1 + 1 / e) is e / (1 + e) without infinity / infinity, and without a second exponential, as e is kept.
/// </remarks>
internal static class Gates
{
    public static readonly Gate[] Table =
    [
        Gate.Of("sigmoid", x => Sigmoid(x), (x, y) => y * (1 - y)),
        Gate.Of("sigmoid", x => Exp(x) / (1 + Exp(x)), (x, y) => y * (1 - y)),
        Gate.Of("falling sigmoid", x => 1 / (1 + Exp(x)), (x, y) => y * (y - 1)),
        // Cross-entropy: 1 / p and p·(1 - p) cancel, also where p is 0.
        Gate.Of("log of sigmoid", x => Log(Sigmoid(x)), (x, y) => 1 - Sigmoid(x)),
        Gate.Of("log of 1 - sigmoid", x => Log(1 - Sigmoid(x)), (x, y) => -Sigmoid(x)),
        Gate.Of("cross-entropy of sigmoid",
            (t, x) => -t * Log(Sigmoid(x)) - (1 - t) * Log(1 - Sigmoid(x)),
            (t, x, y) => (Log(1 - Sigmoid(x)) - Log(Sigmoid(x)), Sigmoid(x) - t)),
        Gate.Of("log-likelihood of sigmoid",
            (t, x) => t * Log(Sigmoid(x)) + (1 - t) * Log(1 - Sigmoid(x)),
            (t, x, y) => (Log(Sigmoid(x)) - Log(1 - Sigmoid(x)), t - Sigmoid(x))),

        Gate.Of("tanh", x => (Exp(x) - Exp(-x)) / (Exp(x) + Exp(-x)), (x, y) => 1 - y * y),
        Gate.Of("tanh of x / 2", x => (Exp(x) - 1) / (Exp(x) + 1), (x, y) => 0.5 * (1 - y * y)),
        Gate.Of("tanh of -x / 2", x => (1 - Exp(x)) / (1 + Exp(x)), (x, y) => -0.5 * (1 - y * y)),
        Gate.Of("logistic", (a, c, x) => a / (c + Exp(x)), (a, c, x, y) => (1 / (c + Exp(x)), -y / (c + Exp(x)), -y / (1 + c / Exp(x))))
            with { Unless = holes => holes[1].Walk().OfType<Call>().Any(c => c.Name == "Exp") }, // a softmax, whose exponents are shifted already

        Gate.Of("softplus", x => Log(1 + Exp(x)), (x, y) => 1 / (1 + 1 / Exp(x))),
        Gate.Of("softplus", x => LogP1(Exp(x)), (x, y) => 1 / (1 + 1 / Exp(x))),
        // Smooth, though the maximum and the absolute value that it is written with have kinks at 0: there the chain rule gives 0.
        Gate.Of("softplus", x => Max(x, Zero(x)) + Log(1 + Exp(-Abs(x))), (x, y) => ShareOfPositive(x)),
        Gate.Of("softplus", x => Max(x, Zero(x)) + LogP1(Exp(-Abs(x))), (x, y) => ShareOfPositive(x)),
        Gate.Of("softplus of -x", x => Max(-x, Zero(x)) + Log(1 + Exp(-Abs(x))), (x, y) => -ShareOfNegative(x)),
        Gate.Of("softplus of -x", x => Max(-x, Zero(x)) + LogP1(Exp(-Abs(x))), (x, y) => -ShareOfNegative(x)),
        // The same inside a cross-entropy from logits: max(x, 0) - x·label + log(1 + e^-|x|).
        Gate.Of("softplus less a", (x, a) => Max(x, Zero(x)) - a + Log(1 + Exp(-Abs(x))), (x, a, y) => (ShareOfPositive(x), MinusOne(a))),
        Gate.Of("softplus less a", (x, a) => Max(x, Zero(x)) - a + LogP1(Exp(-Abs(x))), (x, a, y) => (ShareOfPositive(x), MinusOne(a))),

        // Softmax of (a, b) from the one exponential of their difference, which may be 0 or infinite.
        Gate.Of("log-sum-exp", (a, b) => Max(a, b) + Log(Exp(a - Max(a, b)) + Exp(b - Max(a, b))),
            (a, b, y) => (Exp(a - Max(a, b)) / (Exp(a - Max(a, b)) + Exp(b - Max(a, b))), Exp(b - Max(a, b)) / (Exp(a - Max(a, b)) + Exp(b - Max(a, b))))),
        Gate.Of("log-sum-exp", (a, b) => Log(Exp(a) + Exp(b)), (a, b, y) => (1 / (1 + Exp(b - a)), 1 / (1 + 1 / Exp(b - a)))),
        Gate.Of("log-sum-exp", (a, b) => Max(a, b) + Log(1 + Exp(-Abs(a - b))), (a, b, y) => (ShareOfPositive(a - b), ShareOfNegative(a - b))),
        Gate.Of("log-sum-exp", (a, b) => Max(a, b) + LogP1(Exp(-Abs(a - b))), (a, b, y) => (ShareOfPositive(a - b), ShareOfNegative(a - b))),

        // 0 at the origin, like Hypot; the chain rule would give infinity times zero.
        Gate.Of("length", x => Sqrt(x * x), (x, y) => Share(x, y)),
        Gate.Of("length", (a, b) => Sqrt(a * a + b * b), (a, b, y) => (Share(a, y), Share(b, y))),
        Gate.Of("length", (a, b, c) => Sqrt(a * a + b * b + c * c), (a, b, c, y) => (Share(a, y), Share(b, y), Share(c, y))),
        // One division each, where the chain rule divides by the quotient and then by its divisor.
        Gate.Of("log of a quotient", (a, b) => Log(a / b), (a, b, y) => (1 / a, -1 / b)),
        Gate.Of("log of a product", (a, b) => Log(a * b), (a, b, y) => (1 / a, 1 / b)),
        Gate.Of("reciprocal", x => 1 / x, (x, y) => -y * y),
    ];

    private static readonly ILookup<object, Gate> ByOperation = Table.ToLookup(gate => Operation(gate.Pattern(IRType.Double)));

    /// <summary>The gates whose outermost operation is the node's, in the order of the table.</summary>
    public static IEnumerable<Gate> Like(Expression node) => ByOperation[Operation(node)];

    private static object Operation(Expression node) => node switch
    {
        Binary binary => binary.Operator,
        Call call => call.Name,
        _ => "",
    };

    private static Expression Sigmoid(Expression x) => 1 / (1 + Exp(-x));

    // σ(x) and σ(-x) by the one exponential that stable formulas compute, e^-|x|.
    private static Expression ShareOfPositive(Expression x) => Select(Less(x, 0), Exp(-Abs(x)), 1) / (1 + Exp(-Abs(x)));

    private static Expression ShareOfNegative(Expression x) => Select(Less(x, 0), 1, Exp(-Abs(x))) / (1 + Exp(-Abs(x)));

    private static Expression Share(Expression x, Expression length) => x * Select(Equal(length, 0), 0, 1 / length);

    private static Constant Zero(Expression x) => Constant.Zero(x.Type);

    private static Constant MinusOne(Expression x) => Constant.Real(-1, x.Type);
}
