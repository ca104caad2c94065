using Backprop.Generator.IR;
using static Backprop.Generator.Rules.Functions;

namespace Backprop.Generator.Rules;

/// <summary>Functions that pick, clip or strip the sign of an argument.</summary>
/// <remarks>Tests are put so that a NaN fails them on the way to the argument that is returned: its partial is 1.</remarks>
internal static class SelectionRules
{
    private const string TieKink = "at a tie half to each, 0 where the other is constant";
    private const string ClampKink = "at a bound half to each, 0 where the other is constant";

    public static readonly Rule[] Table =
    [
        Rule.Unary("Abs", (x, y) => Select(Less(x, 0), -1, Select(Equal(x, 0), 0, 1, x.Type)), kink: "0 at x = 0"),
        Rule.Binary("CopySign", (x, s, y) => (Select(Equal(x, 0), 0, Select(Equal(y, -x), -1, 1, x.Type)), null),
            kink: "0 at x = 0; nothing to the sign's giver"),

        Rule.Binary("Max", (a, b, y, tie) => (NotBelow(a, b, tie), NotBelow(b, a, tie)), TieKink),
        Rule.Binary("Min", (a, b, y, tie) => (NotAbove(a, b, tie), NotAbove(b, a, tie)), TieKink),
        Rule.Binary("MaxNative", (a, b, y, tie) => (NotOther(a, b, y, tie), NotOther(b, a, y, tie)), TieKink),
        Rule.Binary("MinNative", (a, b, y, tie) => (NotOther(a, b, y, tie), NotOther(b, a, y, tie)), TieKink),
        Rule.Binary("MaxNumber", (a, b, y, tie) => (NotOther(a, b, y, tie), NotOther(b, a, y, tie)), TieKink),
        Rule.Binary("MinNumber", (a, b, y, tie) => (NotOther(a, b, y, tie), NotOther(b, a, y, tie)), TieKink),
        Rule.Binary("MaxMagnitude", (a, b, y, tie) => (NotOther(a, b, y, tie), NotOther(b, a, y, tie)), TieKink),
        Rule.Binary("MinMagnitude", (a, b, y, tie) => (NotOther(a, b, y, tie), NotOther(b, a, y, tie)), TieKink),
        Rule.Binary("MaxMagnitudeNumber", (a, b, y, tie) => (NotOther(a, b, y, tie), NotOther(b, a, y, tie)), TieKink),
        Rule.Binary("MinMagnitudeNumber", (a, b, y, tie) => (NotOther(a, b, y, tie), NotOther(b, a, y, tie)), TieKink),

        new("Clamp", 3, (a, y, active) => Clamp(a[0], a[1], a[2], y, active), ClampKink),
        new("ClampNative", 3, (a, y, active) => Clamp(a[0], a[1], a[2], y, active), ClampKink),
    ];

    private static Expression NotBelow(Expression a, Expression b, Tie tie) =>
        tie.IsShared ? Select(Less(a, b), 0, Select(Equal(a, b), 0.5, 1, a.Type)) : Select(LessOrEqual(a, b), 0, 1, a.Type);

    private static Expression NotAbove(Expression a, Expression b, Tie tie) =>
        tie.IsShared ? Select(Greater(a, b), 0, Select(Equal(a, b), 0.5, 1, a.Type)) : Select(GreaterOrEqual(a, b), 0, 1, a.Type);

    // By the result, for where order does not tell which one is returned: NaN passed over, magnitudes compared.
    private static Expression NotOther(Expression a, Expression b, Expression y, Tie tie) =>
        Select(Equal(y, b), tie.IsShared ? Select(Equal(a, b), 0.5, 0, a.Type) : Constant.Zero(a.Type), Constant.One(a.Type));

    private static Expression?[] Clamp(Expression x, Expression low, Expression high, Expression y, bool[] active)
    {
        Tie atLow = new(active[0], active[1]), atHigh = new(active[0], active[2]);
        Expression inside = atLow.IsShared || atHigh.IsShared
            ? Select(Equal(y, low), Share(x, low, atLow), Select(Equal(y, high), Share(x, high, atHigh), 1))
            : Select(Or(Equal(y, low), Equal(y, high)), 0, 1, x.Type);
        Expression below = Select(Equal(y, low), Select(GreaterOrEqual(x, low), Share(x, low, atLow), 1), 0);
        Expression zero = Constant.Zero(x.Type);
        Expression above = Select(Greater(x, high), 1, atHigh.IsShared ? Select(And(Equal(x, high), Less(low, high)), 0.5, zero) : zero);
        return [inside, below, above];
    }

    // What x, or the bound, gets at the bound.
    private static Expression Share(Expression x, Expression bound, Tie tie) =>
        tie.IsShared ? Select(Equal(x, bound), 0.5, 0, x.Type) : Constant.Zero(x.Type);
}
