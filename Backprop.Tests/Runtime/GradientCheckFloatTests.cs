using System;
using System.Collections.Generic;
using System.Linq;
using static Backprop.GradientCheckVerdict;

namespace Backprop.Tests.Runtime;

public class GradientCheckFloatTests
{
    private sealed record Case(Func<float, float> Function, Func<float, float> Derivative, float From, float To);

    private static readonly Dictionary<string, Case> Battery = new()
    {
        ["sin"] = new(MathF.Sin, MathF.Cos, -5, 5),
        ["exp"] = new(MathF.Exp, MathF.Exp, -10, 10),
        ["tanh"] = new(MathF.Tanh, static x => 1 - MathF.Tanh(x) * MathF.Tanh(x), -3, 3),
        ["log"] = new(MathF.Log, static x => 1 / x, 0.01f, 10),
        ["cubic"] = new(static x => x * x * x - 2 * x + 1, static x => 3 * x * x - 2, -3, 3),
        ["sigmoid"] = new(static x => 1 / (1 + MathF.Exp(-x)), static x => 1 / (1 + MathF.Exp(-x)) / (1 + MathF.Exp(x)), -5, 5),
        ["square root"] = new(MathF.Sqrt, static x => 0.5f / MathF.Sqrt(x), 0.01f, 100),
        ["rectifier"] = new(static x => Math.Max(0, x) + 0.5f * x, static x => x > 0 ? 1.5f : 0.5f, -1, 1),
    };

    [Theory] // Its steps stand still where double's short steps go, and the factor outside moves on.
    [InlineData(0.7)]
    [InlineData(1.7)]
    [InlineData(-0.4)]
    public void A_part_in_float_makes_no_right_derivative_wrong(double x)
    {
        static double Function(double x) => x * (float)(x * x * Math.Exp(-x));
        double right = (3 * x * x - x * x * x) * Math.Exp(-x);
        Assert.NotEqual(Wrong, GradientCheck.Of(Function, p => (Function(p), right), x).Entries[0].Verdict);
        Assert.Equal(Right, GradientCheck.Of(Function, p => (Function(p), right), x, new() { Epsilon = 1.2e-7 }).Entries[0].Verdict);
        Assert.Equal(Wrong, GradientCheck.Of(Function, p => (Function(p), 1.1 * right), x).Entries[0].Verdict);
    }

    public static TheoryData<string> Names => [.. Battery.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Right_derivatives_are_right_and_others_wrong(string name)
    {
        (Func<float, float> function, Func<float, float> derivative, float from, float to) = Battery[name];
        Random random = new(13);
        for (int i = 0; i < 500; i++)
        {
            float x = from + (to - from) * random.NextSingle();
            GradientCheckEntry entry = GradientCheck.Of(function, x => (function(x), derivative(x)), x).Entries[0];
            Assert.True(entry.Verdict is Right or Kink, entry.ToString());
            if (MathF.Abs(derivative(x)) < 0.1f) continue;
            entry = GradientCheck.Of(function, x => (function(x), 1.02f * derivative(x)), x).Entries[0];
            Assert.True(entry.Verdict == Wrong, entry.ToString());
            Assert.Equal(Wrong, GradientCheck.Of(function, x => (function(x), -derivative(x)), x).Entries[0].Verdict);
        }
    }

    private static float Product(float a, float b, float c, float d) => a * b * c * d;

    private static (float value, float da, float db, float dc, float dd) ProductGradient(float a, float b, float c, float d) =>
        (a * b * c * d, b * c * d, a * c * d, a * b * d, a * b * c);

    [Fact]
    public void Functions_of_one_to_four_floats_are_checked()
    {
        Assert.True(GradientCheck.Of(MathF.Exp, static (float x) => (MathF.Exp(x), MathF.Exp(x)), 1.5f).Passed);
        Assert.True(GradientCheck.Of((float a, float b) => a * b, (a, b) => (a * b, b, a), 1.5f, 2.5f).Passed);
        Assert.True(GradientCheck.Of((float a, float b, float c) => a * b + c, (a, b, c) => (a * b + c, b, a, 1), 1.5f, 2.5f, 3.5f).Passed);
        GradientCheckReport report = GradientCheck.Of(Product, ProductGradient, 1.1f, 2.2f, 3.3f, 4.4f);
        Assert.True(report.Passed);
        Assert.Equal(["a", "b", "c", "d"], report.Entries.Select(static entry => entry.Name));
    }

    [Fact]
    public void A_float_one_bit_off_is_another_value() =>
        Assert.False(GradientCheck.Of((float x) => x * x, x => (MathF.BitIncrement(x * x), 2 * x), 1.1f).ValueMatches);

    [Fact]
    public void A_span_of_floats_is_checked()
    {
        static float Norm(ReadOnlySpan<float> w)
        {
            float sum = 0;
            foreach (float each in w) sum += each * each;
            return MathF.Sqrt(sum);
        }
        static float NormGradient(ReadOnlySpan<float> w, Span<float> dw)
        {
            float norm = Norm(w);
            for (int i = 0; i < w.Length; i++) dw[i] = w[i] / norm;
            return norm;
        }
        GradientCheckReport report = GradientCheck.Of(Norm, NormGradient, [0.3f, -1.2f, 4]);
        Assert.Equal([Right, Right, Right], report.Entries.Select(static entry => entry.Verdict));
        Assert.Equal("w[1]", report.Entries[1].Name);
    }

    [Fact] // It takes doubles and computes in Half: nothing but the option can say so.
    public void The_precision_of_the_function_can_be_told()
    {
        static double Cube(double x) => (double)((Half)x * (Half)x * (Half)x);
        GradientCheckOptions half = new() { Epsilon = Math.Pow(2, -10) };
        for (double x = -2; x < 2; x += 0.0625)
            Assert.NotEqual(Wrong, GradientCheckSmoothTests.Check(Cube, x, 3 * x * x, half).Verdict);
        Assert.Equal(Wrong, GradientCheckSmoothTests.Check(Cube, 1.5, -6.75, half).Verdict);
    }
}
