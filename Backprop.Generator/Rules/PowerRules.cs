using Backprop.Generator.IR;
using static Backprop.Generator.Rules.Functions;

namespace Backprop.Generator.Rules;

/// <summary>Powers, roots and reciprocals.</summary>
internal static class PowerRules
{
    public static readonly Rule[] Table =
    [
        Rule.Binary("Pow", (x, n, y) => (ByBase(x, n, y), ByExponent(x, y))),
        Rule.Unary("Sqrt", (x, y) => 0.5 / y),
        Rule.Unary("Cbrt", (x, y) => 1 / (3 * y * y)),
        // y^(1 - n) / n rather than y / (n·x), which is 0 / 0 at 0.
        Rule.Binary("RootN", (x, n, y) => (Pow(y, 1 - Real(n, x.Type)) / Real(n, x.Type), null)),
        Rule.Binary("Hypot", (a, b, y) => (Select(Equal(y, 0), 0, a / y), Select(Equal(y, 0), 0, b / y)), kink: "0 at (0, 0)"),
        Rule.Unary("ReciprocalEstimate", (x, y) => -y * y),
        Rule.Unary("ReciprocalSqrtEstimate", (x, y) => -0.5 * y * y * y),
    ];

    // n·x^(n - 1) without a second power where y / x says it: not at 0, nor where the power itself has left the range of its type.
    private static Expression ByBase(Expression x, Expression n, Expression y) => KnownNumber(n) switch
    {
        null => Select(Equal(n, 0), 0, Select(Test("IsNormal", y), n * Together(y / x), n * Pow(x, n - 1))),
        0 => Constant.Zero(x.Type),
        1 => Constant.One(x.Type),
        2 => 2 * x,
        3 => 3 * x * x,
        0.5 => 0.5 / y,
        -1 => -y * y,
        < 0 => n * Together(y / x), // finite and infinite together with x^(n - 1)
        double number => Select(Test("IsNormal", y), n * Together(y / x), n * Pow(x, Constant.Real(number - 1, x.Type))),
    };

    // Where y is 0, x is 0 or the power infinite, and y wins over the logarithm; a positive constant has a finite one.
    private static Expression ByExponent(Expression x, Expression y) =>
        KnownNumber(x) > 0 ? y * Log(x) : Select(Equal(y, 0), 0, y * Log(x));
}
