using System;
using System.Collections.Generic;
using System.Linq;
using static Backprop.GradientCheckVerdict;

namespace Backprop.Tests.Runtime;

public class GradientCheckSmoothTests
{
    private sealed record Case(Func<double, double> Function, Func<double, double> Derivative, double From, double To);

    private static readonly Dictionary<string, Case> Battery = new()
    {
        ["exp"] = new(Math.Exp, Math.Exp, -20, 20),
        ["sin"] = new(Math.Sin, Math.Cos, -10, 10),
        ["fast sin"] = new(static x => Math.Sin(40 * x), static x => 40 * Math.Cos(40 * x), -3, 3),
        ["log"] = new(Math.Log, static x => 1 / x, 1e-6, 10),
        ["sqrt"] = new(Math.Sqrt, static x => 0.5 / Math.Sqrt(x), 1e-6, 10),
        ["cubic"] = new(static x => x * x * x - 2 * x + 1, static x => 3 * x * x - 2, -5, 5),
        ["rational"] = new(static x => (x * x + 1) / (x - 7), static x => (x * x - 14 * x - 1) / ((x - 7) * (x - 7)), -5, 5),
        ["pole"] = new(static x => 1 / (x * x * x), static x => -3 / (x * x * x * x), 1e-3, 5),
        ["tan"] = new(Math.Tan, static x => 1 / (Math.Cos(x) * Math.Cos(x)), -1.5, 1.5),
        ["asin"] = new(Math.Asin, static x => 1 / Math.Sqrt(1 - x * x), -0.999, 0.999),
        ["power"] = new(static x => Math.Pow(x, 9.5), static x => 9.5 * Math.Pow(x, 8.5), 0.1, 6),
        ["log cosh"] = new(static x => Math.Log(Math.Cosh(x)), Math.Tanh, -10, 10),
        ["steep step"] = new(static x => Math.Atan(300 * x), static x => 300 / (1 + 9e4 * x * x), -0.1, 0.1),
        ["well"] = new(static x => 100 * (2 - x * x) * (2 - x * x) + (1 - x) * (1 - x),
            static x => -400 * (2 - x * x) * x - 2 * (1 - x), -2, 2),
        ["Newton's iteration"] = new(NewtonSqrt, static x => 0.5 / Math.Sqrt(x), 0.01, 100),
        ["line"] = new(static x => 3 * x - 2, static _ => 3, -6, 6),
    };

    public static TheoryData<string> Names => [.. Battery.Keys];

    private static double NewtonSqrt(double a)
    {
        double x = a;
        for (int i = 0; i < 30; i++) x = 0.5 * (x + a / x);
        return x;
    }

    internal static GradientCheckEntry Check(
        Func<double, double> function, double x, double derivative, GradientCheckOptions? options = null) =>
        GradientCheck.Of(p => function(p[0]), [x], [derivative], null, options).Entries[0];

    private static IEnumerable<double> Points(Case sample, int count)
    {
        Random random = new(7);
        for (int i = 0; i < count; i++) yield return sample.From + (sample.To - sample.From) * random.NextDouble();
    }

    [Theory, MemberData(nameof(Names))]
    public void Right_derivatives_are_right(string name)
    {
        Case sample = Battery[name];
        Assert.All(Points(sample, 400), x =>
        {
            GradientCheckEntry entry = Check(sample.Function, x, sample.Derivative(x));
            Assert.Equal(Right, entry.Verdict);
            Assert.InRange(Math.Abs(entry.Numeric - entry.Analytic), 0, entry.Error + 1e-12 * Math.Abs(entry.Analytic));
        });
    }

