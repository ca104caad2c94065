using Backprop.Generator.IR;
using static Backprop.Generator.Rules.BulkRule;
using static Backprop.Generator.Rules.Functions;

namespace Backprop.Generator.Rules;

/// <summary>The methods of <c>TensorPrimitives</c>, on spans of <c>double</c> and <c>float</c>.</summary>
/// <remarks>
/// A method with a scalar function of its name has that function's row, NaN and ties included. The rest is here. x stands
/// for one element, v for the value of all, dv for the value's cotangent.
/// </remarks>
internal static class BulkRules
{
    private const string TieKink = "at a tie the same share to each";
    private const string TwoResults = "it fills two arrays";
    private const string Bits = "it works on bits; multiply by a number instead";
    private const string Halves = "Half is not differentiated; keep the numbers in float or double";

    private static readonly BulkRule[] Own =
    [
        // Element by element, where a scalar has an operator or no function.
        Binary("Add", (x, y) => x + y),
        Binary("Subtract", (x, y) => x - y),
        Binary("Multiply", (x, y) => x * y),
        Binary("Divide", (x, y) => x / y),
        Binary("Remainder", (x, y) => IR.Binary.Of(BinaryOperator.Remainder, x, y)),
        Unary("Negate", x => -x),
        Unary("Increment", x => x + 1),
        Unary("Decrement", x => x - 1),
        Unary("Reciprocal", x => 1 / x),
        Unary("ReciprocalSqrt", x => Member("ReciprocalSqrtEstimate", x)), // whose row reads the result only
        Unary("Sigmoid", x => 1 / (1 + Exp(-x))),
        Ternary("MultiplyAdd", (x, y, z) => x * y + z),
        Ternary("AddMultiply", (x, y, z) => (x + y) * z),
        Converted("ConvertChecked"),
        Converted("ConvertSaturating"),
        Converted("ConvertTruncating"),

        // Each element of the result from all elements of x.
        new("SoftMax", 1, true) { Cotangents = (x, y, dy, all) => [y * (dy - all.Sum("mean", y * dy))] },

        // One value of an array.
        OfOne("Sum", (x, v, dv, all) => dv),
        OfOne("SumOfSquares", (x, v, dv, all) => 2 * dv * x),
        OfOne("SumOfMagnitudes", (x, v, dv, all) => Slope("Abs", x) * dv, kink: "0 at 0"),
        OfOne("Average", (x, v, dv, all) => all.Once("share", dv / all.Count)),
        OfOne("Norm", (x, v, dv, all) => all.Once("scale", OrZero(v, dv / v)) * x, kink: "0 where the norm is 0"),
        OfOne("StdDev", (x, v, dv, all) => all.Once("scale", OrZero(v, dv / (all.Count * v))) * (x - all.Once("mean", all.Sum("sum", x) / all.Count)),
            kink: "0 where all are equal"),
        OfOne("Max", (x, v, dv, all) => Tied(IsSame(x, v), x, dv, all), TieKink),
        OfOne("Min", (x, v, dv, all) => Tied(IsSame(x, v), x, dv, all), TieKink),
        OfOne("MaxMagnitude", (x, v, dv, all) => Tied(IsSame(x, v), x, dv, all), TieKink),
        OfOne("MinMagnitude", (x, v, dv, all) => Tied(IsSame(x, v), x, dv, all), TieKink),
        OfOne("MaxNumber", (x, v, dv, all) => Tied(IsSameNumber(x, v), x, dv, all), TieKink),
        OfOne("MinNumber", (x, v, dv, all) => Tied(IsSameNumber(x, v), x, dv, all), TieKink),
        OfOne("MaxMagnitudeNumber", (x, v, dv, all) => Tied(IsSameNumber(x, v), x, dv, all), TieKink),
        OfOne("MinMagnitudeNumber", (x, v, dv, all) => Tied(IsSameNumber(x, v), x, dv, all), TieKink),
        Product("Product", x => x),

        // One value of two arrays.
        OfTwo("Dot", (x, y, v, dv, all) => (dv * y, dv * x)),
        OfTwo("Distance", (x, y, v, dv, all) => Opposite(all.Once("scale", OrZero(v, dv / v)) * (x - y)), kink: "0 where the distance is 0"),
        OfTwo("CosineSimilarity", CosineSimilarity),
        Product("ProductOfSums", (x, y) => x + y),
        Product("ProductOfDifferences", (x, y) => x - y),

        // Places and counts.
        Step("IndexOfMax", 1),
        Step("IndexOfMin", 1),
        Step("IndexOfMaxMagnitude", 1),
        Step("IndexOfMinMagnitude", 1),
        Step("HammingDistance", 2),

        Refused("SinCos", 1, true, TwoResults + "; call Sin and Cos"),
        Refused("SinCosPi", 1, true, TwoResults + "; call SinPi and CosPi"),
        Refused("ConvertToHalf", 1, true, Halves),
        Refused("ConvertToSingle", 1, true, Halves),
        Refused("BitwiseAnd", 2, true, Bits),
        Refused("BitwiseOr", 2, true, Bits),
        Refused("OnesComplement", 1, true, Bits),
        Refused("Xor", 2, true, Bits),
    ];

