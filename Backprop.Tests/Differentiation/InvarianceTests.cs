using Backprop.Tests.Harness;

namespace Backprop.Tests.Differentiation;

/// <summary>What the result does not depend on gets no cotangent, however much goes through it; anything that might gets its own.</summary>
public sealed class InvarianceTests
{
    [Theory]
    [InlineData("var e = Math.Exp(a - m) + Math.Exp(b - m) + Math.Exp(c - m); return m + Math.Log(e);")]
    [InlineData("var p = Math.Exp(a - m); var q = Math.Exp(b - m) + Math.Exp(c - m); return p / (p + q);")]
    [InlineData("var p = Math.Exp(-(m - a)); var q = Math.Exp(-m + b); return -(p * p - q * q) / (p * q + q * q) * c;")]
    [InlineData("double p; if (a > b) { p = Math.Exp(a - m); } else { p = 2.0 * Math.Exp(c - m); } return (Math.Log(p) + m) * b;")]
    public void A_shift_that_cancels_takes_no_part(string body)
    {
        GeneratorRun run = Of(body);
        GradientAssert.Holds(run, "Code.F", 0.7, -1.3, 0.4);
        Assert.DoesNotContain("dm", run.File);
    }

    [Theory] // One sign, factor or operation away from the above.
    [InlineData("var e = Math.Exp(a - m) + Math.Exp(b - m) + Math.Exp(c - m); return Math.Log(e);")]
    [InlineData("var e = Math.Exp(a - m) + Math.Exp(b - m) + Math.Exp(c - m); return 2.0 * m + Math.Log(e);")]
    [InlineData("var e = Math.Exp(a - m) + Math.Exp(b - m) + Math.Exp(c); return m + Math.Log(e);")]
    [InlineData("var e = Math.Exp(a - m) + Math.Exp(b - m) + 1.0; return m + Math.Log(e);")]
    [InlineData("var p = Math.Exp(a - m); var q = Math.Exp(b + m); return p / (p + q);")]
    [InlineData("var p = Math.Exp(a - 2.0 * m); var q = Math.Exp(b - m); return p / (p + q);")]
    [InlineData("var p = Math.Exp(a - m); var q = Math.Exp(b - m); return p * q;")]
    [InlineData("var p = Math.Exp(a - m); var q = Math.Exp(b - m); return p / q + Math.Max(m, a);")]
    [InlineData("var p = Math.Exp(a - m); if (p > 0.5) { p *= Math.Exp(b); } return m + Math.Log(p) * c;")]
    public void A_shift_that_does_not_cancel_takes_part(string body)
    {
        GeneratorRun run = Of(body);
        GradientAssert.Holds(run, "Code.F", 0.7, -1.3, 0.4);
        Assert.Contains("dm", run.File);
    }

    private static GeneratorRun Of(string body) => GeneratorRun.Once($$"""
        using System;
        public static partial class Code { [Backprop.Differentiable] public static double F(double a, double b, double c) { var m = a * b + c; {{body}} } }
        """);
}
