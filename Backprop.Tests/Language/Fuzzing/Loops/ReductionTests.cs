namespace Backprop.Tests.Language.Fuzzing.Loops;

public sealed class ReductionTests
{
    private const string Program = """
            static double H0(double x) => Math.Sin(x);
            [Differentiable] public static double F(double x, double[] a, int n, bool flag)
            {
                double sum = 0;
                if (flag)
                {
                    int k = 0;
                    while (k++ < 3)
                    {
                        double u = x * 2.0;
                        for (int i = 0; i < a.Length; i++)
                        {
                            if (u > 0) continue;
                            else a[i] = H0(u) + Math.Tanh(x * a[i] + 1.0);
                            sum += a[i];
                        }
                        x *= 0.5;
                    }
                }
                return sum + x;
            }

        """;

    [Fact]
    public void A_program_shrinks_to_what_fails()
    {
        LoopSample sample = LoopSample.Of([1], _ => Program, WithTanhInLoop);
        while (sample.Smaller().FirstOrDefault() is { } smaller)
        {
            sample = smaller;
        }

        const string Shortest = """
                [Differentiable]
                public static double F(double x, double[] a)
                {
                    for (int i = 0; i < a.Length; i++)
                        a[i] = Math.Tanh(1.0);
                    return x;
                }

            """;
        Assert.Equal(Shortest, Assert.Single(sample.Programs), ignoreLineEndingDifferences: true);
    }

    private static IReadOnlyDictionary<string, LoopFailure> WithTanhInLoop(IReadOnlyList<string> programs) =>
        LoopSource.Valid(programs).Where(p => p.Contains("Math.Tanh(") && p.Contains("for (")).ToDictionary(p => p, _ => new LoopFailure("Tanh", "is there"));
}
