using System.Text.RegularExpressions;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Optimization;

/// <summary>A gradient's array is cleared only as far as no loop fills it; what it held before is never seen.</summary>
public sealed class FillingTests
{
    [Theory]
    [InlineData("for (int i = 0; i < a.Length; i++) s += Math.Exp(a[i]);", "")]
    [InlineData("for (int i = a.Length - 1; i >= 0; i--) s += Math.Exp(a[i]);", "")]
    [InlineData("for (int i = 0; i < n; i++) s += Math.Exp(a[i]);", "Rows.ClearFrom(da, n)")]
    [InlineData("for (int i = 0; i <= n; i++) s += Math.Exp(a[i]);", "Rows.ClearFrom(da, n + 1)")]
    [InlineData("for (int i = 0; i < -n; i++) s += Math.Exp(a[i]);", "Rows.ClearFrom(da, -n)")]
    [InlineData("for (int i = 0; i < 2; i++) for (int j = 0; j < n; j++) s += Math.Exp(a[i * n + j]);", "Rows.ClearFrom(da, 2 * n)")]
    [InlineData("for (int i = 0; i < 2; i++) for (int j = 1; j < n; j++) s += Math.Exp(a[i * n + j]);", "da.Clear()")]
    [InlineData("for (int i = 1; i < a.Length; i++) s += Math.Exp(a[i]);", "da.Clear()")]
    [InlineData("for (int i = 0; i < a.Length; i += 2) s += Math.Exp(a[i]);", "da.Clear()")]
    [InlineData("for (int i = 0; i < a.Length; i++) { if (a[i] > 0.4) continue; s += Math.Exp(a[i]); }", "da.Clear()")]
    [InlineData("for (int i = 0; i < a.Length; i++) { if (a[i] > 0.8) break; s += Math.Exp(a[i]); }", "da.Clear()")]
    [InlineData("if (n > 9) return 1; for (int i = 0; i < a.Length; i++) s += Math.Exp(a[i]);", "da.Clear()")]
    [InlineData("int m = (int)(10 * s) - 8; for (int i = 0; i < m; i++) s += Math.Exp(a[i]);", "da.Clear()")]
    public void What_no_loop_fills_is_cleared(string loops, string clearing)
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            using System;
            using Backprop;
            public static partial class P
            {
                [Differentiable]
                public static double F(double[] a, int n)
                {
                    double s = 1;
                    {{loops}}
                    return s;
                }
            }
            """);
        double[] point = [0.3, -0.2, 0.5, 0.7, -0.9, 1.1];
        Type type = run.Load().GetType("P")!;
        Func<object?, object?[], object?> value = SpanCall.Of(type.GetMethod("F")!), gradient = SpanCall.Of(type.GetMethod("FGradient")!);
        GradientCheck.Of(
            p => (double)value(null, [p.ToArray(), 3])!,
            (p, d) =>
            {
                double[] da = [.. point.Select(_ => double.NaN)]; // what was there before must not be seen
                double own = (double)gradient(null, [p.ToArray(), 3, da])!;
                da.CopyTo(d);
                return own;
            },
            point).ThrowIfWrong();
        Match head = Regex.Match(run.File, @"FGradient\(.*?// forward", RegexOptions.Singleline);
        Assert.Equal(clearing, Regex.Match(head.Value, @"Rows\.ClearFrom\(.*?\)|da\.Clear\(\)").Value);
    }
}
