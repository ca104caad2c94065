using Backprop.Generator.IR;
using static Backprop.Generator.Rules.Functions;
using static Backprop.Generator.Rules.Rule;

namespace Backprop.Generator.Rules;

/// <summary>Activations of networks, which the runtime's <c>Lanes</c> has for numbers and vectors alike, and their slopes where these are no short expressions.</summary>
internal static class ActivationRules
{
    public static readonly Rule[] Table =
    [
        Unary("Sigmoid", (x, y) => y * (1 - y)),
        Unary("Softplus", (x, y) => Lane("Sigmoid", x)),
        Unary("Silu", (x, y) => Lane("SiluSlope", x)),
        Unary("Gelu", (x, y) => Lane("GeluSlope", x)),
        Binary("LeakyRelu", (x, slope, y) => (Lane("LeakyReluSlope", x, slope), Select(Greater(x, 0), 0, x)), kink: "the slope at x = 0"),
        Binary("Elu", (x, alpha, y) => (Lane("EluSlope", x, alpha), Select(Greater(x, 0), 0, Member("ExpM1", x))), kink: "alpha at x = 0"),
    ];
}
