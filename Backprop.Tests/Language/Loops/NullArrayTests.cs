using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Loops;

/// <summary>An array that is not there is met where the method meets it, and nowhere else.</summary>
public sealed class NullArrayTests
{
    [Theory]
    [InlineData("for (int i = 0; i < n; i++) s += a[i] * x;")]
    [InlineData("for (int i = 0; i < n; i++) s += a[i + 1] * x;")] // a part of the array
    [InlineData("for (int i = 1; i < n; i++) { s = s * a[i - 1] + a[i]; }")]
    [InlineData("double[] b = new double[4]; for (int i = 0; i < n; i++) b[i] += x * a[i]; s = b[1] * b[0];")] // a multiple of one
    [InlineData("foreach (double v in a) s += v * x;")]
    public void A_null_is_found_where_the_method_finds_it(string loop)
    {
        Type type = GeneratorRun.Once($$"""
            using System;
            using Backprop;
            public static partial class P
            {
                [Differentiable]
                public static double F([NonDifferentiable] double[] a, double x, int n) { double s = 1; {{loop}} return s; }
            }
            """).Load().GetType("P")!;
        foreach (string member in new[] { "F", "FGradient", "FForward" })
        {
            foreach (int n in new[] { 0, 3 })
            {
                object?[] arguments = [null, 0.5, n, .. member == "FForward" ? [null] : Array.Empty<object?>()];
                Exception? thrown = Record.Exception(() => type.GetMethod(member)!.Invoke(null, arguments))?.InnerException;
                Assert.Equal(n > 0 || loop.StartsWith("foreach", StringComparison.Ordinal) ? typeof(NullReferenceException) : null, thrown?.GetType());
            }
        }
    }

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) s += b[a.Length + i] * x;")]
    [InlineData("for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += b[i * i * a.Length + j] * x;")]
    public void The_length_of_what_is_not_there_is_not_asked_before_a_loop_that_does_not_run(string loop)
    {
        Type type = GeneratorRun.Once($$"""
            using System;
            using Backprop;
            public static partial class P
            {
                [Differentiable]
                public static double F([NonDifferentiable] double[] a, double x, int n) { double s = 1; double[] b = [1, x, 2, x, 3, x, 4]; {{loop}} return s; }
            }
            """).Load().GetType("P")!;
        Assert.Equal((1.0, 0.0), type.GetMethod("FGradient")!.Invoke(null, [null, 0.5, 0]));
        Assert.Throws<NullReferenceException>(() => type.GetMethod("FGradient")!.CreateDelegate<Func<double[]?, double, int, (double, double)>>()(null, 0.5, 3));
    }

    [Theory]
    [InlineData("if (a != null) for (int i = 0; i < a.Length; i++) s = Math.Sin(s * a[i]) + x;")]
    [InlineData("if (n > 3) for (int i = 0; i < a!.Length; i++) s = Math.Sin(s * a[i]) + x;")]
    [InlineData("if (n > 3) for (int i = 0; i < 6 / (n - 3); i++) s = Math.Sin(s * x);")]
    [InlineData("if (n > 3) for (int i = 0; i < k[0]; i++) s = Math.Sin(s * x);")]
    [InlineData("Check(k); for (int i = 0; i < k.Length; i++) s = Math.Sin(s * x);")]
    [InlineData("double t = s * x; if (a != null) for (int i = 0; i < a.Length; i++) t = Math.Sin(t * a[i]) + x; s += t;")] // forward and backward in one pass
    public void What_a_loop_in_a_branch_asks_is_not_asked_before_the_branch(string line)
    {
        Type type = GeneratorRun.Once($$"""
            using System;
            using Backprop;
            public static partial class P
            {
                [Differentiable]
                public static double F([NonDifferentiable] double[]? a, double x, int n, int[] k) { double s = 1; for (int r = 0; r < n; r++) { {{line}} } return s; }
                static void Check(int[]? k) { if (k is null) throw new ArgumentException(nameof(k)); }
            }
            """).Load().GetType("P")!;
        foreach (string member in new[] { "FGradient", "FForward" })
        {
            bool isGuarded = line.StartsWith("Check", StringComparison.Ordinal);
            object?[] arguments = [null, 0.5, 3, isGuarded ? null : Array.Empty<int>(), .. member == "FForward" ? [null] : Array.Empty<object?>()];
            Exception? thrown = Record.Exception(() => type.GetMethod(member)!.Invoke(null, arguments))?.InnerException;
            Assert.Equal(isGuarded ? typeof(ArgumentException) : null, thrown?.GetType());
        }
    }

    [Theory]
    [InlineData("while (rest.Length > 0) { s = Math.Sin(s * rest[0]) + x; rest = rest[1..]; }")]
    [InlineData("if (!rest.IsEmpty) rest = rest[1..]; foreach (double v in rest) s = Math.Sin(s * v) + x;")]
    public void A_span_of_no_array_is_empty(string lines)
    {
        Type type = GeneratorRun.Once($$"""
            using System;
            using Backprop;
            public static partial class P
            {
                [Differentiable]
                public static double F(double[]? a, double x) { ReadOnlySpan<double> rest = a; double s = 1; {{lines}} return s; }
                public static double D(double x) => FGradient(null, x, null).value;
            }
            """).Load().GetType("P")!;
        Assert.Equal(1.0, type.GetMethod("D")!.Invoke(null, [0.5]));
    }
}
