using static Backprop.Generator.Rules.Functions;
using static Backprop.Generator.Rules.Rule;

namespace Backprop.Generator.Rules;

/// <summary>Exponentials and logarithms.</summary>
internal static class ElementaryRules
{
    private const double Ln2 = 0.69314718055994531, Ln10 = 2.3025850929940457;
    private const double Log2E = 1.4426950408889634, Log10E = 0.43429448190325183;

    public static readonly Rule[] Table =
    [
        Unary("Exp", (x, y) => y),
        Unary("Exp2", (x, y) => Ln2 * y),
        Unary("Exp10", (x, y) => Ln10 * y),
        Unary("ExpM1", (x, y) => y + 1),
        Unary("Exp2M1", (x, y) => Ln2 * (y + 1)),
        Unary("Exp10M1", (x, y) => Ln10 * (y + 1)),

        Unary("Log", (x, y) => 1 / x),
        Unary("Log2", (x, y) => Log2E / x),
        Unary("Log10", (x, y) => Log10E / x),
        Unary("LogP1", (x, y) => 1 / (1 + x)),
        Unary("Log2P1", (x, y) => Log2E / (1 + x)),
        Unary("Log10P1", (x, y) => Log10E / (1 + x)),
        Binary("Log", (x, b, y) => (1 / (x * Log(b)), -y / (b * Log(b)))),
    ];
}
