using Backprop.Generator.IR;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>Products of matrices.</summary>
internal static class ProductRows
{
    /// <summary>[M, K] · [K, N]</summary>
    public static Expression MatMul(TensorCall call) =>
        Product(call) is var (m, n, k) ? call.Filled("MatMul", Shape.Of(m, n), [.. call.Tensors, m, n, k]) : Constant.Zero(call.Type);

    /// <summary>[N…, In] · [In, Out] + [Out]</summary>
    public static Expression Affine(TensorCall call)
    {
        (Shape x, Shape w, Shape b) = (call.Operands[0].Shape, call.Operands[1].Shape, call.Operands[2].Shape);
        string? difference = x.Rank == 0 || w.Rank != 2 ? "rows and a matrix are wanted"
            : !Extents.AreSame(x.Dimensions[x.Rank - 1], w.Dimensions[0]) ? Extents.Difference(x.Dimensions[x.Rank - 1], w.Dimensions[0])
            : Shape.Of(w.Dimensions[1]).Difference(b);
        return difference is not null
            ? call.Misfit($"{x} · {w} + {b}", difference)
            : call.Filled("Affine", x.With(x.Rank - 1, w.Dimensions[1]), [.. call.Tensors, x.CountOf(0, x.Rank - 1), w.Dimensions[1], w.Dimensions[0]]);
    }

    /// <summary>Queries, keys and values, [B, H, T, S] each.</summary>
    public static Expression CausalAttention(TensorCall call)
    {
        Shape q = call.Operands[0].Shape;
        string? difference = q.Rank != 4 ? "there are to be four dimensions" : call.Operands.Select(o => q.Difference(o.Shape)).FirstOrDefault(d => d is not null);
        return difference is not null
            ? call.Misfit(string.Join(", ", call.Operands.Select(o => o.Shape)), difference)
            : call.FilledAnd("CausalAttentionKept", q, Extents.Times(q.CountOf(0, 3), q.Dimensions[2]), [.. call.Tensors, .. q.Dimensions]);
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
