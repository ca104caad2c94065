using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>How long arrays are, as far as lines tell: what is made has the size that it is made with, a slice its count.</summary>
internal sealed class Lengths
{
    private readonly Dictionary<(Variable, int?), Expression> _known = [];

    public Lengths(IEnumerable<Statement> body)
    {
        foreach (Statement statement in Traversal.All(body))
        {
            switch (statement)
            {
                case Allocate { Sizes: { Count: 1 } sizes } made:
                    Learn(made.Target, null, Of(sizes[0]));
                    break;
                case Allocate made:
                    for (int i = 0; i < made.Sizes.Count; i++)
                    {
                        Learn(made.Target, i, Of(made.Sizes[i]));
                    }

                    break;
                case Let { Value: View { Bounds: { Count: 2 } bounds } } slice:
                    Learn(slice.Target, null, Of(bounds[1]));
                    break;
                case Let { Value: View { Bounds.Count: 0 } view } name:
                    Learn(name.Target, null, Of(new Length(view.Array, null)));
                    break;
            }
        }
    }

    /// <summary>A length by what it was given by; any other expression as it is.</summary>
    public Expression Of(Expression size) =>
        size is Length { Array: Variable array } length && _known.TryGetValue((array, length.Dimension), out Expression known) ? known : size;

    /// <summary>The same inside an expression.</summary>
    public Expression Within(Expression value) => !value.Walk().Any(n => n is Length) ? value : value.Rewrite(n => n switch
    {
        Binary { Operator: BinaryOperator.Add, Left: Constant, Right: Constant { Number: var more }, Overflow: Overflow.Inherited } sum when sum.Type == IRType.Int32 =>
            Integers.Plus(sum.Left, more),
        Binary { Operator: BinaryOperator.Subtract, Left: Constant, Right: Constant { Number: var less }, Overflow: Overflow.Inherited } rest when rest.Type == IRType.Int32 =>
            Integers.Plus(rest.Left, -less),
        _ => Of(n),
    });

    /// <summary>Whether two arrays are surely as long as each other.</summary>
    public bool AreAlike(Expression first, Expression second) =>
        first.Equals(second) || Of(new Length(first, null)).Equals(Of(new Length(second, null)));

    private void Learn(Variable array, int? dimension, Expression size)
    {
        if (size.Type == IRType.Int32 && !size.MayThrow)
        {
            _known[(array, dimension)] = size;
        }
    }
}
