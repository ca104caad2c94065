using System.Reflection;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Loops;

/// <summary>.NET's methods on whole arrays become loops, which throw what .NET's own throw: tried at all edges of small arrays.</summary>
public sealed class WholeArrayEdgeTests
{
    [Theory]
    [InlineData("Array.Copy(a, s, b, d, n);")]
    [InlineData("Array.Copy(a, 0, b, d, n);")]
    [InlineData("Array.Copy(a, s, b, 0, n);")]
    [InlineData("Array.Copy(a, s, a, d, n);")]
    [InlineData("Array.Copy(a, b, n);")]
    [InlineData("a.CopyTo(b, d);")]
    [InlineData("a.AsSpan(s).CopyTo(b.AsSpan(d));")]
    [InlineData("a.AsSpan(s, n).CopyTo(b);")]
    [InlineData("Array.Fill(a, x, s, n);")]
    [InlineData("a.AsSpan(s, n).Fill(x);")]
    [InlineData("Array.Clear(a, s, n);")]
    [InlineData("b = a[s..n];")]
    [InlineData("b = a[s..];")]
    [InlineData("b = a[..^n];")]
    public void A_call_throws_what_dotnets_own_throws(string call)
    {
        Type type = GeneratorRun.Once($$"""
            using System;
            using Backprop;
            public static partial class Edges
            {
                [Differentiable]
                public static double F(double x, int most, int least, int s, int d, int n)
                {
                    double[] a = new double[most];
                    {{(call.StartsWith("b =", StringComparison.Ordinal) ? "double[] " : "double[] b = new double[least];\n")}}{{call}}
                    return x * b.Length + a.Length;
                }
            }
            """).Load().GetType("Edges")!;
        MethodInfo own = type.GetMethod("F")!, gradient = type.GetMethod("FGradient")!;
        List<string> differences = [];
        foreach (int i in Enumerable.Range(0, 3 * 3 * 5 * 5 * 5))
        {
            object[] arguments = [1.5, i % 3, i / 3 % 3, (i / 9 % 5) - 1, (i / 45 % 5) - 1, (i / 225) - 1];
            (Type? expected, Type? actual) = (Thrown(own, arguments), Thrown(gradient, arguments));
            if (expected != actual)
            {
                differences.Add($"{string.Join(", ", arguments)}: {expected?.Name}, not {actual?.Name}");
            }
        }

        Assert.Empty(differences);
    }

    private static Type? Thrown(MethodInfo method, object[] arguments)
    {
        try
        {
            method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            return null;
        }
        catch (Exception e)
        {
            return e.GetType();
        }
    }
}
