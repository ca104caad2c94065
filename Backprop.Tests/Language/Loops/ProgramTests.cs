namespace Backprop.Tests.Language.Loops;

/// <summary>Loops and arrays: the value to the bit, the array as the method leaves it, and its derivative.</summary>
public sealed class ProgramTests
{
    private static readonly double[][] Points =
    [
        [0.3, 0.7, -0.2, 1.1, 0.45, -0.6],
        [1.25, -0.4, 0.9, 0.15, -1.05, 0.55],
    ];

    public static TheoryData<string> Names => [.. Programs.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_that_of_the_differences(string name)
    {
        Programs.Program program = Programs.All[name];
        foreach (double[] point in Points)
        {
            GradientCheck.Of(p => program.Value(p.ToArray()), (p, d) =>
            {
                double[] gradient = d.ToArray();
                double value = program.Gradient(p.ToArray(), gradient);
                gradient.CopyTo(d);
                return value;
            }, point).ThrowIfWrong();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_array_is_left_as_the_method_leaves_it(string name)
    {
        Programs.Program program = Programs.All[name];
        foreach (double[] point in Points)
        {
            double[] own = [.. point], after = [.. point];
            program.Value(own);
            program.Gradient(after, new double[point.Length]);
            Assert.Equal(own, after);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_halves_agree(string name)
    {
        Programs.Program program = Programs.All[name];
        foreach (double[] point in Points)
        {
            double[] gradient = new double[point.Length], added = new double[point.Length];
            double value = program.Gradient([.. point], gradient);
            Assert.Equal(value, program.Halves([.. point], 2, added));
            for (int i = 0; i < point.Length; i++)
            {
                Assert.Equal(2 * gradient[i], added[i], 1e-9 * (1 + Math.Abs(added[i])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_second_call_gives_the_same(string name)
    {
        Programs.Program program = Programs.All[name];
        double[] first = new double[Points[0].Length], second = new double[Points[0].Length];
        program.Gradient([.. Points[0]], first);
        program.Gradient([.. Points[1]], second);
        program.Gradient([.. Points[0]], second);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Rows_and_tables_that_are_not_differentiated_may_hold_what_varies() =>
        Assert.Equal((8.0, 12.0), ArrayPrograms.RowsGradient([[0.0]], new double[1, 2], 2.0));
}
