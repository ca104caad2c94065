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
            .By(0, "MatMulBackwardA", k => [k.Cotangent, k.Tensor(1), .. k.Numbers], mayOverwrite: true)
            .By(1, "MatMulBackwardB", k => [k.Tensor(0), k.Cotangent, .. k.Numbers], mayOverwrite: true),
        new KernelRule("Affine")
            .By(0, "MatMulBackwardA", k => [k.Cotangent, k.Tensor(1), .. k.Numbers], mayOverwrite: true)
            .By(1, "MatMulBackwardB", k => [k.Tensor(0), k.Cotangent, .. k.Numbers], mayOverwrite: true)
            .By(2, "AffineBackwardBias", k => [k.Cotangent, k.Numbers[0], k.Numbers[1]], mayOverwrite: true),
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

    /// <summary>One whose derivative needs its result only.</summary>
    private static KernelRule OfResult(string name) => new KernelRule(name).By(0, name + "Backward", k => [k.Filled, k.Cotangent, .. k.Numbers]);

    /// <summary>A number of two tensors, from which either gets its part.</summary>
    private static KernelRule OfTwo(string name) => new KernelRule(name)
        .By(0, name + "BackwardX", k => [.. k.Tensors, k.Cotangent, .. k.Numbers])
        .By(1, name + "BackwardY", k => [.. k.Tensors, k.Cotangent, .. k.Numbers]);
}
