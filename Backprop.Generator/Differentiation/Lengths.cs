using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>How long arrays are, as far as lines tell: what is made has the size that it is made with, a slice its count.</summary>
internal sealed class Lengths
{
    private readonly Dictionary<(Variable, int?), Expression> _known = [];

    /// <summary>Arrays that an iteration makes, names for parts of them, and names that one of its branches alone knows.</summary>
    private readonly HashSet<Expression> _gone = [];

    /// <summary>How long rows are whose names are gone.</summary>
    private readonly Dictionary<Expression, Expression> _rows = [];
    private readonly Settled _settled;

    /// <param name="body">The lines.</param>
    /// <param name="settled">Which rows are found again at their places.</param>
    /// <param name="isIteration">Whether they are those of an iteration.</param>
    public Lengths(EquatableArray<Statement> body, Settled settled, bool isIteration = false)
    {
        _settled = settled;
        Walk(body, isIteration, isArm: false);
    }

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
        Length length when isMeant(length) => _rows.TryGetValue(length.Array, out Expression row) ? row : Of(length),
        _ => Integers.Folded(n),
    });

    private void Walk(EquatableArray<Statement> block, bool isIteration, bool isArm)
    {
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Allocate made:
                    Learn(made, isIteration);
                    break;
                case Let { Target.Type.IsArray: true, Value: View view } name:
                    Learn(name.Target, view, isIteration && isArm);
                    break;
                case Let { Target.Type.IsArray: true, Value: Load row } name when isIteration && isArm && _settled.Stands(row):
                    _gone.Add(name.Target);
                    _rows[name.Target] = new Length(row with { State = null }, null);
                    break;
                default:
                    foreach (EquatableArray<Statement> inner in Traversal.Blocks(statement))
                    {
                        Walk(inner, isIteration || statement is Loop, isArm || statement is If);
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

    private void Learn(Variable name, View view, bool isGone)
    {
        if (isGone || _gone.Contains(view.Array))
        {
            _gone.Add(name);
        }

        Length whole = new(view.Array, null);
        Expression size = Of(whole);
        if (view.Bounds.Count == 2)
        {
            Learn(name, null, view.Bounds[1], isGone);
        }
        else if (!size.Equals(whole))
        {
            Learn(name, null, Rest(size), isGone);
        }
        else if (isGone && view.Array is Load row ? _settled.Stands(row) : isGone)
        {
            Expression all = view.Array is Load found ? new Length(found with { State = null }, null) : whole;
            _rows[name] = Within(Rest(all), _ => true);
        }

        Expression Rest(Expression all) => view.Bounds.Count == 0 ? all : Integers.Minus(all, view.Bounds[0]);
    }

    /// <param name="isGone">Whether the length is asked for where the array has been: there it does not throw.</param>
    private void Learn(Variable array, int? dimension, Expression size, bool isGone = false)
    {
        Expression known = Within(size, _ => true);
        if (known.Type == IRType.Int32 && (isGone || !known.MayThrow))
        {
            _known[(array, dimension)] = known;
        }
    }
}
