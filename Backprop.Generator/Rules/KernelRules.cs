namespace Backprop.Generator.Rules;

/// <summary>The methods of the runtime's <c>Kernels</c>: what each reads, and which of them goes back.</summary>
internal static class KernelRules
{
    /// <summary>The type that has them.</summary>
    public const string Owner = "global::Backprop.CompilerServices.Kernels";

    private static readonly KernelRule[] Table =
    [
        new KernelRule("MatMul")
            .By(0, "MatMulBackwardA", k => [k.Cotangent, k.Tensor(1), .. k.Numbers])
            .By(1, "MatMulBackwardB", k => [k.Tensor(0), k.Cotangent, .. k.Numbers]),
        new KernelRule("Affine")
            .By(0, "MatMulBackwardA", k => [k.Cotangent, k.Tensor(1), .. k.Numbers])
            .By(1, "MatMulBackwardB", k => [k.Tensor(0), k.Cotangent, .. k.Numbers])
            .By(2, "AffineBackwardBias", k => [k.Cotangent, k.Numbers[0], k.Numbers[1]]),
        OfResult("Softmax"),
        OfResult("LogSoftmax"),
        Loss("SoftmaxCrossEntropy", "probabilities").By(0, "SoftmaxCrossEntropyBackward", k => [k.Filled, k.Tensor(1), k.Cotangent, .. k.Numbers]),
        OfTwo("MeanSquaredError"),
        OfTwo("HalfSquaredError"),
        OfTwo("Huber"),
        new KernelRule("SigmoidCrossEntropy")
            .By(0, "SigmoidCrossEntropyBackwardLogits", k => [.. k.Tensors, k.Cotangent, .. k.Numbers])
            .By(1, "SigmoidCrossEntropyBackwardTargets", k => [k.Tensor(0), k.Cotangent, .. k.Numbers]),
        new KernelRule("SumAlong").By(0, "SumAlongBackward", k => [k.Cotangent, .. k.Numbers]),
        new KernelRule("MeanAlong").By(0, "MeanAlongBackward", k => [k.Cotangent, .. k.Numbers]),
        new KernelRule("MaxAlong").By(0, "MaxAlongBackward", k => [.. k.Tensors, k.Filled, k.Cotangent, .. k.Numbers]),
    ];

    private static readonly Dictionary<string, KernelRule> ByName = Table.ToDictionary(r => r.Name);

    /// <summary>The row of a method; null where there is none.</summary>
    public static KernelRule? Find(string name) => ByName.TryGetValue(name, out KernelRule rule) ? rule : null;

    /// <summary>What a method fills besides giving a value is called.</summary>
    public static string KeptName(string method) => Find(method)!.Kept!;

    /// <summary>One whose derivative needs its result only.</summary>
    private static KernelRule OfResult(string name) => new KernelRule(name).By(0, name + "Backward", k => [k.Filled, k.Cotangent, .. k.Numbers]);

    private static KernelRule Loss(string name, string kept) => new(name, kept);

    /// <summary>A number of two tensors, from which either gets its part.</summary>
    private static KernelRule OfTwo(string name) => new KernelRule(name)
        .By(0, name + "BackwardX", k => [.. k.Tensors, k.Cotangent, .. k.Numbers])
        .By(1, name + "BackwardY", k => [.. k.Tensors, k.Cotangent, .. k.Numbers]);
}
