using System.Numerics.Tensors;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Tensors;

/// <summary>Ties, zeros and NaN, arrays that a method leaves behind, memory that is shared, and single precision.</summary>
public sealed partial class TensorEdgeTests
{
    private const double NaN = double.NaN;

    private readonly double[] _scales = [2, -1, 0.5];

    private static ReadOnlySpan<double> Weights => [0.5, 1, 1.5];

    [Fact]
    public void Elements_that_tie_share_alike()
    {
        Assert.Equal([0, 1.0 / 3, 0, 1.0 / 3, 1.0 / 3], Of(LargestGradient, [1, 5, -7, 5, 5]));
        Assert.Equal([0, 0, 1], Of(LargestGradient, [1, 2, 3]));
        Assert.Equal([0.5, 0, 0.5, 0, 0], Of(SmallestGradient, [-1, 5, -1, 5, 5]));
    }

    [Fact]
    public void Of_magnitudes_that_tie_the_element_returned_has_all()
    {
        Assert.Equal(3, FarthestGradient([-3, 3, 1], new double[3]));
        Assert.Equal([0, 1, 0], Of(FarthestGradient, [-3, 3, 1]));
        Assert.Equal([0.5, 0.5, 0], Of(FarthestGradient, [-3, -3, 1]));
    }

    [Fact]
    public void A_NaN_that_is_the_value_gets_the_derivative()
    {
        Assert.Equal([0, 1, 0], Of(LargestGradient, [1, NaN, 3]));
        Assert.Equal([0, 0.5, 0.5], Of(LargestNumberGradient, [1, NaN, NaN])); // which .NET does not pass over
    }

    [Fact]
    public void A_length_of_zero_has_no_slope()
    {
        Assert.Equal([0, 0], Of(LengthGradient, [0, 0]));
        Assert.Equal([0, 0], Of(SpreadGradient, [2, 2]));
        double[] x = [1, 2], dx = new double[2], dy = new double[2];
        ApartGradient(x, [1, 2], dx, dy);
        Assert.Equal([0, 0], dx);
        Assert.Equal([0, 0], dy);
    }

    [Fact]
    public void A_factor_of_zero_gets_the_product_of_the_others()
    {
        Assert.Equal([0, 24, 0, 0], Of(AllGradient, [2, 0, 3, 4]));
        Assert.Equal([0, 0, 0], Of(AllGradient, [0, 0, 3]));
        Assert.Equal([1e200, 1e-200], Of(AllGradient, [1e-200, 1e200]));
        Assert.Equal([1e-200, 1e-200], Of(AllGradient, [1e-200, 1e-200])); // though the product itself is 0
    }

    [Fact]
    public void What_an_element_wise_maximum_ties_follows_the_scalar_rule()
    {
        double[] x = [1, 2, 3], y = [2, 2, 2], dx = new double[3], dy = new double[3];
        LargerGradient(x, y, dx, dy);
        Assert.Equal([0, 0.5, 1], dx);
        Assert.Equal([1, 0.5, 0], dy);
        Assert.Equal([0, 0, 1], Of(PositiveGradient, [-1, 0, 2]));
    }

