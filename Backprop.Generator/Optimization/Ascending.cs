using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>
/// Lets a loop that unwinds another count up again where the order of its iterations does not matter: where each only adds to
/// what it shares with others. Compiled code then needs fewer checks of bounds.
/// </summary>
internal sealed class Ascending(Memories memories)
{
    public EquatableArray<Statement> Turn(EquatableArray<Statement> block) => block.Map(s => s switch
    {
        Loop loop => Turn(loop with { Body = Turn(loop.Body) }),
        _ => Traversal.Map(s, e => e, Turn),
    });

    private Loop Turn(Loop loop)
    {
        if (loop.Unwinds is null || Counting.Of(loop) is not { Step: -1, IsInclusive: true } counting || counting.Counter != loop.Carried[0]
            || !IsPlain(counting.Counter.Initial) || !IsPlain(counting.Bound) || !IsInAnyOrder(loop))
        {
            return loop;
        }

        Carry counter = counting.Counter with { Initial = counting.Bound, Next = Integers.Plus(counting.Counter.Inner, 1) };
        return loop with
        {
            Carried = loop.Carried.Skip(1).Prepend(counter).ToEquatableArray(),
            Test = Binary.Of(BinaryOperator.Less, counter.Inner, Integers.Plus(counting.Counter.Initial, 1)),
        };
    }

    private static bool IsPlain(Expression bound) => bound.Walk().All(n => n is Variable or Constant or Length or Binary);

    private bool IsInAnyOrder(Loop loop) =>
        !Traversal.Nodes(loop.Body).Any(n => n is Invoke)
        && !Traversal.All(loop.Body).Any(s => s is Run or Open or Allocate or BackwardCall or Bulk)
        && loop.Carried.Skip(1).All(c => c.Inner.Type.IsReal && Accumulators.Is(c, loop))
        && Touched(loop).All(memory => IsInAnyOrder(loop, memory));

    private HashSet<Expression> Touched(Loop loop) => memories.Written(loop.Body);

    /// <summary>Either all that is done is adding, or each iteration keeps to its own place.</summary>
    private bool IsInAnyOrder(Loop loop, Expression memory)
    {
        List<Store> stores = [.. Traversal.All(loop.Body).OfType<Store>().Where(s => memories.Of(s.Array).Equals(memory))];
        List<Load> loads = [.. Traversal.Nodes([loop]).OfType<Load>().Where(l => memories.Of(l.Array).Equals(memory))];
        if (loads.Count == 0 && stores.TrueForAll(s => s.Sign != 0))
        {
            return true;
        }

        Expression array = stores[0].Array;
        EquatableArray<Expression> own = stores[0].Indices;
        HashSet<Variable> inside = [.. Traversal.Definitions(loop.Body), .. loop.Carried.Skip(1).Select(c => c.Inner)];
        return own.Any(index => Offset.Of(index, loop.Carried[0].Inner, inside) is not null)
            && stores.TrueForAll(s => s.Array.Equals(array) && s.Indices.Equals(own))
            && loads.TrueForAll(l => l.Array.Equals(array) && l.Indices.Equals(own));
    }
}
