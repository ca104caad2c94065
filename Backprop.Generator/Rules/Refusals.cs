using static Backprop.Generator.Rules.Rule;

namespace Backprop.Generator.Rules;

/// <summary>Functions of real numbers that have no row of their own because something plainer says the same.</summary>
internal static class Refusals
{
    public static readonly Rule[] Table =
    [
        Refused("SinCos", 1, "it returns two numbers; call Sin and Cos"),
        Refused("SinCosPi", 1, "it returns two numbers; call SinPi and CosPi"),
        Refused("CreateChecked", 1, "it converts from any type; write a cast, such as (double)x"),
        Refused("CreateSaturating", 1, "it converts from any type; write a cast, such as (double)x"),
        Refused("CreateTruncating", 1, "it converts from any type; write a cast, such as (double)x"),
    ];
}
