using Backprop.Tests.Harness;
using Program = Backprop.Tests.Language.Loops.Programs.Program;

namespace Backprop.Tests.Tensors;

/// <summary>Programs over whole arrays: the value to the bit, the array as the method leaves it, and its derivative.</summary>
public sealed class TensorProgramTests
{
    private static readonly double[][] Points =
    [
        [0.3, 0.7, -0.2, 1.1, 0.45, -0.6],
        [1.25, 0.4, 0.9, 1.15, -1.05, 0.55],
        [0.6, 0.8, 0.35, 0.95, 1.3, 0.15],
    ];

    public static TheoryData<string> Names => [.. TensorPrograms.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_gradient_is_that_of_the_differences(string name)
    {
        Program program = TensorPrograms.All[name];
        foreach (double[] point in Points)
        {
            GradientCheck.Of(p => program.Value(p.ToArray()), (p, d) =>
            {
                double[] gradient = d.ToArray();
                double value = program.Gradient(p.ToArray(), gradient);
                gradient.CopyTo(d);
                return value;
            }, point, name == nameof(TensorPrograms.Precisions) ? new() { Epsilon = 1.2e-7 } : null).ThrowIfWrong();
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Value_and_array_are_the_methods_own(string name)
    {
        Program program = TensorPrograms.All[name];
        foreach (double[] point in Points)
        {
            double[] own = [.. point], after = [.. point], byHalves = [.. point];
            double value = program.Value(own);
            Bits.Same(value, program.Gradient(after, new double[point.Length]), name);
            Bits.Same(value, program.Halves(byHalves, 1, new double[point.Length]), name);
            Assert.Equal(own, after);
            Assert.Equal(own, byHalves);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_halves_agree(string name)
    {
        Program program = TensorPrograms.All[name];
        foreach (double[] point in Points)
        {
            double[] gradient = new double[point.Length], added = new double[point.Length];
            program.Gradient([.. point], gradient);
            program.Halves([.. point], 2, added);
            for (int i = 0; i < point.Length; i++)
            {
                Assert.Equal(2 * gradient[i], added[i], 1e-9 * (1 + Math.Abs(added[i])));
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_second_call_gives_the_same(string name)
    {
        Program program = TensorPrograms.All[name];
        double[] first = new double[Points[0].Length], second = new double[Points[0].Length];
        program.Gradient([.. Points[0]], first);
        program.Gradient([.. Points[1]], second);
        program.Gradient([.. Points[0]], second);
        Assert.Equal(first, second);
    }

    [Theory, MemberData(nameof(Names))]
    public void Once_warm_nothing_is_allocated_but_what_the_method_makes(string name)
    {
        Program program = TensorPrograms.All[name];
        double[] point = [.. Points[2]], gradient = new double[point.Length];
        long own = Allocated(() => program.Value(point), point), generated = Allocated(() => program.Gradient(point, gradient), point);
        Assert.True(generated <= (name == nameof(TensorPrograms.Rows) ? 2 * own : own), $"{generated} bytes, the method itself {own}");
    }

    private static long Allocated(Action action, double[] point)
    {
        long before = 0;
        for (int i = 0; i < 60; i++)
        {
            before = i == 30 ? GC.GetAllocatedBytesForCurrentThread() : before;
            Points[2].CopyTo(point, 0);
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
