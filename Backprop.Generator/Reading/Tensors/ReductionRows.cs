using Backprop.Generator.IR;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>What goes along one dimension.</summary>
internal static class ReductionRows
{
    /// <summary>Along the last dimension, which stays.</summary>
    public static Expression ByRow(TensorCall call, string method)
    {
        Shape shape = call.Operands[0].Shape;
        return shape.Rank == 0
            ? call.Misfit(shape.ToString(), "there is no last dimension")
            : call.Filled(method, shape, [.. call.Tensors, shape.CountOf(0, shape.Rank - 1), shape.Dimensions[shape.Rank - 1]]);
    }

    /// <summary>Along a dimension that is then gone.</summary>
    public static Expression Along(TensorCall call, string method)
    {
        Shape shape = call.Operands[0].Shape;
        if (call.Whole(1) is not { } dimension)
        {
            return Constant.Zero(call.Type);
        }

        return dimension < 0 || dimension >= shape.Rank
            ? call.Misfit(shape.ToString(), $"there is no dimension {dimension}")
            : call.Filled(
                method, shape.Rank == 1 ? Shape.Of(Constants.Int(1)) : shape.Without(dimension), [.. call.Tensors, shape.CountOf(0, dimension), shape.Dimensions[dimension], shape.CountOf(dimension + 1, shape.Rank)]);
    }
}
