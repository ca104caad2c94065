using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// Records that are what an array held at some point: a loop that fills the array, or reads all of it, and records each element
/// keeps it whole, for all that read it before it is overwritten.
/// </summary>
internal sealed class Snapshots(Snapshots? around = null)
{
    private readonly Dictionary<Variable, Variable> _rows = [];

    /// <summary>The loops of a block, each with the records that it may read: those of an arm are there where the arm is taken.</summary>
    public IEnumerable<(Loop Loop, Snapshots Known)> Along(EquatableArray<Statement> block) => block.SelectMany(s => s switch
    {
        Loop loop => [(loop, this)],
        If branch => new Snapshots(this).Along(branch.Then).Concat(new Snapshots(this).Along(branch.Else)),
        _ => Enumerable.Empty<(Loop, Snapshots)>(),
    });

    /// <summary>Remembers the record of a value, if it is of elements of an array that the loop fills.</summary>
    public void Add(Tapes tapes, Variable recorded, Settled settled, Func<Loop, Variable, bool> fillsWhole)
    {
        if (tapes.RowOf(recorded) is not { } row)
        {
            return;
        }

        foreach (Load element in tapes.Loop.Body.SelectMany(s => ElementsOf(s, recorded)))
        {
            if (element.Indices.Count == 1 && (settled.After(element) ?? Throughout(element, tapes.Loop)) is { } state && element.Array is Variable array && fillsWhole(tapes.Loop, array))
            {
                _rows[state] = row;
            }
        }
    }

    /// <summary>What an array holds all through a loop that reads it, each iteration the element that it counts to; null for any other element.</summary>
    private static Variable? Throughout(Load element, Loop loop) => element.State is Variable state && element.Array.Equals(state.StateOf)
        && Counting.Of(loop) is { } counting && element.Indices[0].Equals(counting.Counter.Inner)
        && !Traversal.Definitions(EquatableArray.Of<Statement>(loop)).Contains(state) ? state : null;

    /// <summary>What holds an element's value in a record; null where none does.</summary>
    public Variable? RowOf(Load load) => load.State is Variable state && load.Indices.Count == 1 && load.Array.Equals(state.StateOf)
        ? _rows.TryGetValue(state, out Variable row) ? row : around?.RowOf(load)
        : null;

    /// <summary>Reads of arrays as backward code has them: from a record where there is one.</summary>
    public Expression Read(Expression value) => value.Rewrite(n => n is not Load load ? n
        : RowOf(load) is { } row ? new Load(load.Type, row, load.Indices, null)
        : load with { State = null });

    /// <summary>The elements that hold a value once a line has run.</summary>
    private static IEnumerable<Load> ElementsOf(Statement line, Variable value) => line switch
    {
        Store { Before: not null, After: { } after, Sign: 0 } store when store.Value.Equals(value) => [new(value.Type, store.Array, store.Indices, after)],
        Let { Value: Load load } let when let.Target == value => [load],
        _ => [],
    };
}
