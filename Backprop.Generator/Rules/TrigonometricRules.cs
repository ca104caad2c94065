using static Backprop.Generator.Rules.Functions;
using static Backprop.Generator.Rules.Rule;

namespace Backprop.Generator.Rules;

/// <summary>Circular functions and their inverses, in radians and in half turns.</summary>
internal static class TrigonometricRules
{
    private const double Pi = 3.1415926535897931;

    public static readonly Rule[] Table =
    [
        Unary("Sin", (x, y) => Cos(x)),
        Unary("Cos", (x, y) => -Sin(x)),
        Unary("Tan", (x, y) => 1 + y * y),
        Unary("Asin", (x, y) => 1 / Sqrt((1 - x) * (1 + x))),
        Unary("Acos", (x, y) => -1 / Sqrt((1 - x) * (1 + x))),
        Unary("Atan", (x, y) => 1 / (1 + x * x)),
        // x / (x² + y²) and -y / (x² + y²), as quotients that neither overflow nor vanish before the result does.
        Binary("Atan2", (y, x, r) => (Select(Equal(x, 0), 0, 1 / (x + y * Together(y / x))), Select(Equal(y, 0), 0, -1 / (y + x * Together(x / y)))),
            kink: "0 at (0, 0)"),

        Unary("SinPi", (x, y) => Pi * CosPi(x)),
        Unary("CosPi", (x, y) => -Pi * SinPi(x)),
        Unary("TanPi", (x, y) => Pi * (1 + y * y)),
        Unary("AsinPi", (x, y) => 1 / Pi / Sqrt((1 - x) * (1 + x))),
        Unary("AcosPi", (x, y) => -1 / Pi / Sqrt((1 - x) * (1 + x))),
        Unary("AtanPi", (x, y) => 1 / Pi / (1 + x * x)),
        Binary("Atan2Pi",
            (y, x, r) => (Select(Equal(x, 0), 0, 1 / Pi / (x + y * Together(y / x))), Select(Equal(y, 0), 0, -1 / Pi / (y + x * Together(x / y)))),
            kink: "0 at (0, 0)"),

        Unary("DegreesToRadians", (x, y) => IR.Constant.Real(Pi / 180, x.Type)),
        Unary("RadiansToDegrees", (x, y) => IR.Constant.Real(180 / Pi, x.Type)),
    ];
}
