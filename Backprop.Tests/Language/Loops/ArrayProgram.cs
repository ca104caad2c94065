using System.Reflection;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language.Loops;

/// <summary>A method <c>double F(double[] x)</c> given as text, with what it calls.</summary>
internal sealed class ArrayProgram
{
    private readonly Func<object?, object?[], object?> _value, _gradient;
    private readonly Func<object?, object?[], object?, Array[], object?> _halves;

    /// <param name="members">Members of a static class, <c>F</c> among them, which is marked.</param>
    public ArrayProgram(string members)
    {
        GeneratorRun run = Run(members);
        Assert.DoesNotContain(run.Diagnostics, d => d.Severity > DiagnosticSeverity.Info);
        Type type = run.Load().GetType("Code")!;
        MethodInfo Method(string name) => type.GetMethod(name, BindingFlags.Static | BindingFlags.Public)!;
        (_value, _gradient) = (SpanCall.Of(Method("F")), SpanCall.Of(Method("FGradient")));
        _halves = SpanCall.OfHalves(Method("FForward"), Method("FBackward"));
    }

    public static GeneratorRun Run(string members) => GeneratorRun.Once($$"""
        using System;
        using Backprop;
        public static partial class Code
        {
        {{members}}
        }
        """);

    /// <summary>The value to the bit, the gradient by differences and by both halves, and the array as the method leaves it.</summary>
    public void IsRight(params double[] point)
    {
        double[] own = [.. point], after = [.. point], gradient = new double[point.Length], added = new double[point.Length];
        double value = (double)_value(null, [own])!;
        Assert.Equal(value, _gradient(null, [after, gradient]));
        Assert.Equal(own, after);
        Assert.Equal(value, _halves(null, [point.ToArray()], 2.0, [added]));
        GradientCheck.Of(p => (double)_value(null, [p.ToArray()])!, point, gradient).ThrowIfWrong();
        for (int i = 0; i < point.Length; i++)
        {
            Assert.Equal(2 * gradient[i], added[i], 1e-9 * (1 + Math.Abs(added[i])));
        }
    }
}
