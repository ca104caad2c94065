using System.Numerics;
using Backprop.CompilerServices;

namespace Backprop.Tests.Networks;

/// <summary>Functions of lanes are right everywhere, and a number has the bits of a lane.</summary>
public sealed class LanesTests
{
    private static readonly double[] Points =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 1e-3, -1e-3, 1e-9, -1e-9, 0.34, -0.34, 0.36, -0.36, 0.17, -0.17, 0.18, -0.18, 3, -3, 10, -10, 30, -30,
        80, -80, 300, -300, 700, -700, .. Enumerable.Range(0, 400).Select(static i => (i - 200) / 17.0),
    ];

    public static TheoryData<string> Names => [.. Functions.All<double>().Select(static f => f.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Near_the_exact_value_in_double(string name)
    {
        Functions.Entry<double> function = Functions.All<double>().Single(f => f.Name == name);
        foreach (double x in Points.Where(x => name != "Log" || x > 0))
        {
            double expected = function.Exact(x), found = function.One(x);
            Assert.True(Math.Abs(found - expected) <= (function.Ulps * double.BitIncrement(0) + (function.Ulps * 1.2e-16 * Math.Abs(expected))), $"{name}({x:R}): expected {expected:R}, found {found:R}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Near_the_exact_value_in_float(string name)
    {
        Functions.Entry<float> function = Functions.All<float>().Single(f => f.Name == name);
        foreach (double point in Points.Where(x => Math.Abs(x) < 80 && (name != "Log" || x > 0)))
        {
            float x = (float)point;
            double expected = function.Exact(x), found = function.One(x);
            Assert.True(Math.Abs(found - expected) <= 1e-35 + (function.Ulps * 6e-8 * Math.Abs(expected)), $"{name}({x:R}): expected {expected:R}, found {found:R}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_number_has_the_bits_of_each_lane(string name)
    {
        SameBits(Functions.All<double>().Single(f => f.Name == name), static x => x, BitConverter.DoubleToInt64Bits);
        SameBits(Functions.All<float>().Single(f => f.Name == name), static x => (float)x, static x => BitConverter.SingleToInt32Bits(x));
    }

    [Theory]
    [InlineData("Exp", 0, double.PositiveInfinity, 0, double.PositiveInfinity)]
    [InlineData("Sigmoid", 0, 1, 0, 1)]
    [InlineData("Tanh", -1, 1, -1, 1)]
    [InlineData("Relu", 0, 1000, 0, double.PositiveInfinity)]
    [InlineData("ReluSlope", 0, 1, 0, 1)]
    [InlineData("LeakyRelu", -125, 1000, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("LeakyReluSlope", 0.125, 1, 0.125, 1)]
    [InlineData("Elu", -0.75, 1000, -0.75, double.PositiveInfinity)]
    [InlineData("EluSlope", 0, 1, 0, 1)]
    [InlineData("Gelu", 0, 1000, 0, double.PositiveInfinity)]
    [InlineData("GeluSlope", 0, 1, 0, 1)]
    [InlineData("Silu", 0, 1000, 0, double.PositiveInfinity)]
    [InlineData("SiluSlope", 0, 1, 0, 1)]
    [InlineData("Softplus", 0, 1000, 0, double.PositiveInfinity)]
    [InlineData("Sign", -1, 1, -1, 1)]
    public void Far_out_and_at_infinity(string name, double below, double above, double atMinusInfinity, double atInfinity)
    {
        Functions.Entry<double> function = Functions.All<double>().Single(f => f.Name == name);
        Functions.Entry<float> single = Functions.All<float>().Single(f => f.Name == name);
        foreach ((double x, double expected) in new[]
        {
            (-1000, below), (1000, above), (double.NegativeInfinity, atMinusInfinity), (double.PositiveInfinity, atInfinity),
        })
        {
            Assert.Equal(expected, function.One(x));
            Assert.Equal((float)expected, single.One((float)x));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Not_a_number_stays_so_but_for_slopes_of_pieces(string name)
    {
        bool isPiece = name is "ReluSlope" or "LeakyReluSlope" or "EluSlope";
        Assert.True(isPiece || double.IsNaN(Functions.All<double>().Single(f => f.Name == name).One(double.NaN)), name);
        Assert.True(isPiece || float.IsNaN(Functions.All<float>().Single(f => f.Name == name).One(float.NaN)), name);
    }

    [Fact]
    public void Logarithms_at_the_edges()
    {
        Assert.Equal(double.NegativeInfinity, Lanes.Log(0.0));
        Assert.Equal(double.PositiveInfinity, Lanes.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(Lanes.Log(-1.0)));
        Assert.Equal(float.NegativeInfinity, Lanes.Log(0f));
        Assert.Equal(float.PositiveInfinity, Lanes.Log(float.PositiveInfinity));
        Assert.True(float.IsNaN(Lanes.Log(-1f)));
    }

    [Fact] // Rows S3-24 and S3-25: the mask is x ≤ 0, so that 0 has the slope 0, and NaN the slope 1.
    public void Slopes_at_the_kinks()
    {
        Assert.Equal([1, 0, 0, 1, 0, 1], new[] { 1, -0.5, -2, 3, 0, double.NaN }.Select(Lanes.ReluSlope));
        Assert.Equal(0.01, Lanes.LeakyReluSlope(0.0, 0.01));
        Assert.Equal(0.75, Lanes.EluSlope(0.0, 0.75));
        Assert.Equal([0, 0, 1, -1], new[] { 0, -0.0, 2, -2 }.Select(Lanes.Sign));
    }

    [Theory]
    [InlineData("LeakyRelu")]
    [InlineData("Elu")]
    [InlineData("Gelu")]
    [InlineData("Silu")]
    public void Slopes_are_those_of_the_functions(string name)
    {
        Functions.Entry<double> function = Functions.All<double>().Single(f => f.Name == name);
        Functions.Entry<double> slope = Functions.All<double>().Single(f => f.Name == name + "Slope");
        foreach (double x in Points.Where(static x => Math.Abs(x) is > 1e-4 and < 40))
        {
            double difference = (function.Exact(x + 6e-6) - function.Exact(x - 6e-6)) / 1.2e-5;
            Assert.Equal(difference, slope.One(x), 1e-8);
        }
    }

    [Fact]
    public void Other_types_are_refused() => Assert.Throws<NotSupportedException>(static () => Lanes.Exp((Half)1));

    private static void SameBits<T>(Functions.Entry<T> function, Func<double, T> number, Func<T, long> bits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] values =
        [
            .. Points, double.NegativeInfinity, double.PositiveInfinity, 1000, -1000, 1e-300, -1e-300, 1e300, -1e300, 5e-324, 88.5, -87.5, -104,
            709.5, -708.5, .. KernelCheck.Random(500, 1).Select(static x => 20 * x),
        ];
        T[] numbers = [.. values.Select(number)];
        for (int start = 0; start + Vector<T>.Count <= numbers.Length; start++)
        {
            Vector<T> lanes = function.All(new Vector<T>(numbers, start));
            for (int lane = 0; lane < Vector<T>.Count; lane++)
            {
                Assert.Equal(bits(function.One(numbers[start + lane])), bits(lanes[lane]));
            }
        }
    }
}
