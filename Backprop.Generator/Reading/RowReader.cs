using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>
/// Rows that are made for an array of arrays. A row's place is its only name: what it holds is written there, so that it is
/// found under the memory of the whole.
/// </summary>
internal sealed class RowReader(ReadingContext context)
{
    /// <summary>Puts a new row in its place, which it then is.</summary>
    public Expression Put(IOperation made, Expression array, EquatableArray<Expression> place)
    {
        Read(made)(array, place);
        return context.Arrays.Element(array, [.. place]);
    }

    /// <summary>Computes what a new array holds; what comes back makes it and puts it in a place.</summary>
    public Action<Expression, EquatableArray<Expression>> Read(IOperation made)
    {
        IOperation row = made is IConversionOperation { Operand: ICollectionExpressionOperation inner } ? inner : made;
        IRType type = Types.Of(made.Type!);
        switch (row)
        {
            case IArrayCreationOperation { Initializer: null } creation:
                Expression[] sizes = [.. context.InOrder([.. creation.DimensionSizes], o => context.Expressions.Read(o)).Select(s => context.Once("count", s))];
                return (array, place) => Make(made, type, sizes, array, place);
            case IArrayCreationOperation { Initializer: { } initializer } creation:
                return Read(made, type, creation.DimensionSizes.Length, initializer);
            case ICollectionExpressionOperation { Elements: var elements } when elements.Any(e => e is ISpreadOperation):
                return ReadCopy(made, row, type);
            case ICollectionExpressionOperation { Elements: var elements }:
                return Read(made, type, [elements.Length], [.. elements.Select((e, i) => (EquatableArray.Of<Expression>(Constants.Int(i)), e))]);
            default:
                return ReadCopy(made, row, type);
        }
    }

    /// <summary>
    /// What is spread, or comes from a helper, is copied: nothing tells how long the row is before it is made, and what its
    /// elements are made of is known under a name of its own. An array that has another name is refused: one memory would have two.
    /// </summary>
    private Action<Expression, EquatableArray<Expression>> ReadCopy(IOperation made, IOperation row, IRType type)
    {
        int before = context.Block.Count;
        if (context.Expressions.Read(row, "spread") is not Variable copy || !IsNew(copy, before) || copy.Type is not { Rank: 1, Element.IsArray: false })
        {
            context.Refuse(made, Descriptors.SeveralArrays, Refusals.Quote(made));
            return (_, _) => { };
        }

        return (array, place) =>
        {
            Expression own = Make(made, type, [new Length(copy, null)], array, place);
            context.Loops.Count("i", new Length(copy, null), i => context.Arrays.Write(own, [i], context.Arrays.Element(copy, i)));
        };
    }

    /// <summary>Whether an array has been made since some line of the block, and is known under no name.</summary>
    private bool IsNew(Expression array, int line) =>
        context.Block.Skip(line).OfType<Allocate>().Any(a => a.Target.Equals(array))
        && !context.Flow.Keys.Any(k => k is ISymbol && context.Flow[k] is { Type.IsArray: true } named && context.Arrays.Memory(named).Equals(array));

    private Action<Expression, EquatableArray<Expression>> Read(IOperation made, IRType type, int rank, IArrayInitializerOperation initializer)
    {
        List<int> sizes = [];
        for (IArrayInitializerOperation? level = initializer; level is not null && sizes.Count < rank; level = level.ElementValues.FirstOrDefault() as IArrayInitializerOperation)
        {
            sizes.Add(level.ElementValues.Length);
        }

        return Read(made, type, sizes, [.. Places(initializer, EquatableArray<Expression>.Empty)]);
    }

    private static IEnumerable<(EquatableArray<Expression> Place, IOperation Element)> Places(IArrayInitializerOperation level, EquatableArray<Expression> outer) =>
        level.ElementValues.SelectMany((e, i) =>
        {
            EquatableArray<Expression> place = new([.. outer, Constants.Int(i)]);
            return e is IArrayInitializerOperation inner ? Places(inner, place) : [(place, e)];
        });

    /// <summary>All elements are computed before the row is there: they may read what was there before.</summary>
    private Action<Expression, EquatableArray<Expression>> Read(IOperation made, IRType type, List<int> sizes, (EquatableArray<Expression> Place, IOperation Element)[] elements)
    {
        Expression[] known = [.. sizes.Select(Constants.Int)];
        if (type.Element!.IsArray)
        {
            Action<Expression, EquatableArray<Expression>>[] rows = [.. elements.Select(e => Read(e.Element))];
            return (array, place) =>
            {
                Expression own = Make(made, type, known, array, place);
                Each(i => rows[i](own, elements[i].Place));
            };
        }

        Expression[] values = [.. context.InOrder([.. elements.Select(e => e.Element)], e => context.Expressions.Read(e)).Select(v => v.MayThrow ? context.Once("t", v) : v)];
        return (array, place) =>
        {
            Expression own = Make(made, type, known, array, place);
            Each(i => context.Arrays.Write(own, [.. elements[i].Place], values[i]));
        };

        void Each(Action<int> write)
        {
            for (int i = 0; i < elements.Length; i++)
            {
                write(i);
            }
        }
    }

    /// <summary>Makes a row of zeros, and names it by its place. Where another row has been, each would need cotangents of its own.</summary>
    private Variable Make(IOperation made, IRType type, IReadOnlyList<Expression> sizes, Expression array, EquatableArray<Expression> place)
    {
        Variable row = context.Allocations.Make(type, sizes, "row", Place.Heap, isRow: true);
        context.Arrays.Write(array, [.. place], context.Unless(row, Problem.At(made.Syntax.GetLocation(), Descriptors.SeveralArrays, Refusals.Quote(made))));
        return context.Arrays.Name("row", context.Arrays.Element(array, [.. place]));
    }
}
