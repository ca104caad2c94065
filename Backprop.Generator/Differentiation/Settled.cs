using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Which elements still hold what was read of them where backward code runs.</summary>
/// <remarks>
/// A loop that writes to an array only at the place it counts to, <c>u[i] = …</c>, leaves each element as its own iteration
/// has left it. So what an iteration reads there, after its write, is what the array holds after the loop.
/// </remarks>
internal sealed class Settled
{
    private readonly Dictionary<Variable, (Variable Counter, int Place, Variable After)> _ownPlaces;
    private readonly HashSet<Variable> _standing;
    private readonly FixedRows? _rows;

    /// <summary>Where nothing is known.</summary>
    public static readonly Settled Nothing = new([], [], null);

    private Settled(Dictionary<Variable, (Variable, int, Variable)> ownPlaces, HashSet<Variable> standing, FixedRows? rows) =>
        (_ownPlaces, _standing, _rows) = (ownPlaces, standing, rows);

    public static Settled Of(EquatableArray<Statement> body, HashSet<Variable> standing, Memories memories)
    {
        Dictionary<Variable, (Variable, int, Variable)> ownPlaces = [];
        foreach (Loop loop in Traversal.All(body).OfType<Loop>())
        {
            if (Counting.Of(loop) is not { } counting)
            {
                continue;
            }

            Variable counter = counting.Counter.Inner;
            foreach (Carry state in loop.Carried.Where(c => c.Inner.StateOf is not null))
            {
                Expression memory = memories.Of(state.Inner.StateOf!);
                List<Store> writes = [.. Traversal.All(loop.Body).OfType<Store>().Where(s => memories.Of(s.Array).Equals(memory))];
                int place = writes.Count == 0 ? -1 : PlaceOf(writes[0].Indices, counter);
                bool isFilled = Traversal.All(loop.Body).OfType<Bulk>().Any(b => memory.Equals(memories.Written(b)));
                if (place >= 0 && !isFilled && state.Next is Variable last && writes.TrueForAll(w => w.Array.Equals(memory) && PlaceOf(w.Indices, counter) == place))
                {
                    ownPlaces[last] = (counter, place, state.Outer);
                }
            }
        }

        return new(ownPlaces, standing, new(body, memories));
    }

    /// <summary>Whether an array holds what it held in a state, all of it.</summary>
    public bool Holds(Variable state) => _standing.Contains(state);

    /// <summary>The same where arrays hold something else.</summary>
    public Settled With(HashSet<Variable> standing) => new(_ownPlaces, standing, _rows);

    /// <summary>What the array holds after the loop that leaves an element so, each at its own place; null where the element is of no such loop.</summary>
    public Variable? After(Load load) => load.State is Variable state && _ownPlaces.TryGetValue(state, out (Variable Counter, int Place, Variable After) own)
        && PlaceOf(load.Indices, own.Counter) == own.Place && load.Array.Equals(state.StateOf) ? own.After : null;

    /// <summary>Whether reading an element gives what it gave.</summary>
    public bool Stands(Load load)
    {
        if (load.Type.IsArray && _rows is { } rows && rows.Stands(load))
        {
            return true;
        }

        HashSet<Variable> met = [];
        for (Variable state = (Variable)load.State!; met.Add(state); state = _ownPlaces[state].After)
        {
            if (_standing.Contains(state))
            {
                return true;
            }

            if (!_ownPlaces.TryGetValue(state, out (Variable Counter, int Place, Variable After) own)
                || PlaceOf(load.Indices, own.Counter) != own.Place || !load.Array.Equals(state.StateOf))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Which of an element's indices is the counter itself.</summary>
    private static int PlaceOf(EquatableArray<Expression> indices, Variable counter) => indices.ToList().FindIndex(counter.Equals);
}
