using System;
using static Backprop.GradientCheckVerdict;

namespace Backprop.Tests.Runtime;

public class GradientCheckEdgeTests
{
    private const double Infinity = double.PositiveInfinity;

    private static GradientCheckEntry Check(Func<double, double> function, double x, double derivative) =>
        GradientCheckSmoothTests.Check(function, x, derivative);

    [Theory]
    [InlineData(1e-1), InlineData(1e-6), InlineData(1e-12), InlineData(1e-15)]
    public void Near_the_edge_of_the_domain_steps_shrink(double distance)
    {
        Assert.Equal(Right, Check(Math.Log, distance, 1 / distance).Verdict);
        Assert.Equal(Right, Check(Math.Sqrt, distance, 0.5 / Math.Sqrt(distance)).Verdict);
        Assert.Equal(Wrong, Check(Math.Log, distance, 1.000001 / distance).Verdict);
        Assert.Equal(Wrong, Check(Math.Sqrt, distance, 0.5000005 / Math.Sqrt(distance)).Verdict);
        Assert.NotEqual(Wrong, Check(Math.Acos, 1 - distance, -1 / Math.Sqrt(1 - (1 - distance) * (1 - distance))).Verdict);
    }

    [Fact]
    public void At_the_edge_of_the_domain_one_side_is_checked()
    {
        static double Root(double x) => x * Math.Sqrt(x);
        GradientCheckEntry entry = Check(Root, 0, 0);
        Assert.Equal(Kink, entry.Verdict);
        Assert.Equal("not finite on the left; checked from the right", entry.Note);
        Assert.Equal(Wrong, Check(Root, 0, 1e-3).Verdict);
        Assert.Equal(Kink, Check(static x => Math.Sqrt(x) * Math.Sqrt(x), 0, 1).Verdict);
        Assert.Equal(Kink, Check(static x => x + 0 * Math.Sqrt(2 - x), 2, 1).Verdict);
    }

    [Fact]
    public void Arithmetic_exceptions_are_the_edge_of_the_domain_too()
    {
        static double Signed(double x) => Math.Sign(Math.Log(x)) * x;
        Assert.Equal(Right, Check(Signed, 0.01, -1).Verdict);
        Assert.Equal(Wrong, Check(Signed, 0.01, 1).Verdict);
    }

    [Fact]
    public void An_infinite_derivative_is_right_where_quotients_grow_without_end()
    {
        Assert.Equal(Kink, Check(Math.Sqrt, 0, Infinity).Verdict);
        Assert.Equal(Kink, Check(static x => 1 + Math.Sqrt(x), 0, Infinity).Verdict);
        Assert.Equal(Kink, Check(Math.Asin, 1, Infinity).Verdict);
        Assert.Equal(Kink, Check(Math.Acos, 1, -Infinity).Verdict);
        Assert.Equal(Right, Check(Math.Cbrt, 0, Infinity).Verdict);
        Assert.Equal(Right, Check(static x => -Math.Cbrt(x), 0, -Infinity).Verdict);
        Assert.Equal(Kink, Check(static x => x == 0 ? 0 : x * Math.Log(x), 0, -Infinity).Verdict);
    }

    [Theory]
    [InlineData(-Infinity), InlineData(0.0), InlineData(1e5), InlineData(double.NaN)]
    public void Anything_else_is_wrong_there(double derivative)
    {
        Assert.Equal(Wrong, Check(Math.Sqrt, 0, derivative).Verdict);
        Assert.Equal(Wrong, Check(Math.Cbrt, 0, derivative).Verdict);
        Assert.Equal(Wrong, Check(static x => 1 + Math.Sqrt(x), 0, derivative).Verdict);
    }

    [Fact]
    public void Between_two_infinite_slopes_all_pass()
    {
        static double Cusp(double x) => Math.Sqrt(Math.Abs(x));
        foreach (double derivative in (double[])[-Infinity, -1, 0, 1e10, Infinity]) Assert.Equal(Kink, Check(Cusp, 0, derivative).Verdict);
        Assert.Equal(Wrong, Check(Cusp, 0, double.NaN).Verdict);
        static double Half(double x) => x > 0 ? Math.Sqrt(x) : 0;
        Assert.Equal(Kink, Check(Half, 0, 0).Verdict);
        Assert.Equal(Kink, Check(Half, 0, Infinity).Verdict);
        Assert.Equal(Wrong, Check(Half, 0, -1).Verdict);
    }

    [Theory] // Here quotients have a limit, and take their time: 2⁻⁵² to the power 0.1 is still 0.03.
    [InlineData(1.1), InlineData(1.2), InlineData(1.5), InlineData(1.9)]
    public void Slow_limits_are_not_taken_for_their_first_digits(double power)
    {
        Assert.NotEqual(Wrong, Check(x => Math.Pow(x, power), 0, 0).Verdict);
        Assert.NotEqual(Wrong, Check(x => Math.Pow(Math.Abs(x), power), 0, 0).Verdict);
        Assert.NotEqual(Wrong, Check(x => 1 + x + Math.Pow(Math.Abs(x), power), 0, 1).Verdict);
        Assert.Equal(Wrong, Check(x => Math.Pow(x, power), 0, 1).Verdict);
    }

