using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Checkpoints;

/// <summary>Loops marked [Checkpoint]: the value to the bit, the arrays as the method leaves them, and the gradient that the loop has without.</summary>
public sealed class CheckpointTests
{
    private static readonly double[] Point = [0.7, 0.9, -0.4, 1.2, 0.3];
    private static readonly int[] Trips = [0, 1, 2, 3, 4, 7, 50];

    public static TheoryData<string> Names => [.. CheckpointPrograms.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_loop_is_run_in_segments(string name)
    {
        CheckpointRun run = CheckpointRun.Marked(CheckpointPrograms.All[name]);
        Assert.Empty(run.Run.Warnings);
        Assert.Contains("segment", run.Run.File, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_gradient_is_that_of_the_loop_without(string name)
    {
        CheckpointRun marked = CheckpointRun.Marked(CheckpointPrograms.All[name]), plain = CheckpointRun.Plain(CheckpointPrograms.All[name]);
        foreach (int n in Trips)
        {
            (double[] own, double[] at, double[] by) = ([.. Point], [.. Point], [.. Point]);
            (double[] expected, double[] once, double[] halves) = (new double[Point.Length], new double[Point.Length], new double[Point.Length]);
            long value = Bits(plain.Value([.. Point], n));
            Assert.Equal(value, Bits(plain.AtOnce(own, n, expected)));
            Assert.Equal(value, Bits(marked.AtOnce(at, n, once)));
            Assert.Equal(value, Bits(marked.InHalves(by, n, halves)));
            Assert.Equal(own, at);
            Assert.Equal(own, by);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], once[i], 1e-14 * (1 + Math.Abs(expected[i])));
                Assert.Equal(expected[i], halves[i], 1e-14 * (1 + Math.Abs(expected[i])));
            }
        }
    }

    public static TheoryData<string> NotStopped => [.. CheckpointPrograms.All.Keys.Where(n => n != "a stopped derivative")];

    [Theory, MemberData(nameof(NotStopped))]
    public void The_gradient_is_that_of_the_differences(string name)
    {
        CheckpointRun run = CheckpointRun.Marked(CheckpointPrograms.All[name]);
        GradientCheckOptions? options = name == "floats" ? new() { Epsilon = 1.2e-7 } : null;
        foreach (int n in Trips)
        {
            GradientCheckReport report = GradientCheck.Of(
                p => run.Value(p.ToArray(), n),
                (p, d) =>
                {
                    double[] gradient = new double[d.Length];
                    double value = run.AtOnce(p.ToArray(), n, gradient);
                    gradient.CopyTo(d);
                    return value;
                },
                Point,
                options);
            report.ThrowIfWrong();
        }
    }

    [Fact]
    public void What_a_loop_keeps_is_kept_for_each_segment() => Snapshot.Match(GeneratorRun.Once("""
        public static partial class Code
        {
            [Backprop.Differentiable, Backprop.Checkpoint]
            public static double Newton(double a)
            {
                var x = a;
                while (System.Math.Abs(x * x - a) > 1e-12) { x = 0.5 * (x + a / x); }
                return x;
            }

            [Backprop.Differentiable, Backprop.Checkpoint]
            public static double Heat(double[] u, double k, int steps)
            {
                for (int step = 0; step < steps; step++)
                {
                    double last = u[0];
                    for (int i = 1; i < u.Length - 1; i++)
                    {
                        double own = u[i];
                        u[i] = own + k * (last - 2.0 * own + u[i + 1]) * own;
                        last = own;
                    }
                }
                return u[1];
            }
        }
        """).File);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
