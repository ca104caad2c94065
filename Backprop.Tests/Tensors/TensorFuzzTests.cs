using System.Globalization;
using System.Reflection;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Tensors;

/// <summary>Random programs over whole arrays, held to their differences.</summary>
public sealed class TensorFuzzTests
{
    private const int Programs = 60;

    private static readonly int First = int.Parse(Environment.GetEnvironmentVariable("BACKPROP_TENSOR_SEED") ?? "1", CultureInfo.InvariantCulture);

    private static readonly Lazy<Type> Calls = new(() =>
    {
        GeneratorRun run = GeneratorRun.Once(Source());
        Assert.DoesNotContain(run.Warnings, d => d.Id != "BP3001");
        return run.Load().GetType("Calls")!;
    });

    public static TheoryData<int> Seeds => [.. Enumerable.Range(First, Programs)];

    [Theory, MemberData(nameof(Seeds))]
    public void A_program_of_whole_arrays_has_the_gradient_of_its_differences(int seed)
    {
        double[] point = [.. new Random(seed).GetItems([0.31, 0.72, -0.23, 1.12, 0.45, -0.64, 0.27], 7)];
        for (int i = 0; i < point.Length; i++)
        {
            point[i] += 0.017 * i; // no two alike
        }

        double own = (double)Invoke("Value", seed, point)!;
        double[] gradient = new double[7], halves = new double[7];
        Bits.Same(own, (double)Invoke("Gradient", seed, point, gradient)!, "value");
        Bits.Same(own, (double)Invoke("Halves", seed, point, halves)!, "value by halves");
        if (!double.IsFinite(own))
        {
            return; // the cosine of a vector of zeros, say: only the value is asked for
        }

        GradientCheckReport report = GradientCheck.Of(p => (double)Invoke("Value", seed, p)!, point, gradient);
        Assert.True(report.Entries.All(e => e.Verdict != GradientCheckVerdict.Wrong), $"{report}\n{new TensorProgramWriter(seed).Write()}");
        for (int i = 0; i < 7; i++)
        {
            Assert.Equal(2 * gradient[i], halves[i], 1e-9 * (1 + Math.Abs(halves[i])));
        }
    }

    private static object? Invoke(string what, int seed, params object[] arguments) => Calls.Value
        .GetMethod(what + seed.ToString(CultureInfo.InvariantCulture))!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static string Source() => $$"""
        using System;
        using System.Numerics.Tensors;
        using Backprop;
        public static partial class Programs
        {
        {{string.Concat(Enumerable.Range(First, Programs).Select(s => $"    [Differentiable] public static double F{s}(double[] x, double a)\n    {{\n{new TensorProgramWriter(s).Write()}    }}\n"))}}
        }
        public static class Calls
        {
        {{string.Concat(Enumerable.Range(First, Programs).Select(Call))}}
        }
        """;

    private static string Call(int seed) => $$"""
            public static double Value{{seed}}(double[] p) => Programs.F{{seed}}(p[..6], p[6]);
            public static double Gradient{{seed}}(double[] p, double[] d) { (var v, d[6]) = Programs.F{{seed}}Gradient(p[..6], p[6], d.AsSpan(0, 6)); return v; }
            public static double Halves{{seed}}(double[] p, double[] d)
            {
                var v = Programs.F{{seed}}Forward(p[..6], p[6], out var saved);
                Programs.F{{seed}}Backward(ref saved, 2, ref d[6], d.AsSpan(0, 6));
                saved.Dispose();
                return v;
            }

        """;
}
