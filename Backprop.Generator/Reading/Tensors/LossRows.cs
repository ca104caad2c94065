using Backprop.Generator.IR;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>Numbers that say how far a tensor is from what it should be.</summary>
internal static class LossRows
{
    /// <summary>Of logits [N, C] and labels [N], or targets [N, C].</summary>
    public static Expression SoftmaxCrossEntropy(TensorCall call)
    {
        (Shape logits, Shape labels) = (call.Operands[0].Shape, call.Operands[1].Shape);
        bool hasLabels = !call.Operands[1].Value.Type.Element!.IsReal;
        string? difference = logits.Rank != 2 ? "the logits are to have two dimensions"
            : (hasLabels ? logits.Without(1) : logits).Difference(labels);
        return difference is not null
            ? call.Misfit($"{logits} and {labels}", difference)
            : call.Value("SoftmaxCrossEntropy", logits, [.. call.Tensors, logits.Dimensions[0], logits.Dimensions[1]]);
    }

    /// <summary>Of two tensors of one shape.</summary>
    public static Expression OfTwo(TensorCall call, string method)
    {
        (Shape x, Shape y) = (call.Operands[0].Shape, call.Operands[1].Shape);
        return x.Difference(y) is { } difference
            ? call.Misfit($"{x} and {y}", difference)
            : call.Value(method, null, [.. call.Tensors, .. call.Operands.Skip(2).Select(o => o.Value), x.Count]);
    }
}