    [Fact]
    public void What_cannot_be_told_is_undecided_and_says_why()
    {
        static void Undecided(string why, GradientCheckEntry entry)
        {
            Assert.Equal(GradientCheckVerdict.Undecided, entry.Verdict);
            Assert.Contains(why, entry.Note);
        }
        Undecided("the function is not finite here", Check(Math.Log, 0, Infinity));
        Undecided("the function is not finite here", Check(Math.Log, -1, double.NaN));
        Undecided("the point is not finite", Check(static x => x, double.NaN, 1));
        Undecided("too small against the rounding of the function", Check(static x => 1e10 + 1e-9 * x, 2, 1e-9));
        Undecided("continuous on neither side", Check(static x => x == 0 ? 1 : 0, 0, 0));
        Undecided("scatter", Check(static x => Math.Sin(1e15 * x), 1.1, 1e15 * Math.Cos(1e15 * 1.1)));
        Undecided("no step fits", GradientCheckSmoothTests.Check(Math.Exp, 1, 1, new GradientCheckOptions { InitialStep = 1e-17 }));
    }

    [Fact] // Saturated in double: the values are constant, the derivatives small.
    public void Saturated_functions_are_not_wrong()
    {
        for (double x = -60; x <= 60; x += 0.37)
        {
            double sigmoid = 1 / (1 + Math.Exp(-x)), tanh = Math.Tanh(x);
            Assert.NotEqual(Wrong, Check(static x => 1 / (1 + Math.Exp(-x)), x, sigmoid * (1 - sigmoid)).Verdict);
            Assert.NotEqual(Wrong, Check(static x => Math.Log(1 + Math.Exp(x)), x, sigmoid).Verdict);
            Assert.NotEqual(Wrong, Check(Math.Tanh, x, 1 - tanh * tanh).Verdict);
        }
    }

    [Fact] // Inside, they round at a coarser grid than their value shows.
    public void Rounding_inside_the_function_is_noticed()
    {
        Random random = new(3);
        for (int i = 0; i < 500; i++)
        {
            double x = 12 * random.NextDouble() - 6;
            Assert.Equal(Right, Check(static x => x + 1e8 - 1e8, x, 1).Verdict);
            Assert.Equal(Right, Check(static x => MathF.Sin((float)x), x, Math.Cos(x)).Verdict);
            Assert.NotEqual(Wrong, Check(static x => Math.Sin(x) + 1e5 - 1e5, x, Math.Cos(x)).Verdict);
            Assert.Equal(Wrong, Check(static x => x + 1e8 - 1e8, x, 1.001).Verdict);
            Assert.NotEqual(Right, Check(static x => x + 1e8 - 1e8, x, 0).Verdict);
            Assert.Equal(Wrong, Check(static x => MathF.Sin((float)x), x, Math.Cos(x) + 0.01).Verdict);
        }
    }

    [Fact] // At the extremes of a sine few values differ, and those by a digit.
    public void Single_precision_inside_the_function_is_noticed()
    {
        Random random = new(3);
        for (int i = 0; i < 1_000; i++)
        {
            double x = Math.PI / 2 + 2e-3 * (random.NextDouble() - 0.5);
            Assert.NotEqual(Wrong, Check(static x => MathF.Sin((float)x), x, Math.Cos(x)).Verdict);
        }
    }

    /// <summary>A number between −0.5 and 0.5, another for every x.</summary>
    private static double Noise(double x) => (BitConverter.DoubleToUInt64Bits(x) * 0x9E3779B97F4A7C15 >> 11) * (1.0 / (1UL << 53)) - 0.5;

    [Theory]
    [InlineData(1e-12), InlineData(1e-9), InlineData(1e-6)]
    public void Noise_in_the_values_is_noticed(double noise)
    {
        Random random = new(29);
        for (int i = 0; i < 300; i++)
        {
            double x = 2 * random.NextDouble() - 1;
            Assert.NotEqual(Wrong, Check(x => Math.Sin(x) + noise * Noise(x), x, Math.Cos(x)).Verdict);
            Assert.NotEqual(Right, Check(x => Math.Sin(x) + noise * Noise(x), x, 1.1 * Math.Cos(x)).Verdict);
        }
    }

    [Theory] // The last digit of x is worth 2e-10 of a period, and as much of the derivative.
    [InlineData(1e3), InlineData(1e6)]
    public void Rounding_of_the_parameter_is_no_fault_of_the_derivative(double frequency)
    {
        Random random = new(31);
        for (int i = 0; i < 1_000; i++)
        {
            double x = 2 * random.NextDouble() - 1;
            Assert.NotEqual(Wrong, Check(x => Math.Sin(frequency * x), x, frequency * Math.Cos(frequency * x)).Verdict);
            x = (Math.PI / 2 + Math.PI * random.Next(100)) / frequency;
            Assert.NotEqual(Wrong, Check(x => Math.Sin(frequency * x), x, frequency * Math.Cos(frequency * x)).Verdict);
        }
    }

    [Fact] // sin(x)/x and its like lose digits near 0, in the derivative more than in the value.
    public void Cancellation_in_the_derivative_is_not_wrong()
    {
        Random random = new(5);
        for (int i = 0; i < 500; i++)
        {
            double x = Math.Pow(10, -9 + 9 * random.NextDouble());
            Assert.NotEqual(Wrong, Check(static x => Math.Sin(x) / x, x, (Math.Cos(x) - Math.Sin(x) / x) / x).Verdict);
            double tanh = Math.Tanh(x);
            Assert.NotEqual(Wrong, Check(static x => Math.Tanh(x) / x, x, (1 - tanh * tanh - tanh / x) / x).Verdict);
        }
    }
}
