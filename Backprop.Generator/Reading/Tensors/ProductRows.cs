using Backprop.Generator.IR;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>Products of matrices.</summary>
internal static class ProductRows
{
    /// <summary>[M, K] · [K, N]</summary>
    public static Expression MatMul(TensorCall call) =>
        Product(call) is var (m, n, k) ? call.Filled("MatMul", Shape.Of(m, n), [.. call.Tensors, m, n, k]) : Constant.Zero(call.Type);

    /// <summary>[M, K] · [K, N] + [N]</summary>
    public static Expression Affine(TensorCall call)
    {
        if (Product(call) is not var (m, n, k))
        {
            return Constant.Zero(call.Type);
        }

        Shape bias = call.Operands[2].Shape;
        return Shape.Of(n).Difference(bias) is { } difference
            ? call.Misfit($"{call.Operands[0].Shape} · {call.Operands[1].Shape} + {bias}", difference)
            : call.Filled("Affine", Shape.Of(m, n), [.. call.Tensors, m, n, k]);
    }

    private static (Expression M, Expression N, Expression K)? Product(TensorCall call)
    {
        (Shape a, Shape b) = (call.Operands[0].Shape, call.Operands[1].Shape);
        string? difference = a.Rank != 2 || b.Rank != 2 ? "both are to have two dimensions"
            : Extents.AreSame(a.Dimensions[1], b.Dimensions[0]) ? null
            : Extents.Difference(a.Dimensions[1], b.Dimensions[0]);
        if (difference is not null)
        {
            call.Misfit($"{a} · {b}", difference);
            return null;
        }

        return (a.Dimensions[0], b.Dimensions[1], a.Dimensions[1]);
    }
}