    [Theory, MemberData(nameof(Names))]
    public void Derivatives_off_by_a_ten_millionth_are_wrong(string name)
    {
        Case sample = Battery[name];
        // Near a zero of the derivative, a part of it is nothing.
        Assert.All(Points(sample, 200).Where(x => Math.Abs(sample.Derivative(x)) > 1e-2), x =>
        {
            double derivative = sample.Derivative(x);
            GradientCheckEntry entry = Check(sample.Function, x, derivative * (1 + 1e-7));
            Assert.True(entry.Verdict == Wrong, entry.ToString());
            Assert.Equal(Wrong, Check(sample.Function, x, derivative * (1 - 1e-6)).Verdict);
            Assert.Equal(Wrong, Check(sample.Function, x, 0).Verdict);
            Assert.Equal(Wrong, Check(sample.Function, x, 2 * derivative).Verdict);
            GradientCheckEntry sign = Check(sample.Function, x, -derivative);
            Assert.Equal(Wrong, sign.Verdict);
            Assert.StartsWith("opposite sign", sign.Note);
        });
    }

    [Theory]
    [InlineData(1e-100), InlineData(1e-9), InlineData(1e-3), InlineData(1e5), InlineData(1e100)]
    public void Scales_of_the_parameter_do_not_matter(double x)
    {
        Assert.Equal(Right, Check(Math.Log, x, 1 / x).Verdict);
        Assert.Equal(Wrong, Check(Math.Log, x, (1 + 1e-6) / x).Verdict);
        Assert.Equal(Right, Check(static x => x * x, x, 2 * x).Verdict);
        Assert.Equal(Wrong, Check(static x => x * x, x, 2 * x * (1 + 1e-6)).Verdict);
        Assert.Equal(Right, Check(static x => 1 / x, x, -1 / (x * x)).Verdict);
        Assert.Equal(Wrong, Check(static x => 1 / x, x, -(1 + 1e-6) / (x * x)).Verdict);
    }

    [Theory]
    [InlineData(1e-100), InlineData(1e-20), InlineData(1.0), InlineData(1e20), InlineData(1e100), InlineData(1e300)]
    public void Scales_of_the_function_do_not_matter(double scale)
    {
        Assert.Equal(Right, Check(x => scale * Math.Sin(x), 1, scale * Math.Cos(1)).Verdict);
        Assert.Equal(Wrong, Check(x => scale * Math.Sin(x), 1, scale * Math.Cos(1) * (1 + 1e-7)).Verdict);
    }

    [Theory] // At 0 nothing says what scale the function has.
    [InlineData(1e-100), InlineData(1e-5), InlineData(1.0), InlineData(1e5), InlineData(1e100)]
    public void Scales_are_found_at_zero(double scale)
    {
        Assert.Equal(Right, Check(x => Math.Sin(scale * x), 0, scale).Verdict);
        Assert.Equal(Wrong, Check(x => Math.Sin(scale * x), 0, scale * (1 + 1e-6)).Verdict);
        Assert.Equal(Right, Check(x => Math.Cos(scale * x), 0, 0).Verdict);
    }

    [Fact]
    public void A_function_that_overflows_at_long_steps_is_checked_at_short_ones()
    {
        Assert.Equal(Right, Check(Math.Exp, 709, Math.Exp(709)).Verdict);
        Assert.Equal(Wrong, Check(Math.Exp, 709, Math.Exp(709) * 0.999999).Verdict);
        Assert.Equal(Right, Check(Math.Cosh, 700, Math.Sinh(700)).Verdict);
    }

    [Fact]
    public void A_derivative_of_zero_is_right_and_anything_else_is_wrong()
    {
        Assert.Equal(Right, Check(static _ => 7, 2, 0).Verdict);
        Assert.Equal(Wrong, Check(static _ => 7, 2, 1e-6).Verdict);
        Assert.Equal(Right, Check(Math.Sin, Math.PI / 2, Math.Cos(Math.PI / 2)).Verdict);
        Assert.Equal(Right, Check(static x => (x - 1) * (x - 1), 1, 0).Verdict);
        Assert.Equal(Wrong, Check(static x => (x - 1) * (x - 1), 1, 1e-6).Verdict);
    }

    [Theory]
    [InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(double.NegativeInfinity)]
    public void No_number_is_wrong_where_the_function_is_smooth(double derivative) =>
        Assert.Equal(Wrong, Check(Math.Exp, 1, derivative).Verdict);
}
