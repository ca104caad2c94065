using Backprop.Tests.Harness;

namespace Backprop.Tests.Networks;

// The tests of the benchmarks' kernels have a namespace of that name.
using Kernels = Backprop.CompilerServices.Kernels;

/// <summary>Losses of each element: binary cross entropy, squared errors, Huber's.</summary>
public sealed class LossTests
{
    public static TheoryData<int> Counts => [.. Enumerable.Range(1, 19), 67];

    [Theory]
    [InlineData("S4-50", 50.0, 0.0, 50.0, 1.0)]
    [InlineData("S4-51", 800.0, 0.0, 800.0, 1.0)]
    [InlineData("S4-52", -800.0, 0.0, 0.0, 0.0)]
    [InlineData("S4-53", -800.0, 1.0, 800.0, -1.0)]
    [InlineData("S4-54", 800.0, 1.0, 0.0, 0.0)]
    [InlineData("S4-2", 0.8, 1.0, 0.37110066594777772601, -0.31002551887238755737)]
    [InlineData("S4-5", 0.8, 0.0, 1.171100665947777726, 0.68997448112761244263)]
    public void Sigmoid_cross_entropy_is_right_everywhere(string row, double z, double t, double loss, double dz)
    {
        Ulps.Near(loss, Kernels.SigmoidCrossEntropy([z], [t], 1), row);
        double[] d = [0];
        Kernels.SigmoidCrossEntropyBackwardLogits([z], [t], 1.0, 1, d);
        Assert.Equal(dz, d[0], 1e-15);
    }

    [Theory, MemberData(nameof(Counts))]
    public void Backward_matches_differences(int count)
    {
        double[] x = KernelCheck.Random(count, 1), y = KernelCheck.Random(count, 2);
        double[] Binary() => [Kernels.SigmoidCrossEntropy(x, y, count)];
        KernelCheck.Holds(x, Binary, (d, dx) => Kernels.SigmoidCrossEntropyBackwardLogits(x, y, d[0], count, dx), "binary by logits");
        KernelCheck.Holds(y, Binary, (d, dy) => Kernels.SigmoidCrossEntropyBackwardTargets(x, d[0], count, dy), "binary by targets");
        double[] Squared() => [Kernels.MeanSquaredError(x, y, count)];
        KernelCheck.Holds(x, Squared, (d, dx) => Kernels.MeanSquaredErrorBackwardX(x, y, d[0], count, dx), "mean by x");
        KernelCheck.Holds(y, Squared, (d, dy) => Kernels.MeanSquaredErrorBackwardY(x, y, d[0], count, dy), "mean by y");
        double[] Half() => [Kernels.HalfSquaredError(x, y, count)];
        KernelCheck.Holds(x, Half, (d, dx) => Kernels.HalfSquaredErrorBackwardX(x, y, d[0], count, dx), "half by x");
        KernelCheck.Holds(y, Half, (d, dy) => Kernels.HalfSquaredErrorBackwardY(x, y, d[0], count, dy), "half by y");
        double[] Huber() => [Kernels.Huber(x, y, 0.3, count)];
        KernelCheck.Holds(x, Huber, (d, dx) => Kernels.HuberBackwardX(x, y, d[0], 0.3, count, dx), "Huber by x");
        KernelCheck.Holds(y, Huber, (d, dy) => Kernels.HuberBackwardY(x, y, d[0], 0.3, count, dy), "Huber by y");
    }

    [Theory, MemberData(nameof(Counts))]
    public void Values_are_those_of_the_formulas(int count)
    {
        double[] x = KernelCheck.Random(count, 1), y = KernelCheck.Random(count, 2);
        double[] d = [.. x.Zip(y, static (a, b) => a - b)];
        Assert.Equal(d.Average(static v => v * v), Kernels.MeanSquaredError(x, y, count), 1e-14);
        Assert.Equal(d.Sum(static v => v * v) / 2, Kernels.HalfSquaredError(x, y, count), 1e-13);
        Assert.Equal(d.Average(static v => Math.Abs(v) <= 0.3 ? v * v / 2 : 0.3 * (Math.Abs(v) - 0.15)), Kernels.Huber(x, y, 0.3, count), 1e-14);
        Assert.Equal(
            x.Zip(y).Average(static p => Math.Log(1 + Math.Exp(p.First)) - (p.First * p.Second)), Kernels.SigmoidCrossEntropy(x, y, count), 1e-14);
        Assert.Equal(Kernels.Huber(x, y, 0.3, count), Kernels.Huber(KernelCheck.Single(x), KernelCheck.Single(y), 0.3f, count), 1e-6);
        Assert.Equal(
            Kernels.SigmoidCrossEntropy(x, y, count), Kernels.SigmoidCrossEntropy(KernelCheck.Single(x), KernelCheck.Single(y), count), 1e-6);
    }

    [Fact]
    public void Of_no_elements_a_mean_is_not_a_number_and_a_sum_0()
    {
        Assert.Equal(double.NaN, Kernels.MeanSquaredError<double>([], [], 0));
        Assert.Equal(double.NaN, Kernels.SigmoidCrossEntropy<double>([], [], 0));
        Assert.Equal(0, Kernels.HalfSquaredError<double>([], [], 0));
    }

    [Fact]
    public void A_wrong_length_is_named() =>
        Assert.Equal("y", Assert.Throws<ArgumentException>(static () => Kernels.Huber(new double[2], new double[3], 1.0, 2)).ParamName);
}
