using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// What each memory holds at the end of a function and of each loop's body. What was read in that state can be read again
/// there: it still stands.
/// </summary>
internal sealed class States
{
    private readonly Dictionary<int, HashSet<Variable>> _afterIteration = [];

    public States(Function function)
    {
        Dictionary<Variable, Variable> states = [];
        foreach (Variable state in function.Parameters.Select(p => p.State).OfType<Variable>())
        {
            states[state.StateOf!] = state;
        }

        Walk(function.Body, states);
        AtEnd = [.. states.Values];
    }

    /// <summary>After the whole function.</summary>
    public HashSet<Variable> AtEnd { get; }

    /// <summary>After an iteration, while nothing else has run.</summary>
    public HashSet<Variable> AfterIteration(Loop loop) => _afterIteration[loop.Id];

    private void Walk(EquatableArray<Statement> block, Dictionary<Variable, Variable> states)
    {
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Store { After: { } after }:
                    states[after.StateOf!] = after;
                    break;
                case Bulk { After: { } after }:
                    states[after.StateOf!] = after;
                    break;
                case Allocate { State: { } state }:
                    states[state.StateOf!] = state;
                    break;
                case Let { Target: { StateOf: { } memory } state }:
                    states[memory] = state;
                    break;
                case If branch:
                    Walk(branch.Then, new(states));
                    Walk(branch.Else, new(states));
                    foreach (Variable merged in branch.Merges.Select(m => m.Target).Where(t => t.StateOf is not null))
                    {
                        states[merged.StateOf!] = merged;
                    }

                    break;
                case Loop loop:
                    Dictionary<Variable, Variable> inside = new(states);
                    List<Carry> carried = [.. loop.Carried.Where(c => c.Inner.StateOf is not null)];
                    carried.ForEach(c => inside[c.Inner.StateOf!] = c.Inner);
                    Walk(loop.Body, inside);
                    _afterIteration[loop.Id] = [.. inside.Values];
                    carried.ForEach(c => states[c.Inner.StateOf!] = c.Outer);
                    break;
            }
        }
    }
}