    /// <summary>The functions of scalars that <c>TensorPrimitives</c> has under the same name.</summary>
    private static readonly (string Name, int Arity)[] Shared =
    [
        .. new[]
        {
            "Abs", "Acos", "Acosh", "AcosPi", "Asin", "Asinh", "AsinPi", "Atan", "Atanh", "AtanPi", "BitDecrement", "BitIncrement", "Cbrt", "Ceiling",
            "ConvertToInteger", "ConvertToIntegerNative", "Cos", "Cosh", "CosPi", "DegreesToRadians", "Exp", "Exp10", "Exp10M1", "Exp2", "Exp2M1", "ExpM1",
            "Floor", "ILogB", "Log", "Log10", "Log10P1", "Log2", "Log2P1", "LogP1", "RadiansToDegrees", "ReciprocalEstimate", "ReciprocalSqrtEstimate",
            "Round", "Sign", "Sin", "Sinh", "SinPi", "Sqrt", "Tan", "Tanh", "TanPi", "Truncate",
        }.Select(name => (name, 1)),
        .. new[]
        {
            "Atan2", "Atan2Pi", "CopySign", "Hypot", "Ieee754Remainder", "Log", "Max", "MaxMagnitude", "MaxMagnitudeNumber", "MaxNumber", "Min",
            "MinMagnitude", "MinMagnitudeNumber", "MinNumber", "Pow", "RootN", "Round", "ScaleB",
        }.Select(name => (name, 2)),
        .. new[] { "Clamp", "FusedMultiplyAdd", "Lerp", "MultiplyAddEstimate", "Round" }.Select(name => (name, 3)),
    ];

    /// <summary>All rows, by name.</summary>
    public static readonly IReadOnlyList<BulkRule> Table =
    [
        .. Own.Concat(Shared.Select(s => Like(RuleTable.Find(s.Name, s.Arity)!)))
            .OrderBy(r => r.Name, StringComparer.Ordinal).ThenBy(r => r.FillsArray).ThenBy(r => r.Arity),
    ];

    private static readonly Dictionary<(string, int, bool), BulkRule> ByShape = Table.ToDictionary(r => (r.Name, r.Arity, r.FillsArray));

    public static BulkRule? Find(string name, int arity, bool fillsArray) => ByShape.TryGetValue((name, arity, fillsArray), out BulkRule? rule) ? rule : null;

    public static BulkRule? Find(Bulk call) => Find(call.Name, call.Operands.Count, call.Destination is not null);

    private static (Expression, Expression) CosineSimilarity(Expression x, Expression y, Expression v, Expression dv, IElements all)
    {
        Expression xx = all.Sum("xSqr", x * x), yy = all.Sum("ySqr", y * y);
        Expression across = all.Once("across", dv / (Sqrt(xx) * Sqrt(yy)));
        return (across * y - all.Once("along", dv * v / xx) * x, across * x - all.Once("along", dv * v / yy) * y);
    }

    private static (Expression, Expression) Opposite(Expression x) => (x, -x);

    /// <summary>At 0 a length has no slope: 0, as <c>Hypot</c> has.</summary>
    private static Expression OrZero(Expression length, Expression value) => Select(Equal(length, 0), 0, value);

    private static Expression Tied(Expression isChosen, Expression x, Expression dv, IElements all) =>
        Select(isChosen, all.Once("share", dv / all.Sum("ties", Select(isChosen, 1, 0, x.Type))), 0);

    /// <summary>Where an element is NaN the value is too, and the NaNs get the cotangent.</summary>
    private static Expression IsSame(Expression x, Expression v) => Or(Equal(x, v), Test("IsNaN", x));

    /// <summary>The same where NaNs may be passed over.</summary>
    private static Expression IsSameNumber(Expression x, Expression v) => Or(Equal(x, v), And(Test("IsNaN", v), Test("IsNaN", x)));

    private static Expression Slope(string name, Expression x) => RuleTable.Find(name, 1)!.Partials([x], Math(name, x), [true])[0]!;
}
