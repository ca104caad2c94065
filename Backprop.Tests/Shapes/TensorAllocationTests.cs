using System.Numerics.Tensors;
using static Backprop.Nn;

namespace Backprop.Tests.Shapes;

/// <summary>A gradient of tensors allocates nothing once warm: all that it keeps is in pools, and so is what products pack.</summary>
public sealed partial class TensorAllocationTests
{
    [Differentiable]
    private static float Loss(
        [Shape("N", 20), NonDifferentiable] Tensor<float> x, [Shape("N")] Tensor<int> labels, [Shape(20, "Hidden")] Tensor<float> w1, [Shape("Hidden")] Tensor<float> b1,
        [Shape("Hidden", 5)] Tensor<float> w2, [Shape(5)] Tensor<float> b2)
    {
        var hidden = Gelu(LayerNorm(Affine(x, w1, b1), b1, b1, 1e-5f));
        return SoftmaxCrossEntropy(Affine(hidden, w2, b2), labels);
    }

    [Fact]
    public void Once_warm_there_are_no_bytes()
    {
        Tensor<float> x = Numbers(7, 20), w1 = Numbers(20, 30), b1 = Numbers(30), w2 = Numbers(30, 5), b2 = Numbers(5);
        Tensor<int> labels = Tensor.Create<int>([0, 1, 2, 3, 4, 0, 1], [7]);
        Tensor<float> dw1 = Numbers(20, 30), db1 = Numbers(30), dw2 = Numbers(30, 5), db2 = Numbers(5);
        float first = LossGradient(x, labels, w1, b1, w2, b2, dw1, db1, dw2, db2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        float second = LossGradient(x, labels, w1, b1, w2, b2, dw1, db1, dw2, db2);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(first, second);
        Assert.Equal(first, Loss(x, labels, w1, b1, w2, b2));
    }

    private static Tensor<float> Numbers(params ReadOnlySpan<nint> lengths)
    {
        nint count = 1;
        foreach (nint length in lengths)
        {
            count *= length;
        }

        return Tensor.Create<float>([.. Enumerable.Range(0, (int)count).Select(i => MathF.Sin(i * 1.7f) * 0.5f)], lengths);
    }
}
