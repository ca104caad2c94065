using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language.Checkpoints;

/// <summary>Loops marked [Checkpoint] that must not run twice, or would come out otherwise: they record each iteration, and BP3002 says so.</summary>
public sealed class CheckpointRefusalTests
{
    [Theory]
    [InlineData("Seen.Add(i); y = Math.Sin(y * x[1]);", "'Seen.Add(i)' leaves something behind")]
    [InlineData("y = Math.Sin(y * x[1]) + Dice.NextDouble();", "'Dice.NextDouble()' leaves something behind")]
    [InlineData("y = Math.Sin(y * x[1]) + Noise();", "'Dice.NextDouble()' leaves something behind")]
    [InlineData("y = Math.Sin(y * x[1]) + Calls();", "'_calls' leaves something behind")]
    [InlineData("y = Math.Sin(y * x[1]) + DateTime.UtcNow.Millisecond;", "'DateTime.UtcNow' leaves something behind")]
    [InlineData("y = Math.Sin(y * x[1]) + Guid.NewGuid().GetHashCode();", "'Guid.NewGuid()' leaves something behind")]
    [InlineData("y = Math.Sin(y * x[1]); if (i > 3) day = DayOfWeek.Friday;", "'day', which it hands from one iteration to the next, is no number")]
    public void What_must_happen_once(string body, string reason)
    {
        Refused(Program($"var day = DayOfWeek.Monday; for (int i = 0; i < n; i++) {{ {body} }} if (day == DayOfWeek.Friday) y *= 2;"), reason);
    }

    [Theory] // What comes before or after the loop changes what it reads.
    [InlineData("for (int i = 0; i < n; i++) y = Math.Sin(y * x[1]) + Rate; Turn();", "'x', which it reads, is written to after it")]
    [InlineData("for (int i = 0; i < n; i++) y = Math.Sin(y * x[i % 3]); x[1] = 5;", "'x', which it reads, is written to after it")]
    [InlineData("var b = new double[2]; for (int i = 0; i < n; i++) y = Math.Sin(y + b[i % 2] * x[1]); b[1] = y; y += b[1];", "'b', which it reads, is written to after it")]
    [InlineData("var g = new double[1][]; g[0] = new double[2]; g[0][0] = x[0]; for (int i = 0; i < n; i++) y = Math.Sin(y + g[0][i % 2] * x[1]); g[0][1] = y; y += g[0][1];", "'g', which it reads, is written to")]
    public void What_it_reads_is_gone(string body, string reason) => Refused(Program(body), reason);

    [Fact]
    public void An_array_of_an_iteration_around() => Refused(
        """
            [Differentiable] public static double F(double[] x, int n)
            {
                double s = 1;
                for (int k = 0; k < 3; k++)
                {
                    var own = new double[2];
                    own[0] = s * x[k];
                    s = Walk(own, n);
                }
                return s;
                [Checkpoint] double Walk(double[] own, int m) { double y = 0.3; for (int i = 0; i < m; i++) y = Math.Cos(y * own[0]) + own[1]; return y; }
            }
        """,
        "'own' belongs to an iteration of the loop around it");

    [Fact]
    public void A_loop_that_records_nothing()
    {
        GeneratorRun run = Run("[Checkpoint, Differentiable] public static double F(double[] x, int n) { double s = 0; for (int i = 0; i < n; i++) s += x[i % 5] * x[1]; return s; }");
        Diagnostic warning = Assert.Single(run.Diagnostics);
        Assert.Equal("[Checkpoint] has no effect here: no loop of the method records anything; remove it", warning.GetMessage());
        Assert.Equal("Checkpoint", Text(warning, run));
    }

    [Fact]
    public void A_helper_without_a_loop()
    {
        GeneratorRun run = GeneratorRun.Once("""
            public static partial class Code
            {
                [Backprop.Differentiable] public static double F(double x) => Bent(x) * Bent(2 * x);
                [Backprop.Checkpoint] private static double Bent(double a) { var s = a * a; if (s > 1) s *= a; return s; }
            }
            """);
        Assert.Equal(["BP3002"], run.Diagnostics.Select(d => d.Id));
    }

    [Fact] // In the halves the sum is unwound, and keeps states in place of the exponentials.
    public void A_loop_that_records_in_the_halves_only()
    {
        CheckpointRun run = CheckpointRun.Marked("[Checkpoint, Differentiable] public static double F(double[] x, int n) { double s = 0; for (int i = 0; i < n; i++) s += Math.Exp(x[i % 5] * x[1]); return s; }");
        Assert.Empty(run.Run.Diagnostics);
        Assert.DoesNotContain("segment", run.Run.File[..run.Run.File.IndexOf("FForward(", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Contains("segment", run.Run.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_in_one_that_keeps_its_states_is_no_second_one()
    {
        CheckpointRun run = CheckpointRun.Marked("""
            [Checkpoint, Differentiable] public static double F(double[] x, int n) { double y = x[0]; for (int i = 0; i < n; i++) y = Walk(y, x[1]); return y; }
            [Checkpoint] private static double Walk(double y, double k) { for (int i = 0; i < 5; i++) y = Math.Sin(y * k); return y; }
            """);
        Assert.Empty(run.Run.Warnings);
    }

    private static string Program(string body) => $$"""
        [Checkpoint, Differentiable] public static double F(double[] x, int n) { double y = x[0]; {{body}} return y; }
        private static readonly System.Collections.Generic.List<int> Seen = [];
        private static readonly Random Dice = new(1);
        private static double Rate = 0.5;
        private static int _calls;
        private static void Turn() => Rate = 0.25;
        [NonDifferentiable] private static double Noise() => Dice.NextDouble();
        [NonDifferentiable] private static int Calls() => ++_calls;
        """;

    [Fact]
    public void What_must_happen_once_does()
    {
        CheckpointRun run = CheckpointRun.Marked("""
            public static int Calls;
            [NonDifferentiable] private static double Count() => ++Calls;
            [Checkpoint, Differentiable] public static double F(double[] x, int n) { double y = x[0]; for (int i = 0; i < n; i++) y = Math.Sin(y * x[1]) + 0.1 * Count(); return y + Calls; }
            """);
        double calls = run.Value([0.5, 0.8], 0);
        run.AtOnce([0.5, 0.8], 10, new double[2]);
        Assert.Equal(10, run.Value([0.5, 0.8], 0) - calls);
    }

    private static GeneratorRun Run(string program) => GeneratorRun.Once($"using System;\nusing Backprop;\npublic static partial class Code\n{{\n{program}\n}}");

    private static void Refused(string program, string reason)
    {
        GeneratorRun run = Run(program);
        Diagnostic warning = Assert.Single(run.Diagnostics, d => d.Id == "BP3002");
        Assert.StartsWith("[Checkpoint] has no effect on this loop, which records each iteration: " + reason, warning.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("for", Text(warning, run));
        Assert.DoesNotContain("segment", run.File, StringComparison.Ordinal);
    }

    private static string Text(Diagnostic diagnostic, GeneratorRun run) =>
        run.Input.SyntaxTrees.Single().ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
