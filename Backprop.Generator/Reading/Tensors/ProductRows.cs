using Backprop.Generator.IR;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>Products of matrices.</summary>
internal static class ProductRows
{
    /// <summary>[B…, M, K] · [B…, K, N], or [M, K] · [K].</summary>
    public static Expression MatMul(TensorCall call)
    {
        (Shape a, Shape b) = (call.Operands[0].Shape, call.Operands[1].Shape);
        bool isVector = a.Rank == 2 && b.Rank == 1;
        int batch = a.Rank - 2;
        string? difference = a.Rank < 2 || (a.Rank != b.Rank && !isVector) ? $"they have {a.Rank} and {b.Rank} dimensions"
            : Enumerable.Range(0, batch).Where(d => !Extents.AreSame(a.Dimensions[d], b.Dimensions[d])).Select(d => Extents.Difference(a.Dimensions[d], b.Dimensions[d])).FirstOrDefault()
            ?? (Extents.AreSame(a.Dimensions[batch + 1], b.Dimensions[batch]) ? null : Extents.Difference(a.Dimensions[batch + 1], b.Dimensions[batch]));
        if (difference is not null)
        {
            return call.Misfit($"{a} · {b}", difference);
        }

        (Expression m, Expression k) = (a.Dimensions[batch], a.Dimensions[batch + 1]);
        Expression n = isVector ? Constants.Int(1) : b.Dimensions[batch + 1];
        Shape c = isVector ? Shape.Of(m) : a.With(batch + 1, n);
        return call.Filled("MatMul", c, batch == 0 ? [.. call.Tensors, m, n, k] : [.. call.Tensors, a.CountOf(0, batch), m, n, k]);
    }

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
}
