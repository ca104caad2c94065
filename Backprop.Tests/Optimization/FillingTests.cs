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
    [InlineData("for (int i = 0; i < a.Length - 1; i++) s += a[i + 1] * a[i] * a[i];", "Rows.ClearFrom(da, a.Length - 1)")] // the last of them is added to after the loop
    [InlineData("for (int i = 0; i < a.Length; i++) s += Math.Exp(a[i]); for (int i = 1; i < n; i++) s += a[i] * a[i];", "")] // what is added to later
    [InlineData("for (int i = 1; i < n; i++) s += a[i] * a[i]; for (int i = 0; i < a.Length; i++) s += Math.Exp(a[i]);", "da.Clear()")]
    [InlineData("for (int i = 0; i < a.Length; i++) s *= Math.Exp(a[i]); for (int i = 0; i < 2; i++) s *= a[i];", "Rows.ClearFrom(da, 2)")] // backwards, the short one comes first
    [InlineData("for (int i = 0; i < 2; i++) s *= a[i]; for (int i = 0; i < a.Length; i++) s *= Math.Exp(a[i]);", "")]
    [InlineData("for (int k = 0; k < 2; k++) for (int i = 0; i < a.Length; i++) s += Math.Exp(a[i]) * k;", "da.Clear()")]
    [InlineData("for (int i = 0; i < 2; i++) for (int j = 1; j < n; j++) s += Math.Exp(a[i * n + j]);", "da.Clear()")]
    [InlineData("for (int i = 0; i < n - 1; i++) for (int j = 0; j < n; j++) s += Math.Exp(a[i * n + j]);", "Rows.ClearFrom(da, global::System.Math.Max(n - 1, 0) * n)")]
    [InlineData("for (int i = 0; i < n - 4; i++) for (int j = 0; j < n - 5; j++) s += Math.Exp(a[i * (n - 5) + j]);", "Rows.ClearFrom(da, global::System.Math.Max(n - 4, 0) * (n - 5))")]
    [InlineData("for (int i = 1; i < a.Length; i++) s += Math.Exp(a[i]);", "da.Clear()")]
    [InlineData("for (long i = 0; i < n; i++) s += Math.Exp(a[i]);", "da.Clear()")]
    [InlineData("for (long i = 0; i < 2L; i++) s += Math.Exp(a[i]);", "da.Clear()")]
    [InlineData("for (long i = 0; i < 2L; i++) for (long j = 0; j < 3L; j++) s += Math.Exp(a[i * 3L + j]);", "da.Clear()")]
    [InlineData("for (int i = 0; i < a.Length; i += 2) s += Math.Exp(a[i]);", "da.Clear()")]
    [InlineData("for (int i = 0; i < a.Length; i++) { if (a[i] > 0.4) continue; s += Math.Exp(a[i]); }", "da.Clear()")]
    [InlineData("for (int i = 0; i < a.Length; i++) { if (a[i] > 0.8) break; s += Math.Exp(a[i]); }", "da.Clear()")]
    [InlineData("if (n > 9) return 1; for (int i = 0; i < a.Length; i++) s += Math.Exp(a[i]);", "da.Clear()")]
    [InlineData("int m = (int)(10 * s) - 8; for (int i = 0; i < m; i++) s += Math.Exp(a[i]);", "da.Clear()")]
    [InlineData("Set(3); for (int i = 0; i < Count; i++) s += Math.Exp(a[i]); Set(5);", "da.Clear()")] // a field holds something else before
    [InlineData("int[] k = [n]; for (int i = 0; i < k[0]; i++) s += Math.Exp(a[i]);", "da.Clear()")]
    public void What_no_loop_fills_is_cleared(string loops, string clearing)
    {
        string file = ArrayGradient.Holds($$"""
            [Differentiable]
            public static double F(double[] a, int n)
            {
                double s = 1;
                {{loops}}
                return s;
            }

            private static int Count;
            [NonDifferentiable] private static void Set(int count) => Count = count;
            """, 3, [0.3, -0.2, 0.5, 0.7, -0.9, 1.1]);
        string head = ArrayGradient.Member(file, "FGradient").Split("// forward")[0];
        Assert.Equal(clearing, Regex.Match(head, @"Rows\.ClearFrom\(.*?\)(?=;)|da\.Clear\(\)").Value);
    }

    [Theory]
    [InlineData("ArgumentNullException.ThrowIfNull(k);", "k.Length")]
    [InlineData("if (k is null) throw new ArgumentException(nameof(k));", "k.Length")]
    [InlineData("if (n == 0) throw new ArgumentOutOfRangeException(nameof(n));", "4 / n")]
    public void A_guard_is_met_before_the_number_that_it_guards(string guard, string bound)
    {
        Type type = GeneratorRun.Once($$"""
            using System;
            using Backprop;
            public static partial class P
            {
                [Differentiable]
                public static double F(double x, double[] a, int[] k, int n) { {{guard}} double s = x; for (int i = 0; i < {{bound}}; i++) s += a[i] * x; return s; }
                public static double D(double x, double[] a, int[] k, int n) => FGradient(x, a, k, n, new double[a.Length]).value;
            }
            """).Load().GetType("P")!;
        Exception? Of(string member) => Record.Exception(() => type.GetMethod(member)!.Invoke(null, [0.5, new double[4], null, 0]))!.InnerException;
        Assert.Equal(Of("F")!.GetType(), Of("D")!.GetType());
    }
}