    [Fact]
    public void A_method_that_fills_an_array_hands_its_cotangents_back()
    {
        float[] x = [0.5f, -1, 2], y = new float[5], own = new float[5], dx = new float[3], dy = [1, 2, 3, 4, 5];
        Squash(x, own);
        SquashGradient(x, y, dx, dy);
        Assert.Equal(own, y);
        Assert.Equal([0, 0, 0, 4, 5], dy);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((i + 1) * own[i] * (1 - own[i]), dx[i], 1e-6);
        }
    }

    [Fact]
    public void Parts_that_overlap_fail_as_the_method_fails()
    {
        double[] x = [1, 2, 3], dx = new double[3];
        Assert.Throws<ArgumentException>(() => Shift(x));
        Assert.Throws<ArgumentException>(() => ShiftGradient(x, dx));
    }

    [Fact] // .NET sums over all of the destination, whatever it holds.
    public void A_softmax_into_a_longer_destination_is_no_softmax()
    {
        double[] x = [1, 2], dx = new double[2];
        Assert.Throws<ArgumentException>(() => PartlyGradient(x, new double[3], dx));
        Assert.Equal(0, PartlyGradient(x, new double[2], dx), 1e-15);
        Assert.Equal(0, dx[0] + dx[1], 1e-15);
    }

    [Fact]
    public void Members_and_scratch_memory_are_read()
    {
        GradientCheck.Of(p => Weighted(p.ToArray(), new double[3]), (p, d) =>
        {
            double[] dx = new double[3];
            double value = WeightedGradient(p.ToArray(), new double[3], dx);
            dx.CopyTo(d);
            return value;
        }, [0.5, 0.25, -1.5]).ThrowIfWrong();
    }

    [Fact]
    public void A_network_in_single_precision()
    {
        float[] point = [0.3f, -0.2f, 0.5f, 0.1f, 0.4f, -0.7f, 0.25f, 0.15f];
        GradientCheck.Of((ReadOnlySpan<float> p) => Network(p, [1, -0.5f, 0.25f]), (p, d) => NetworkGradient(p, [1, -0.5f, 0.25f], d), point).ThrowIfWrong();
    }

    [Fact]
    public void One_array_in_two_operands() => Assert.Equal([4, 8, 12], Of(TwiceGradient, [1, 2, 3]));

    private delegate double Gradient(double[] x, Span<double> dx);

    private static double[] Of(Gradient gradient, double[] x)
    {
        double[] dx = new double[x.Length];
        gradient(x, dx);
        return dx;
    }

    [Differentiable]
    private static double Largest(double[] x) => TensorPrimitives.Max<double>(x);

    [Differentiable]
    private static double LargestNumber(double[] x) => TensorPrimitives.MaxNumber<double>(x);

    [Differentiable]
    private static double Smallest(double[] x) => TensorPrimitives.Min<double>(x);

    [Differentiable]
    private static double Farthest(double[] x) => TensorPrimitives.MaxMagnitude<double>(x);

    [Differentiable]
    private static double Length(double[] x) => TensorPrimitives.Norm<double>(x);

    [Differentiable]
    private static double Spread(double[] x) => TensorPrimitives.StdDev<double>(x);

    [Differentiable]
    private static double Apart(double[] x, double[] y) => TensorPrimitives.Distance<double>(x, y);

    [Differentiable]
    private static double All(double[] x) => TensorPrimitives.Product<double>(x);

    [Differentiable]
    private static double Twice(double[] x) => 2 * TensorPrimitives.Dot<double>(x, x);

    [Differentiable]
    private static double Larger(double[] x, double[] y)
    {
        double[] d = new double[x.Length];
        TensorPrimitives.Max(x, y, d);
        return TensorPrimitives.Sum<double>(d);
    }

    [Differentiable]
    private static double Positive(double[] x)
    {
        TensorPrimitives.Max(x, 0, x);
        return TensorPrimitives.Sum<double>(x);
    }

    [Differentiable]
    private static void Squash(ReadOnlySpan<float> x, Span<float> y) => TensorPrimitives.Sigmoid(x, y);

    [Differentiable]
    private static double Shift(double[] x)
    {
        TensorPrimitives.Negate(x.AsSpan(0, 2), x.AsSpan(1));
        return x[2];
    }

    [Differentiable]
    private static double Partly(double[] x, [NonDifferentiable] double[] scratch)
    {
        TensorPrimitives.SoftMax(x, scratch);
        return TensorPrimitives.Sum<double>(scratch) - 1;
    }

    [Differentiable]
    private double Weighted(double[] x, [NonDifferentiable] Span<double> scratch)
    {
        TensorPrimitives.Multiply(x, _scales, scratch);
        TensorPrimitives.Exp(scratch, scratch);
        return TensorPrimitives.Dot(scratch, Weights) * TensorPrimitives.Sum<double>(_scales);
    }

    [Differentiable]
    private static float Network(ReadOnlySpan<float> w, [NonDifferentiable] ReadOnlySpan<float> x)
    {
        Span<float> hidden = stackalloc float[2];
        for (int r = 0; r < 2; r++)
        {
            hidden[r] = TensorPrimitives.Dot(w.Slice(3 * r, 3), x);
        }

        TensorPrimitives.Tanh(hidden, hidden);
        TensorPrimitives.Multiply(hidden, w[^2..], hidden);
        return TensorPrimitives.Sum(hidden) + 0.5f * TensorPrimitives.SumOfSquares(w);
    }
}
