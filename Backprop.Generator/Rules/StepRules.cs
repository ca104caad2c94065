using static Backprop.Generator.Rules.Rule;

namespace Backprop.Generator.Rules;

/// <summary>Functions that are constant between jumps: their derivative is zero, and a warning says so where it cuts the only path.</summary>
internal static class StepRules
{
    public static readonly Rule[] Table =
    [
        Step("Floor"),
        Step("Ceiling"),
        Step("Truncate"),
        Step("Round"),
        Step("Round", 2), // digits, or the way to round
        Step("Round", 3),
        Step("Sign"),
        Step("ILogB"),
        Step("ConvertToInteger"),
        Step("ConvertToIntegerNative"),
    ];
}
