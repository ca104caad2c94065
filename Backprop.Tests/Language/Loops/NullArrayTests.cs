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
}
