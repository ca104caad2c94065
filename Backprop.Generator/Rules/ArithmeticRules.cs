using static Backprop.Generator.Rules.Functions;
using static Backprop.Generator.Rules.Rule;

namespace Backprop.Generator.Rules;

/// <summary>Sums, products and remainders that .NET has under a name.</summary>
internal static class ArithmeticRules
{
    public static readonly Rule[] Table =
    [
        Ternary("FusedMultiplyAdd", (a, b, c, y) => (b, a, IR.Constant.One(c.Type))),
        Ternary("MultiplyAddEstimate", (a, b, c, y) => (b, a, IR.Constant.One(c.Type))),
        Ternary("Lerp", (a, b, t, y) => (1 - t, t, b - a)),
        Binary("ScaleB", (x, n, y) => (Math("ScaleB", IR.Constant.One(x.Type), n), null)),
        // x plus or minus a last bit, whose size is a step function.
        Unary("BitIncrement", (x, y) => IR.Constant.One(x.Type)),
        Unary("BitDecrement", (x, y) => IR.Constant.One(x.Type)),
        // As for %, but n is the whole number nearest to a / b.
        Binary("IEEERemainder", (a, b, y) => (IR.Constant.One(a.Type), (y - a) / b), kink: "1 and -n at a jump, n being round(a / b)"),
        Binary("Ieee754Remainder", (a, b, y) => (IR.Constant.One(a.Type), (y - a) / b), kink: "1 and -n at a jump, n being round(a / b)"),
    ];
}
