namespace Backprop.Tests.Networks;

// The tests of the benchmarks' kernels have a namespace of that name.
using Kernels = Backprop.CompilerServices.Kernels;

/// <summary>Kernels that need memory of their own take it from a pool.</summary>
public sealed class KernelAllocationTests
{
    [Fact]
    public void Nothing_is_allocated_once_warm()
    {
        float[] x = KernelCheck.Single(KernelCheck.Random(64, 1)), y = new float[64], v = new float[16], u = new float[16];
        void All()
        {
            Kernels.Softmax(x, 8, 8, y);
            Kernels.SoftmaxCrossEntropy(x, [0, 1, 2, 3, 4, 5, 6, 7], 8, 8, y);
            Kernels.Permute(x, [4, 2, 8], [2, 0, 1], y);
            Kernels.PermuteBackward(x, [4, 2, 8], [2, 0, 1], y);
            Kernels.MaxPool2D(x, 2, 2, 1, 8, 8, v);
            Kernels.AveragePool2DBackward(v, 2, 2, 1, 8, 8, y);
            Kernels.BatchNorm(x, u, u, 1, 4, 16, 1, v, v, y);
            Kernels.BatchNormBackwardX(x, u, v, v, x, 4, 16, 1, y);
            Kernels.Conv2D(x, u.AsSpan(0, 9), [], 1, 1, 1, 1, 1, 8, 8, 1, 3, 3, y);
            Kernels.Dropout(x, 0.5f, 1, 64, y);
            Kernels.CausalAttentionBackward(x, x, x, u, x, 1, 1, 4, 16, y, y, y);
        }

        All();
        long before = GC.GetAllocatedBytesForCurrentThread();
        All();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
