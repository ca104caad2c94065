using Backprop.Benchmarks.Gradients;
using Backprop.Benchmarks.Kernels;

namespace Backprop.Tests.Kernels;

/// <summary>The hand-written gradients of the kernels that the benchmarks time.</summary>
public sealed class KernelTests
{
    [Fact]
    public void A_gradient_by_hand_has_the_kernels_value_and_the_derivatives_of_differences()
    {
        foreach (FlatMethod kernel in KernelSubjects.All(batch: 4))
            kernel.RequireDifferences(4);
    }
}
