using static Backprop.Generator.Rules.Functions;
using static Backprop.Generator.Rules.Rule;

namespace Backprop.Generator.Rules;

/// <summary>Hyperbolic functions and their inverses.</summary>
internal static class HyperbolicRules
{
    public static readonly Rule[] Table =
    [
        Unary("Sinh", (x, y) => Cosh(x)),
        Unary("Cosh", (x, y) => Sinh(x)),
        Unary("Tanh", (x, y) => 1 - y * y),
        Unary("Asinh", (x, y) => 1 / Hypot(IR.Constant.One(x.Type), x)), // x² overflows where x is e^400, and asinh(e^t) has slope 1
        Unary("Acosh", (x, y) => 1 / (Sqrt(x - 1) * Sqrt(x + 1))),
        Unary("Atanh", (x, y) => 1 / ((1 - x) * (1 + x))),
    ];
}
