namespace Backprop.Tests.Harness;

/// <summary>
/// Checks the generated gradient of a method of arrays and a number, <c>P.F(double[] …, int n)</c>, against numeric derivatives,
/// in arrays that hold no numbers before: what was there must not be seen.
/// </summary>
internal static class ArrayGradient
{
    /// <summary>Returns what the generator wrote.</summary>
    /// <param name="members">The members of class P.</param>
    public static string Holds(string members, int n, params double[][] arrays)
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            using System;
            using Backprop;
            public static partial class P
            {
                {{members}}
            }
            """);
        Type type = run.Load().GetType("P")!;
        Func<object?, object?[], object?> value = SpanCall.Of(type.GetMethod("F")!), gradient = SpanCall.Of(type.GetMethod("FGradient")!);
        GradientCheck.Of(
            p => (double)value(null, [.. Split(p, arrays), n])!,
            (p, d) =>
            {
                double[][] found = [.. arrays.Select(a => a.Select(_ => double.NaN).ToArray())];
                double own = (double)gradient(null, [.. Split(p, arrays), n, .. found])!;
                found.SelectMany(f => f).ToArray().CopyTo(d);
                return own;
            },
            [.. arrays.SelectMany(a => a)]).ThrowIfWrong();
        return run.File;
    }

    /// <summary>The part of a file that is one generated method.</summary>
    public static string Member(string file, string name) => file.Split($" {name}(")[1].Split("[global::System.CodeDom")[0];

    private static double[][] Split(ReadOnlySpan<double> numbers, double[][] arrays)
    {
        double[][] parts = [.. arrays.Select(a => new double[a.Length])];
        int start = 0;
        foreach (double[] part in parts)
        {
            numbers.Slice(start, part.Length).CopyTo(part);
            start += part.Length;
        }

        return parts;
    }
}
