using Backprop.Generator.IR;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>Windows that move over images.</summary>
internal static class WindowRows
{
    /// <summary>[N, C, H, W], kernels [O, C / groups, h, w], and a bias [O] or none; then stride, padding and groups.</summary>
    public static Expression Conv2D(TensorCall call)
    {
        if (call.Whole(3) is not { } stride || call.Whole(4) is not { } padding || call.Whole(5) is not { } groups)
        {
            return Constant.Zero(call.Type);
        }

        (Shape x, Shape w) = (call.Operands[0].Shape, call.Operands[1].Shape);
        string? difference = x.Rank != 4 || w.Rank != 4 ? "both are to have four dimensions"
            : !Extents.AreSame(x.Dimensions[1], Extents.Times(w.Dimensions[1], Constants.Int(groups))) ? $"{x.Dimensions[1]} and {Extents.Times(w.Dimensions[1], Constants.Int(groups))} channels differ"
            : call.Has(2) ? Shape.Of(w.Dimensions[0]).Difference(call.Operands[2].Shape)
            : null;
        if (difference is not null)
        {
            return call.Misfit($"{x} and {w}", difference);
        }

        (Expression by, Expression beyond) = (Constants.Int(stride), Constants.Int(padding));
        Shape y = Shape.Of(x.Dimensions[0], w.Dimensions[0], Extents.Moved(x.Dimensions[2], w.Dimensions[2], by, beyond), Extents.Moved(x.Dimensions[3], w.Dimensions[3], by, beyond));
        return call.Filled("Conv2D", y, [.. call.Tensors, by, beyond, Constants.Int(groups), .. x.Dimensions, w.Dimensions[0], w.Dimensions[2], w.Dimensions[3]]);
    }

    /// <summary>[N, C, H, W], then the window's size and its stride, which is its size where it is left out.</summary>
    public static Expression Pool(TensorCall call, string method)
    {
        Shape x = call.Operands[0].Shape;
        if (call.Whole(1) is not { } size || (call.Has(2) ? call.Whole(2) : size) is not { } stride)
        {
            return Constant.Zero(call.Type);
        }

        if (x.Rank != 4)
        {
            return call.Misfit(x.ToString(), "it is to have four dimensions");
        }

        (Expression window, Expression by, Expression none) = (Constants.Int(size), Constants.Int(stride), Constants.Int(0));
        Shape y = Shape.Of(x.Dimensions[0], x.Dimensions[1], Extents.Moved(x.Dimensions[2], window, by, none), Extents.Moved(x.Dimensions[3], window, by, none));
        return call.Filled(method, y, [.. call.Tensors, window, by, x.CountOf(0, 2), x.Dimensions[2], x.Dimensions[3]]);
    }
}
