using Backprop.Generator;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Backprop.Tests.Diagnostics;

/// <summary>BP3003 says what loops record, and why.</summary>
public sealed class RecordedTests
{
    [Theory]
    [InlineData(
        "double y = x; while (y > 1) y = 0.5 * (y + x / y); return y;",
        "while: Each iteration records 8 bytes: y (8), overwritten by 'y = 0.5 * (y + x / y)'")]
    [InlineData(
        "double y = x; for (int i = 0; i < n; i++) { double e = Math.Exp(y * x); y = e * e * y; } return y;",
        "for: Each iteration records 16 bytes: y (8), overwritten by 'y = e * e * y'; e = Math.Exp(y * x) (8), costly to compute again")]
    [InlineData(
        "double s = 1; for (int i = 1; i < n; i++) { a[0] = a[0] * x + 1; } return a[0] * s;",
        "for: Each iteration records 8 bytes: a[0] (8), which is written to later")]
    [InlineData(
        "double y = x; for (int i = 0; i < n; i++) { if (y * x > 2) y = y - 1; else y = y + x; } return y;",
        "for: Each iteration records 1 byte: whether 'y * x > 2.0' (1), which picks a branch")]
    [InlineData(
        "double y = x; for (int i = 0; i < n; i++) { if (i > 2) y *= y; } return y;",
        "for: Each iteration records 8 bytes: y (8), overwritten depending on 'i > 2'")]
    [InlineData(
        "float y = (float)x; for (int i = 0; i < n; i++) y *= y; return y;",
        "for: Each iteration records 4 bytes: y (4), overwritten by 'y = y * y'")]
    [InlineData(
        "double y = x; for (int i = 0; i < n; i++) { y = Bent(y); } return y;",
        "for: Each iteration records 8 bytes: the derivative of Bent(y) by y (8), costly to compute again")]
    [InlineData(
        "double y = x; for (int i = 0; i < n; i++) { y = Mix(y, x); } return y;",
        "for: Each iteration records 16 bytes: what 'Mix' keeps (16), for its backward half")]
    [InlineData(
        "double y = x; for (int i = 0; i < n; i++) { System.Numerics.Tensors.TensorPrimitives.Exp(a, a); } return y + a[0];",
        "for: Each iteration records an array: a copy of a (8 an element), which is written to later")]
    public void Of_one_loop(string body, string message) => Assert.Equal([message], Messages(body));

    [Fact]
    public void Of_loops_in_each_other() => Assert.Equal(
        [
            "for: Each iteration records 12 bytes: z (8), the outcome of the loop in it; how often the loop in it runs (4), known only by running it",
            "while: Each iteration, in each of the loop around it, records 8 bytes: Math.Sqrt(z) (8), costly to compute again",
        ],
        Messages("double y = x; for (int i = 0; i < n; i++) { double z = y; while (z > 1) z = Math.Sqrt(z) * x; y = z * x + 1; } return y;"));

    [Fact]
    public void Of_a_row_for_each_iteration_around() => Assert.Equal(
        ["for: Each iteration, in each of the loop around it, records 8 bytes: y (8), overwritten by 'y = y * y * x'"],
        Messages("double y = x; for (int i = 0; i < n; i++) { for (int k = 0; k < 3; k++) y = y * y * x; } return y;"));

    [Fact]
    public void Of_a_loop_that_keeps_states() => Assert.Equal(
        ["for: Each segment keeps 12 bytes: y (8); i (4); n iterations make about √(2n) segments; of the iterations of one segment at a time, each records 8 bytes: y (8), overwritten by 'y = Math.Sin(x * y)'"],
        Messages("double y = x; for (int i = 0; i < n; i++) y = Math.Sin(x * y); return y;", "Checkpoint, "));

    [Fact]
    public void Of_a_loop_that_keeps_arrays() => Assert.Equal(
        ["for: Each segment keeps 4 bytes and an array: i (4); a (8 an element); n iterations make about √(2n) segments; of the iterations of one segment at a time, each records 8 bytes: a[0] (8), which is written to later"],
        Messages("for (int i = 1; i < n; i++) { a[0] = a[0] * x + 1; } return a[0] * x;", "Checkpoint, "));

    [Theory]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) s += Math.Exp(a[i] * x); return s;")]
    [InlineData("double s = 1; for (int i = 0; i < n; i++) s *= 2; return s * x;")]
    [InlineData("return x * n;")]
    public void Nothing_of_a_loop_that_records_nothing(string body) => Assert.Empty(Messages(body));

    [Fact]
    public void A_loop_of_a_helper_that_two_methods_read_is_told_once()
    {
        GeneratorRun run = GeneratorRun.Once("""
            public static partial class Code
            {
                [Backprop.Differentiable] public static double F(double x) => Walk(x);
                [Backprop.Differentiable] public static double G(double x) => Walk(x) * 2;
                private static double Walk(double x) { for (int i = 0; i < 9; i++) x = x * x; return x; }
            }
            """);
        Assert.Equal(["BP3003"], run.Diagnostics.Select(d => d.Id));
        Assert.All(run.Diagnostics, d => Assert.Equal(DiagnosticSeverity.Info, d.Severity));
    }

    [Fact]
    public void Lines_typed_above_move_it_and_leave_the_gradient_cached()
    {
        const string source = """
            public static partial class Code
            {
                [Backprop.Differentiable] public static double G(double x) => x * x;
                [Backprop.Differentiable] public static double F(double x, int n) { for (int i = 0; i < n; i++) x = x * x; return x; }
            }
            """;
        string moved = source.Replace("    [Backprop.Differentiable] public static double F", "\n\n    [Backprop.Differentiable] public static double F");
        GeneratorRun run = GeneratorRun.Twice(source, moved);
        Assert.Equal([Cached, Cached], run.Reasons(TrackingNames.Differentiate));
        Assert.Equal([Cached], run.Reasons(TrackingNames.Files));
        Assert.Equal([Modified], run.Reasons(TrackingNames.Remarks));
        Assert.Equal(5, Assert.Single(run.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);

        GeneratorRun again = GeneratorRun.Twice(source, source + "\n// a note");
        Assert.Equal([Cached], again.Reasons(TrackingNames.Remarks));
        Assert.Equal(["BP3003"], again.Diagnostics.Select(d => d.Id));
    }

    private static IEnumerable<string> Messages(string body, string mark = "")
    {
        string source = $$"""
            using System;
            using Backprop;
            public static partial class Code
            {
                [{{mark}}Differentiable] public static double F(double x, double[] a, int n) { {{body}} }
                private static double Bent(double z) { var s = z * z; if (s > 1) s *= Math.Exp(z); return s + z; }
                private static double Mix(double y, double z) { var p = y * z; var q = p + z; return q; }
            }
            """;
        GeneratorRun run = GeneratorRun.Once(source);
        return [.. run.Diagnostics.Where(d => d.Id != "BP3001").Select(d => $"{source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}: {d.GetMessage()}")];
    }
}
