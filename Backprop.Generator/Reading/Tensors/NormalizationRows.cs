using Backprop.Generator.IR;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>What brings rows or channels to one scale; what its derivative reads besides is kept behind the result.</summary>
internal static class NormalizationRows
{
    /// <summary>[…, C], gamma [C], beta [C], epsilon.</summary>
    public static Expression LayerNorm(TensorCall call) => ByRow(call, "LayerNormKept", perRow: 2);

    /// <summary>[…, C], gamma [C], epsilon.</summary>
    public static Expression RmsNorm(TensorCall call) => ByRow(call, "RmsNormKept", perRow: 1);

    /// <summary>[N, C, …], gamma [C], beta [C], epsilon.</summary>
    public static Expression BatchNorm(TensorCall call)
    {
        Shape x = call.Operands[0].Shape;
        if ((x.Rank < 2 ? "it is to have two dimensions or more" : Factors(call, x.Dimensions[1])) is { } difference)
        {
            return call.Misfit(x.ToString(), difference);
        }

        Expression channels = x.Dimensions[1];
        return call.FilledAnd("BatchNormKept", x, Extents.Times(channels, Constants.Int(2)), [.. call.Tensors, Epsilon(call), x.Dimensions[0], channels, x.CountOf(2, x.Rank)]);
    }

    private static Expression ByRow(TensorCall call, string method, int perRow)
    {
        Shape x = call.Operands[0].Shape;
        if ((x.Rank == 0 ? "there is no last dimension" : Factors(call, x.Dimensions[x.Rank - 1])) is { } difference)
        {
            return call.Misfit(x.ToString(), difference);
        }

        Expression rows = x.CountOf(0, x.Rank - 1);
        return call.FilledAnd(method, x, Extents.Times(rows, Constants.Int(perRow)), [.. call.Tensors, Epsilon(call), rows, x.Dimensions[x.Rank - 1]]);
    }

    /// <summary>Whether the factors are as long as what they are for.</summary>
    private static string? Factors(TensorCall call, Expression length) => call.Operands.Skip(1).Where(o => o.Value.Type.IsArray)
        .Select(o => Shape.Of(length).Difference(o.Shape)).FirstOrDefault(d => d is not null);

    private static Expression Epsilon(TensorCall call) => call.Operands[call.Operands.Count - 1].Value;
}
