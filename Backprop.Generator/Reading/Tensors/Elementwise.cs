using Backprop.Generator.IR;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>Operations element by element, whose operands are repeated along dimensions of length 1, or that they lack.</summary>
internal sealed class Elementwise(ReadingContext context)
{
    /// <summary>A tensor whose elements are made of those at the same place; or a problem.</summary>
    public static Expression Compose(TensorCall call, IReadOnlyList<TensorOperand> operands, Func<Expression[], Expression> element)
    {
        if (Common(call, operands) is not { } shape || !IsDotNets(call, operands, shape))
        {
            return Constant.Zero(call.Type);
        }

        List<TensorOperand> leaves = [];
        List<(int Start, Unmade? Inner)> parts = [];
        foreach (TensorOperand operand in operands)
        {
            parts.Add((leaves.Count, operand.Value as Unmade));
            leaves.AddRange(operand.Value is Unmade inner ? inner.Leaves : [operand]);
        }

        return new Unmade(call.Name, call.Type, shape, leaves, values =>
            element([.. parts.Select(p => p.Inner is { } inner ? inner.Element([.. values.Skip(p.Start).Take(inner.Leaves.Count)]) : values[p.Start])]));
    }

    /// <summary>Puts a tensor into memory.</summary>
    public Expression Make(Unmade tensor, string name)
    {
        Expression result = context.Tensors.New(tensor.Shape, tensor.Number, name);
        Each(tensor, new Length(result, null), (place, element) => context.Arrays.Write(result, [place], element));
        return result;
    }

    /// <summary>Goes through the elements of a tensor, row after row.</summary>
    public void Each(Unmade tensor, Action<Expression> visit) => Each(tensor, tensor.Shape.Count, (_, element) => visit(element));

    private void Each(Unmade tensor, Expression count, Action<Expression, Expression> visit)
    {
        List<Axis> axes = AxesOf(tensor.Shape, tensor.Leaves);
        Loop([]);

        void Loop(Expression[] places)
        {
            if (places.Length == axes.Count)
            {
                Expression[] values = [.. tensor.Leaves.Select((o, i) => o.Value.Type.IsArray ? context.Arrays.Element(o.Value, Place(axes, places, a => a.Has[i])) : o.Value)];
                visit(Place(axes, places, _ => true), tensor.Element(values));
                return;
            }

            context.Loops.Count("ijklm".Substring(places.Length, 1), axes.Count == 1 ? count : axes[places.Length].Count, i => Loop([.. places, i]));
        }
    }

    /// <summary>
    /// Whether .NET gives a result of that shape. System.Numerics.Tensors 10 takes the shape of the operand with more dimensions, of two
    /// with as many that of the second, and leaves elements out where the other one is longer.
    /// </summary>
    private static bool IsDotNets(TensorCall call, IReadOnlyList<TensorOperand> operands, Shape shape)
    {
        List<Shape> tensors = [.. operands.Where(o => o.Value.Type.IsArray).Select(o => o.Shape)];
        if (tensors.Count < 2 || (tensors[0].Rank > tensors[1].Rank ? tensors[0] : tensors[1]) is var own && own.Difference(shape) is null)
        {
            return true;
        }

        call.Mistaken(string.Join(" and ", tensors), own, shape);
        return false;
    }

    /// <summary>Neighbouring dimensions that the same operands have, as one.</summary>
    /// <param name="Count">How long they are together.</param>
    /// <param name="Has">Which operands have them.</param>
    private sealed record Axis(Expression Count, bool[] Has);

    /// <summary>The shape of all operands together.</summary>
    private static Shape? Common(TensorCall call, IReadOnlyList<TensorOperand> operands)
    {
        Shape shape = Shape.Of();
        foreach (TensorOperand operand in operands)
        {
            Shape other = operand.Shape;
            int rank = Math.Max(shape.Rank, other.Rank);
            Expression[] dimensions = new Expression[rank];
            for (int d = 0; d < rank; d++)
            {
                (Expression a, Expression b) = (Dimension(shape, d, rank), Dimension(other, d, rank));
                if (!Extents.IsOne(a) && !Extents.IsOne(b) && !Extents.AreSame(a, b))
                {
                    call.Misfit(string.Join(" and ", operands.Where(o => o.Shape.Rank > 0).Select(o => o.Shape)), Extents.Difference(a, b));
                    return null;
                }

                dimensions[d] = Extents.IsOne(a) ? b : a;
            }

            shape = Shape.Of(dimensions);
        }

        return shape;
    }

    private static List<Axis> AxesOf(Shape shape, IReadOnlyList<TensorOperand> operands)
    {
        List<Axis> axes = [];
        for (int d = 0; d < shape.Rank; d++)
        {
            if (Extents.IsOne(shape.Dimensions[d]))
            {
                continue;
            }

            int dimension = d;
            bool[] has = [.. operands.Select(o => !Extents.IsOne(Dimension(o.Shape, dimension, shape.Rank)))];
            if (axes.Count > 0 && axes[axes.Count - 1].Has.SequenceEqual(has))
            {
                axes[axes.Count - 1] = axes[axes.Count - 1] with { Count = Extents.Times(axes[axes.Count - 1].Count, shape.Dimensions[d]) };
            }
            else
            {
                axes.Add(new(shape.Dimensions[d], has));
            }
        }

        return axes;
    }

    private static Expression Dimension(Shape shape, int dimension, int rank) => dimension < rank - shape.Rank ? Constants.Int(1) : shape.Dimensions[dimension - rank + shape.Rank];

    /// <summary>Where an element lies of a tensor that has some of the dimensions.</summary>
    private static Expression Place(List<Axis> axes, Expression[] places, Func<Axis, bool> has)
    {
        Expression? place = null;
        for (int a = 0; a < axes.Count; a++)
        {
            if (has(axes[a]))
            {
                place = place is null ? places[a] : (place * axes[a].Count) + places[a];
            }
        }

        return place ?? Constants.Int(0);
    }
}
