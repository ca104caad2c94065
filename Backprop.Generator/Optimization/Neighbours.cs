using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>
/// A loop that adds to an element and to the one after it: what the next element gets waits in a local for the next iteration,
/// and each element is written once.
/// </summary>
/// <param name="zero">Arrays that hold zeros when the code begins.</param>
/// <param name="fresh">Makes variables.</param>
internal sealed class Neighbours(HashSet<Expression> zero, FreshVariables fresh)
{
    /// <param name="block">Forward or backward code.</param>
    /// <param name="all">Both.</param>
    public EquatableArray<Statement> Wait(EquatableArray<Statement> block, IReadOnlyList<Statement> all)
    {
        foreach (Variable array in zero.OfType<Variable>().Where(a => Traversal.Nodes(all).Count(n => n.Equals(a)) == 2))
        {
            block = block.SelectMany(s => s is Loop loop ? Wait(loop, array) : [s]).ToEquatableArray();
        }

        return block;
    }

    private IReadOnlyList<Statement> Wait(Loop loop, Variable array)
    {
        List<Store> stores = [.. loop.Body.OfType<Store>().Where(s => s.Array.Equals(array) && s is { Sign: not 0, Indices.Count: 1 })];
        if (stores.Count != 2 || Counting.Of(loop) is not { Step: 1 } counting || counting.Counter.Inner.Type != IRType.Int32
            || Beyond(stores[0], counting) is not { } first || Beyond(stores[1], counting) is not { } second || Math.Abs(first - second) != 1)
        {
            return [loop];
        }

        (Store own, Store next, int offset) = first < second ? (stores[0], stores[1], first) : (stores[1], stores[0], second);
        string name = array.Name.TrimStart('@') + "Next";
        Variable inner = fresh.Temporary(own.Value.Type, name), given = fresh.Like(inner), outer = fresh.Like(inner);
        Let waiting = new(given, next.Sign > 0 ? next.Value : Simplification.Simplify(-next.Value), next.Number);
        List<Statement> body = [.. loop.Body.Select(s => ReferenceEquals(s, own)
            ? own with { Sign = 0, Value = own.Sign > 0 ? inner + own.Value : inner - own.Value }
            : ReferenceEquals(s, next) ? waiting : s)];
        if (!waiting.Value.MayThrow)
        {
            // Last, where the local is free to take its new value.
            body.Remove(waiting);
            body.Add(waiting);
        }

        Loop kept = loop with { Body = body.ToEquatableArray(), Carried = new([.. loop.Carried, new(inner, Constant.Zero(inner.Type), given, outer)]) };
        Expression last = Integers.Plus(counting.Bound, offset + (counting.IsInclusive ? 1 : 0));
        Store left = new(array, EquatableArray.Of(last), outer, null, null, Sign: 1);
        Expression ran = Binary.Of(counting.IsInclusive ? BinaryOperator.GreaterOrEqual : BinaryOperator.Greater, counting.Bound, counting.Counter.Initial);
        return [kept, new If(ran, EquatableArray.Of<Statement>(left), EquatableArray<Statement>.Empty, EquatableArray<Merge>.Empty)];
    }

    /// <summary>How far beyond the counter an index is; null where that is no number.</summary>
    private static int? Beyond(Store store, Counting counting) => store.Indices[0] switch
    {
        var index when index.Equals(counting.Counter.Inner) => 0,
        Binary { Operator: BinaryOperator.Add, Right: Constant { Number: var n } } sum when sum.Left.Equals(counting.Counter.Inner) => (int)n,
        Binary { Operator: BinaryOperator.Subtract, Right: Constant { Number: var n } } difference when difference.Left.Equals(counting.Counter.Inner) => (int)-n,
        _ => null,
    };
}
