using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Arrays of arrays each of whose rows is put in its place once: there it stands, whatever becomes of its elements.</summary>
internal sealed class FixedRows
{
    private readonly Dictionary<Expression, List<(Store Store, List<Loop> Around)>> _stores = [];
    private readonly Dictionary<Expression, List<Loop>> _made = [];
    private readonly Memories _memories;

    public FixedRows(EquatableArray<Statement> body, Memories memories)
    {
        _memories = memories;
        Walk(body, []);
    }

    /// <summary>Whether a row, once read, is found again at its place.</summary>
    public bool Stands(Load row)
    {
        Expression memory = _memories.Of(row.Array);
        if (!_stores.TryGetValue(memory, out List<(Store Store, List<Loop> Around)> stores))
        {
            return true;
        }

        List<Loop> around = _made.TryGetValue(memory, out List<Loop> loops) ? loops : [];
        return stores.TrueForAll(s => s.Store.Indices[0] is Constant && s.Around.SequenceEqual(around))
            ? stores.Select(s => s.Store.Indices[0]).Distinct().Count() == stores.Count
            : stores.Count == 1 && IsOnceEach(stores[0].Store, stores[0].Around, around);
    }

    /// <summary>Whether one loop around leads to each place once.</summary>
    private static bool IsOnceEach(Store store, List<Loop> around, List<Loop> made) => around.Count == made.Count + 1 && around.Take(made.Count).SequenceEqual(made)
        && Counting.Of(around[made.Count]) is { } counting && store.Indices[0].Equals(counting.Counter.Inner);

    private void Walk(EquatableArray<Statement> block, List<Loop> around)
    {
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Allocate { Target.Type.Element.IsArray: true } made:
                    _made[made.Target] = around;
                    break;
                case Store { Value.Type.IsArray: true } store:
                    Expression memory = _memories.Of(store.Array);
                    _stores[memory] = [.. _stores.TryGetValue(memory, out var known) ? known : [], (store, around)];
                    break;
                default:
                    foreach (EquatableArray<Statement> inner in Traversal.Blocks(statement))
                    {
                        Walk(inner, statement is Loop loop ? [.. around, loop] : around);
                    }

                    break;
            }
        }
    }
}
