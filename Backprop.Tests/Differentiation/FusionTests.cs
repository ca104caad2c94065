using System.Text.RegularExpressions;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Differentiation;

/// <summary>Loops whose backward part runs in the same pass, with what is asked of the lines around them.</summary>
public sealed class FusionTests
{
    private static readonly double[] Point = [0.3, -1.2, 0.8, 2.1];

    [Theory]
    [InlineData("return total / a.Length;")]
    [InlineData("double n = a.Length; return total / (2 * n);")]
    [InlineData("double m = (double)a.Length - 1; double mean = total / m; return mean / m;")]
    [InlineData("return Math.Sqrt(total) / a.Length;", false)] // needs the sum itself
    [InlineData("double last = a[^1]; return total / last;", false)] // may throw, if it were read before
    [InlineData("int count = 0; foreach (double v in a) count++; return total / count;", false)]
    public void The_divisor_of_a_mean_is_known_before_the_loop(string end, bool isFused = true)
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            using System;
            using Backprop;
            public static partial class P
            {
                [Differentiable]
                public static double F(double[] a)
                {
                    double total = 0;
                    for (int i = 0; i < a.Length; i++)
                    {
                        double z = Math.Exp(a[i]);
                        total += z * z + a[i];
                    }

                    {{end}}
                }
            }
            """);
        Type type = run.Load().GetType("P")!;
        Func<object?, object?[], object?> value = SpanCall.Of(type.GetMethod("F")!), gradient = SpanCall.Of(type.GetMethod("FGradient")!);
        GradientCheck.Of(
            p => (double)value(null, [p.ToArray()])!,
            (p, d) =>
            {
                double[] da = new double[Point.Length];
                double own = (double)gradient(null, [p.ToArray(), da])!;
                da.CopyTo(d);
                return own;
            },
            Point).ThrowIfWrong();
        string text = Regex.Match(run.File, @"FGradient\(.*?\n        }\n", RegexOptions.Singleline).Value;
        Assert.Equal(isFused, !text.Contains("Recording"));
    }
}
