using Backprop.Generator.IR;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>What takes elements from elsewhere, or leaves them out.</summary>
internal static class PickingRows
{
    /// <summary>Of a table [V, …] the rows at indices of any shape.</summary>
    public static Expression Gather(TensorCall call)
    {
        (Shape table, Shape indices) = (call.Operands[0].Shape, call.Operands[1].Shape);
        return table.Rank == 0
            ? call.Misfit(table.ToString(), "it has no rows")
            : call.Filled("Gather", new(indices.Dimensions.Concat(table.Dimensions.Skip(1)).ToEquatableArray()), [.. call.Tensors, table.Dimensions[0], table.CountOf(1, table.Rank), indices.Count]);
    }

    /// <summary>A tensor, a rate and a seed.</summary>
    public static Expression Dropout(TensorCall call)
    {
        Shape x = call.Operands[0].Shape;
        return call.Filled("Dropout", x, [.. call.Tensors, call.Operands[1].Value, call.Operands[2].Value, x.Count]);
    }

    /// <summary>A dimension, and tensors that differ in no other.</summary>
    public static Expression Concat(TensorCall call)
    {
        if (call.Whole(0) is not { } dimension)
        {
            return Constant.Zero(call.Type);
        }

        List<Shape> shapes = [.. call.Operands.Skip(1).Select(o => o.Shape)];
        Shape first = shapes[0];
        string? difference = dimension < 0 || dimension >= first.Rank ? $"there is no dimension {dimension}"
            : shapes.Select(s => first.Difference(s.Rank == first.Rank ? s.With(dimension, first.Dimensions[dimension]) : s)).FirstOrDefault(d => d is not null);
        return difference is not null
            ? call.Misfit(string.Join(" and ", shapes), difference)
            : call.Joined(dimension, first.With(dimension, shapes.Select(s => s.Dimensions[dimension]).Aggregate(Extents.Plus)));
    }

    /// <summary>The dimensions in another order, which constants list.</summary>
    public static Expression Permute(TensorCall call, IReadOnlyList<int>? order)
    {
        Shape x = call.Operands[0].Shape;
        return order is null ? Constant.Zero(call.Type)
            : order.OrderBy(d => d).SequenceEqual(Enumerable.Range(0, x.Rank)) ? call.Turned(order)
            : call.Misfit(x.ToString(), $"its {x.Rank} dimensions are not those of the order {string.Join(", ", order)}");
    }
}
