using static Backprop.Generator.Rules.Rule;

namespace Backprop.Generator.Rules;

/// <summary>C#'s arithmetic operators on real numbers.</summary>
internal static class OperatorRules
{
    public static readonly Rule[] Table =
    [
        Unary("+", (a, y) => IR.Constant.One(a.Type)),
        Unary("-", (a, y) => IR.Constant.Real(-1, a.Type)),
        Binary("+", (a, b, y) => (IR.Constant.One(a.Type), IR.Constant.One(b.Type))),
        Binary("-", (a, b, y) => (IR.Constant.One(a.Type), IR.Constant.Real(-1, b.Type))),
        Binary("*", (a, b, y) => (b, a)),
        Binary("/", (a, b, y) => (1 / b, -y / b)),
        // y = a - n·b for a whole n; read off y, as a / b may round up to the next one: 1.0 / 0.1 is 10, but n is 9.
        Binary("%", (a, b, y) => (IR.Constant.One(a.Type), (y - a) / b), kink: "1 and -trunc(a / b) at a jump"),
    ];
}
