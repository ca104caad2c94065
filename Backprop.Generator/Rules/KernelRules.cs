using Backprop.Generator.IR;

namespace Backprop.Generator.Rules;

/// <summary>The methods of the runtime's <c>Kernels</c>: what each reads, and which of them goes back.</summary>
internal static class KernelRules
{
    /// <summary>The type that has them.</summary>
    public const string Owner = "global::Backprop.CompilerServices.Kernels";

    private static readonly KernelRule[] Table =
    [
        new KernelRule("MatMul")
            .By(0, "MatMulBackwardA", k => [k.Tensor(1), k.Cotangent, .. k.Numbers], mayOverwrite: true)
            .By(1, "MatMulBackwardB", k => [k.Tensor(0), k.Cotangent, .. k.Numbers], mayOverwrite: true),
        new KernelRule("Affine")
            .By(0, "MatMulBackwardA", k => [k.Tensor(1), k.Cotangent, .. k.Numbers], mayOverwrite: true)
            .By(1, "MatMulBackwardB", k => [k.Tensor(0), k.Cotangent, .. k.Numbers], mayOverwrite: true)
            .By(2, "AffineBackwardB", k => [k.Cotangent, k.Numbers[0], k.Numbers[1]], mayOverwrite: true),
        OfResult("Softmax"),
        OfResult("LogSoftmax"),
        new KernelRule("SoftmaxCrossEntropy", "probabilities") { TakesReals = false }
            .By(0, "SoftmaxCrossEntropyBackward", k => [k.Filled, k.Tensor(1), k.Cotangent, .. k.Numbers]),
        new KernelRule("SoftmaxCrossEntropy", "probabilities") { TakesReals = true }
            .By(0, "SoftmaxCrossEntropyBackwardLogits", k => [k.Filled, k.Tensor(1), k.Cotangent, .. k.Numbers])
            .By(1, "SoftmaxCrossEntropyBackwardTargets", k => [k.Tensor(0), k.Cotangent, .. k.Numbers]),
        OfTwo("MeanSquaredError"),
        OfTwo("HalfSquaredError"),
        OfTwo("Huber"),
        new KernelRule("SigmoidCrossEntropy")
            .By(0, "SigmoidCrossEntropyBackwardLogits", k => [.. k.Tensors, k.Cotangent, .. k.Numbers])
            .By(1, "SigmoidCrossEntropyBackwardTargets", k => [k.Tensor(0), k.Cotangent, .. k.Numbers]),
        new KernelRule("SumAlong").By(0, "SumAlongBackward", k => [k.Cotangent, .. k.Numbers]),
        new KernelRule("MeanAlong").By(0, "MeanAlongBackward", k => [k.Cotangent, .. k.Numbers]),
        new KernelRule("Conv2D")
            .By(0, "Conv2DBackwardX", k => [k.Tensor(1), k.Cotangent, .. k.Numbers])
            .By(1, "Conv2DBackwardW", k => [k.Tensor(0), k.Cotangent, .. k.Numbers])
            .By(2, "Conv2DBackwardBias", k => [k.Cotangent, k.Numbers[3], k.Numbers[7], Area(k.Numbers)]),
        new KernelRule("MaxPool2D").By(0, "MaxPool2DBackward", k => [.. k.Tensors, k.Filled, k.Cotangent, .. k.Numbers]),
        new KernelRule("AveragePool2D").By(0, "AveragePool2DBackward", k => [k.Cotangent, .. k.Numbers]),
        new KernelRule("Dropout").By(0, "DropoutBackward", k => [k.Cotangent, .. k.Numbers]),
        new KernelRule("Gather").By(0, "GatherBackward", k => [k.Cotangent, k.Tensor(1), .. k.Numbers]),
        new KernelRule("LayerNormKept")
            .By(0, "LayerNormKeptBackwardX", k => [k.Tensor(0), k.Tensor(1), k.Filled, k.Cotangent, .. k.Numbers.Skip(1)])
            .By(1, "LayerNormKeptBackwardGamma", k => [k.Tensor(0), k.Filled, k.Cotangent, .. k.Numbers.Skip(1)])
            .By(2, "LayerNormKeptBackwardBeta", k => [k.Cotangent, .. k.Numbers.Skip(1)]),
        new KernelRule("RmsNormKept")
            .By(0, "RmsNormKeptBackwardX", k => [k.Tensor(0), k.Tensor(1), k.Filled, k.Cotangent, .. k.Numbers.Skip(1)])
            .By(1, "RmsNormKeptBackwardGamma", k => [k.Tensor(0), k.Filled, k.Cotangent, .. k.Numbers.Skip(1)]),
        new KernelRule("BatchNormKept")
            .By(0, "BatchNormKeptBackwardX", k => [k.Tensor(0), k.Tensor(1), k.Filled, k.Cotangent, .. k.Numbers.Skip(1)])
            .By(1, "BatchNormKeptBackwardGamma", k => [k.Tensor(0), k.Filled, k.Cotangent, .. k.Numbers.Skip(1)])
            .By(2, "BatchNormKeptBackwardBeta", k => [k.Cotangent, .. k.Numbers.Skip(1)]),
        new KernelRule("CausalAttentionKept")
            .By(0, "CausalAttentionKeptBackwardQ", k => [.. k.Tensors, k.Filled, k.Cotangent, .. k.Numbers])
            .By(1, "CausalAttentionKeptBackwardK", k => [.. k.Tensors, k.Filled, k.Cotangent, .. k.Numbers])
            .By(2, "CausalAttentionKeptBackwardV", k => [.. k.Tensors, k.Filled, k.Cotangent, .. k.Numbers]),
        new KernelRule("MaxAlong").By(0, "MaxAlongBackward", k => [.. k.Tensors, k.Filled, k.Cotangent, .. k.Numbers]),
    ];

    private static readonly ILookup<string, KernelRule> ByName = Table.ToLookup(r => r.Name);

    /// <summary>The row of a call; overloads differ in whether their last tensor is one of real numbers.</summary>
    public static KernelRule? Find(Bulk call)
    {
        bool isReal = call.Operands.OfType<Load>().Last(l => l.IsWhole).Type.IsReal;
        return ByName[call.Name].FirstOrDefault(r => r.TakesReals is null || r.TakesReals == isReal);
    }

    /// <summary>What a method fills besides giving a value is called.</summary>
    public static string KeptName(string method) => ByName[method].First().Kept!;

    /// <summary>How many places an output of a convolution has.</summary>
    private static Expression Area(IReadOnlyList<Expression> n) => Extents.Times(Extents.Moved(n[5], n[8], n[0], n[1]), Extents.Moved(n[6], n[9], n[0], n[1]));

    /// <summary>One whose derivative needs its result only.</summary>
    private static KernelRule OfResult(string name) => new KernelRule(name).By(0, name + "Backward", k => [k.Filled, k.Cotangent, .. k.Numbers]);

    /// <summary>A number of two tensors, from which either gets its part.</summary>
    private static KernelRule OfTwo(string name) => new KernelRule(name)
        .By(0, name + "BackwardX", k => [.. k.Tensors, k.Cotangent, .. k.Numbers])
        .By(1, name + "BackwardY", k => [.. k.Tensors, k.Cotangent, .. k.Numbers]);
}
