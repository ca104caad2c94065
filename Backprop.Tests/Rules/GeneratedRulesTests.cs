using System.Reflection;
using System.Runtime.CompilerServices;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Rules;

/// <summary>Every row and gate as a user meets it: generated, compiled and run.</summary>
public sealed class GeneratedRulesTests
{
    private const double Relative = 1e-9;

    private static readonly RuleSample[] Samples = [.. RuleSamples.All, .. GateSamples.All];

    private static readonly Lazy<Type> Generated = new(() => GeneratorRun.Once(Source()).Load().GetType("Rows")!);

    public static TheoryData<int, string> Rows => [.. Samples.Index().Select(s => (s.Index, s.Item.ToString()))];

    [Theory, MemberData(nameof(Rows))]
    public void The_value_is_the_functions_own(int row, string name)
    {
        foreach (double[] point in Samples[row].Points.Concat(Samples[row].Edges.Select(e => e.At)))
        {
            object?[] arguments = Bind(Samples[row], point);
            double own = (double)Method($"F{row}").Invoke(null, arguments)!;
            Assert.True(BitConverter.DoubleToInt64Bits(own) == BitConverter.DoubleToInt64Bits((double)Gradient(row, point)[0]!), name);
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Generated_partials_match_differences(int row, string name)
    {
        RuleSample sample = Samples[row];
        foreach (double[] point in sample.Points)
        {
            foreach ((int nth, int position) in sample.Varying.Index())
            {
                double at = point[position], largest = point.Max(Math.Abs);
                double scale = at != 0 ? Math.Abs(at) : largest > 0 ? largest : 1;
                double F(double x) => (double)Method($"F{row}").Invoke(null, Bind(sample, [.. point[..position], x, .. point[(position + 1)..]]))!;
                double expected = NumericDerivative.Of(F, at, scale).Value;
                double actual = (double)Gradient(row, point)[nth + 1]!;
                double allowed = Relative * Math.Max(Math.Abs(expected), Math.Abs(F(at)) / scale);
                Assert.True(Math.Abs(actual - expected) <= allowed, $"{name} at ({string.Join(", ", point)}), partial {nth}: {actual}, expected {expected}");
            }
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Generated_partials_at_edges_are_as_stated(int row, string name)
    {
        foreach (Edge edge in Samples[row].Edges)
        {
            foreach ((int nth, double expected) in edge.Partials.Index())
            {
                double actual = (double)Gradient(row, edge.At)[nth + 1]!;
                bool same = double.IsFinite(expected)
                    ? Math.Abs(actual - expected) <= Samples[row].Tolerance * Math.Abs(expected)
                    : actual.Equals(expected);
                Assert.True(same, $"{name} at ({string.Join(", ", edge.At)}), partial {nth}: {actual}, expected {expected}");
            }
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Single_precision_is_generated_too(int row, string name)
    {
        foreach (double[] point in Samples[row].Points.Where(p => p.All(v => v == 0 || Math.Abs(v) is > 1e-30 and < 1e30)))
        {
            double[] rounded = [.. point.Select(v => (double)(float)v)];
            ITuple singles = Invoke($"S{row}Gradient", Bind(Samples[row], rounded, single: true)), doubles = Gradient(row, rounded);
            for (int i = 1; i < singles.Length; i++)
            {
                double expected = (double)doubles[i]!, actual = (float)singles[i]!;
                double size = Math.Max(Math.Abs(expected), Math.Abs((double)doubles[0]!) / Math.Max(rounded.Max(Math.Abs), 1e-3));
                bool near = Math.Abs(expected) > 1e36 || Math.Abs(actual - expected) <= (1e-4 * size) + 1e-30;
                Assert.True(near, $"{name} at ({string.Join(", ", rounded)}), partial {i}: {actual}, expected {expected}");
            }
        }
    }

    private static ITuple Gradient(int row, double[] point) => Invoke($"F{row}Gradient", Bind(Samples[row], point));

    private static ITuple Invoke(string method, object?[] arguments) => (ITuple)Method(method).Invoke(null, arguments)!;

    private static MethodInfo Method(string name) => Generated.Value.GetMethod(name)!;

    private static object?[] Bind(RuleSample sample, double[] point, bool single = false) =>
        [.. sample.Signature.Select((p, i) => p.Type == "int" ? (int)point[i] : single ? (object)(float)point[i] : point[i])];

    /// <summary>A method a row, in both precisions. A step draws the warning that it cuts every path, which is not in question here.</summary>
    private static string Source() => $$"""
        using System;
        using Backprop;
        public static partial class Rows
        {
        {{string.Concat(Samples.Select((s, i) => $"""
            [Differentiable] public static double F{i}({s.Parameters}) => {s.Code};
            [Differentiable] public static float S{i}({s.ParametersInSingle}) => {InSingle(s)};

        """))}}
        }
        """;

    private static string InSingle(RuleSample sample) =>
        System.Text.RegularExpressions.Regex.Replace(sample.CodeInSingle, @"(?<![\w.])(\d+\.\d+)(?![\w.])", "$1f");
}
