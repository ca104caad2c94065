using Backprop.Tests.Harness;

namespace Backprop.Tests.Differentiation;

/// <summary>Methods that nobody writes, and whose derivatives must be right all the same.</summary>
public sealed class OddMethodsTests
{
    [Theory]
    [InlineData("double t = x; if (y > 0) { t = t * y; y = t - x; } else { t = t + y * y; } t *= t; if (t > 1) { if (y > 1) return t * y; t = y; } return t * x + y;")]
    [InlineData("x = H(x) + (x = H(y)) * x; y = H(x += y) - H(x); return x * y;")]
    [InlineData("double a = H(x), b = H(a), c = H(a); return H(b + c) * K(a, b) - K(b, a) * K(a, a);")]
    [InlineData("double v = K(x, K(y, x)); switch (v) { case > 0.5: v = K(v, v); goto default; default: v += x; break; case < -0.5: return v * y; } return v;")]
    [InlineData("double v = K(x, K(y, x)); switch (v) { case > 0.5: v = K(v, v); break; default: v += x; break; case < -0.5: return v * y; } return v;")]
    [InlineData("var m = Math.Max(x, y); var p = Math.Exp(x - m); if (x > 0) { p *= H(y - m); } return p / (p + Math.Exp(y - m)) + m * 0.5;")]
    [InlineData("var m = Math.Max(x, y); double s = 0; s += Math.Exp(x - m); s += Math.Exp(y - m); var l = Math.Log(s) + m; m = l - x; return l * m + Math.Exp(-m);")]
    [InlineData("double G(double q) { x += q; return x * q; } return G(y) + G(x) * G(2) + x;")]
    public void They_are_right_or_refused(string body)
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            using System;
            public static partial class Code
            {
                [Backprop.Differentiable] public static double F(double x, double y) { {{body}} }

                private static double H(double a)
                {
                    var b = Math.Sin(a) * a;
                    if (b > 0.1) { a = Math.Cos(b); b = a * b + Math.Sqrt(1 + b * b); }
                    else if (a < -1) return a * a;
                    return b / (1 + Math.Exp(-a));
                }

                private static double K(double a, double b)
                {
                    var c = a * b;
                    if (c < 0) { c = -c; a = c; }
                    c = Math.Log(1 + c) * a;
                    return c * Math.Atan2(b, 1 + c * c);
                }
            }
            """);
        if (body.Contains("goto", StringComparison.Ordinal))
        {
            Assert.Equal(["BP1001"], run.Diagnostics.Select(d => d.Id));
            return;
        }

        foreach ((double x, double y) in new[] { (0.7, 1.3), (1.7, -1.3), (-0.4, 0.3), (1.7, 2.3) })
        {
            GradientAssert.Holds(run, "Code.F", x, y);
        }
    }
}
