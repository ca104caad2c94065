using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>How long arrays are, as far as lines tell: what is made has the size that it is made with, a slice its count.</summary>
internal sealed class Lengths
{
    private readonly Dictionary<(Variable, int?), Expression> _known = [];

    /// <summary>Arrays that an iteration makes, and names for parts of them.</summary>
    private readonly HashSet<Expression> _gone = [];

    /// <param name="body">The lines.</param>
    /// <param name="isIteration">Whether they are those of an iteration.</param>
    public Lengths(EquatableArray<Statement> body, bool isIteration = false) => Walk(body, isIteration);

    /// <summary>A length by what it was given by; any other expression as it is.</summary>
    public Expression Of(Expression size) =>
        size is Length { Array: Variable array } length && _known.TryGetValue((array, length.Dimension), out Expression known) ? known : size;

    /// <summary>An expression that asks nothing of arrays that are gone with their iteration.</summary>
    public Expression WithoutGone(Expression value) => Within(value, length => _gone.Contains(length.Array));

    /// <summary>Whether two arrays are surely as long as each other.</summary>
    public bool AreAlike(Expression first, Expression second) =>
        first.Equals(second) || Of(new Length(first, null)).Equals(Of(new Length(second, null)));

    private Expression Within(Expression value, Func<Length, bool> isMeant) => !value.Walk().Any(n => n is Length length && isMeant(length)) ? value : value.Rewrite(n => n switch
    {
        Length length when isMeant(length) => Of(length),
        Binary { Operator: BinaryOperator.Add, Left: Constant, Right: Constant { Number: var more }, Overflow: Overflow.Inherited } sum when sum.Type == IRType.Int32 =>
            Integers.Plus(sum.Left, more),
        Binary { Operator: BinaryOperator.Subtract, Left: Constant, Right: Constant { Number: var less }, Overflow: Overflow.Inherited } rest when rest.Type == IRType.Int32 =>
            Integers.Plus(rest.Left, -less),
        _ => n,
    });

    private void Walk(EquatableArray<Statement> block, bool isIteration)
    {
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Allocate made:
                    Learn(made, isIteration);
                    break;
                case Let { Target.Type.IsArray: true, Value: View view } name:
                    Learn(name.Target, view);
                    break;
                default:
                    foreach (EquatableArray<Statement> inner in Traversal.Blocks(statement))
                    {
                        Walk(inner, isIteration || statement is Loop);
                    }

                    break;
            }
        }
    }

    private void Learn(Allocate made, bool isIteration)
    {
        if (isIteration)
        {
            _gone.Add(made.Target);
        }

        for (int i = 0; i < made.Sizes.Count; i++)
        {
            Learn(made.Target, made.Sizes.Count == 1 ? null : i, made.Sizes[i]);
        }
    }

    private void Learn(Variable name, View view)
    {
        if (_gone.Contains(view.Array))
        {
            _gone.Add(name);
        }

        Length whole = new(view.Array, null);
        if (view.Bounds.Count == 2)
        {
            Learn(name, null, view.Bounds[1]);
        }
        else if (Of(whole) is var size && !size.Equals(whole))
        {
            Learn(name, null, view.Bounds.Count == 0 ? size : Integers.Minus(size, view.Bounds[0]));
        }
    }

    private void Learn(Variable array, int? dimension, Expression size)
    {
        Expression known = Within(size, _ => true);
        if (known.Type == IRType.Int32 && !known.MayThrow)
        {
            _known[(array, dimension)] = known;
        }
    }
}
