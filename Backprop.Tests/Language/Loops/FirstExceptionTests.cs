using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Loops;

/// <summary>Where an index is out of range and something else is wrong before, it is that which is told of.</summary>
public sealed class FirstExceptionTests
{
    [Theory]
    [InlineData("for (int i = -2; i <= 2; i++) { s *= x * (1 / n); s += a[i]; }")] // the part of the array that the loop goes through
    [InlineData("for (int i = 2; i < 3; i++) s = a[i % n]; s = b[0] * s;")] // the factor of s, before the loop that gives it
    [InlineData("for (int i = 0; i < 3; i++) { if (i == n) throw new DivideByZeroException(); s *= a[i + 7]; }")]
    [InlineData("Span<double> t = a; t[5] = x * (1 / n);", typeof(IndexOutOfRangeException))] // an element of a span is looked up first
    [InlineData("a[5] = x * (1 / n);")] // one of an array is not
    [InlineData("(a[5], a[1]) = (a[1], x * (1 / n));", typeof(IndexOutOfRangeException))]
    [InlineData("Span<double> t = a; (t[1], t[5]) = (t[1 % n], t[1]);", typeof(IndexOutOfRangeException))]
    [InlineData("(a[5], a[1 % n]) = (a[1], x);", typeof(IndexOutOfRangeException))] // and so is the first of two, before the place of the second
    public void The_first_is_thrown(string lines, Type? first = null)
    {
        Type type = GeneratorRun.Once($$"""
            using System;
            using Backprop;
            public static partial class P
            {
                [Differentiable]
                public static double F([NonDifferentiable] double[] a, double x, [NonDifferentiable] double[] b, int n) { double s = x; {{lines}} return s; }
            }
            """).Load().GetType("P")!;
        foreach (string member in new[] { "F", "FGradient", "FForward" })
        {
            object?[] arguments = [new double[3], 0.5, Array.Empty<double>(), 0, .. member == "FForward" ? [null] : Array.Empty<object?>()];
            Exception? thrown = Record.Exception(() => type.GetMethod(member)!.Invoke(null, arguments))?.InnerException;
            Assert.Equal(first ?? typeof(DivideByZeroException), thrown?.GetType());
        }
    }
}
