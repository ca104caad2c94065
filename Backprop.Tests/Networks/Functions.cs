using System.Numerics;
using Backprop.CompilerServices;

namespace Backprop.Tests.Networks;

/// <summary>The functions of <see cref="Lanes"/>, beside formulas that are right in double.</summary>
internal static class Functions
{
    private const double Slope = 0.125, Alpha = 0.75;

    /// <param name="Ulps">How many last places, from the first to the last step, it may be off.</param>
    internal sealed record Entry<T>(string Name, Func<T, T> One, Func<Vector<T>, Vector<T>> All, Func<double, double> Exact, int Ulps);

    public static IReadOnlyList<Entry<T>> All<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T slope = T.CreateTruncating(Slope), alpha = T.CreateTruncating(Alpha);
        return
        [
            new("Exp", Lanes.Exp, Lanes.Exp, Math.Exp, 2),
            new("Log", Lanes.Log, Lanes.Log, Math.Log, 3),
            new("Sigmoid", Lanes.Sigmoid, Lanes.Sigmoid, Sigmoid, 6),
            new("Tanh", Lanes.Tanh, Lanes.Tanh, Math.Tanh, 8),
            new("Softplus", Lanes.Softplus, Lanes.Softplus, static x => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x))), 6),
            new("Relu", Lanes.Relu, Lanes.Relu, static x => x > 0 ? x : 0, 0),
            new("ReluSlope", Lanes.ReluSlope, Lanes.ReluSlope, static x => x > 0 ? 1 : 0, 0),
            new("LeakyRelu", x => Lanes.LeakyRelu(x, slope), x => Lanes.LeakyRelu(x, new(slope)), static x => x > 0 ? x : Slope * x, 0),
            new("LeakyReluSlope", x => Lanes.LeakyReluSlope(x, slope), x => Lanes.LeakyReluSlope(x, new(slope)), static x => x > 0 ? 1 : Slope, 0),
            new("Elu", x => Lanes.Elu(x, alpha), x => Lanes.Elu(x, new(alpha)), static x => x > 0 ? x : Alpha * ExpMinusOne(x), 8),
            new("EluSlope", x => Lanes.EluSlope(x, alpha), x => Lanes.EluSlope(x, new(alpha)), static x => x > 0 ? 1 : Alpha * Math.Exp(x), 5),
            new("Gelu", Lanes.Gelu, Lanes.Gelu, static x => x * Sigmoid(Gate(x)), 400),
            new("GeluSlope", Lanes.GeluSlope, Lanes.GeluSlope, GeluSlope, 4000),
            new("Silu", Lanes.Silu, Lanes.Silu, static x => x * Sigmoid(x), 8),
            new("SiluSlope", Lanes.SiluSlope, Lanes.SiluSlope, static x => Sigmoid(x) * (1 + (x * Sigmoid(-x))), 300),
            new("Sign", Lanes.Sign, Lanes.Sign, static x => Math.Sign(x), 0),
        ];
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Gate(double x) => 2 * Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x));

    private static double GeluSlope(double x)
    {
        double gate = Sigmoid(Gate(x)), shut = Sigmoid(-Gate(x));
        return gate * (1 + (x * shut * 2 * Math.Sqrt(2 / Math.PI) * (1 + (3 * 0.044715 * x * x))));
    }

    // Kahan's: what rounding does to 1 + x it does to both.
    private static double LogOnePlus(double x) => 1 + x is var sum && sum == 1 ? x : Math.Log(sum) * x / (sum - 1);

    private static double ExpMinusOne(double x) => Math.Exp(x) is var e && e == 1 ? x : e - 1 == -1 ? -1 : (e - 1) * x / Math.Log(e);
}
