using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>The prices of computing a value of an iteration again, and what can be.</summary>
/// <remarks>
/// The unit is half a sum or product: integers are cheaper. A record costs a write and a read of memory, as much as a few
/// sums and products. So what costs up to <see cref="Dearest"/> is computed again, where all that it is made of is at hand;
/// one division may be among it, no chain of them. Calls, other than of what is one instruction, and whatever a branch or a
/// loop gives are never done twice.
/// </remarks>
internal sealed class Recomputing
{
    private const int Dearest = 12;

    private readonly Dictionary<Variable, Let> _lines = [];
    private readonly Dictionary<Variable, int> _order = [];
    private readonly Settled _settled;
    private readonly Snapshots _snapshots;
    private readonly HashSet<Variable> _own;

    /// <param name="body">The iteration.</param>
    /// <param name="settled">Which elements still hold what was read of them when the backward code runs.</param>
    /// <param name="snapshots">Arrays of which there is a record.</param>
    /// <param name="own">The iteration's variables: gone when it is over.</param>
    public Recomputing(EquatableArray<Statement> body, Settled settled, Snapshots snapshots, HashSet<Variable> own)
    {
        (_settled, _snapshots, _own) = (settled, snapshots, own);
        for (int i = 0; i < body.Count; i++)
        {
            if (body[i] is Let line)
            {
                _lines[line.Target] = line;
            }

            foreach (Variable target in Traversal.Targets(body[i]))
            {
                _order[target] = i;
            }
        }

        foreach (Store store in body.OfType<Store>())
        {
            // What has been put where it stands is found there.
            if (store is { Value: Variable value, After: { } after } && own.Contains(value) && Cost(value, []) is null)
            {
                Load found = new(value.Type, store.Array, store.Indices, after);
                if (settled.Stands(found))
                {
                    _lines[value] = new(value, found);
                }
            }
        }
    }

    /// <summary>What is recorded, and the lines that are computed again from that and from what is at hand, in order.</summary>
    public (List<Variable> Recorded, List<Let> Computed) Choose(IReadOnlyList<Variable> wanted, IEnumerable<Variable> atHand)
    {
        // A value may be made of those before it, whichever way these are had.
        HashSet<Variable> ready = [.. atHand];
        List<Variable> recorded = [];
        foreach (Variable variable in wanted.OrderBy(v => _order.TryGetValue(v, out int order) ? order : -1))
        {
            if (Cost(variable, ready) is null)
            {
                recorded.Add(variable);
            }

            ready.Add(variable);
        }

        ready = [.. atHand, .. recorded];
        List<Let> computed = [];
        foreach (Variable variable in wanted)
        {
            Compute(variable, ready, computed);
        }

        return (recorded, computed);
    }

    private void Compute(Variable variable, HashSet<Variable> ready, List<Let> computed)
    {
        if (!_own.Contains(variable) || !ready.Add(variable))
        {
            return;
        }

        Let line = _lines[variable];
        foreach (Variable part in line.Value.Variables.Where(v => v.StateOf is null))
        {
            Compute(part, ready, computed);
        }

        computed.Add(line);
    }

    /// <summary>What computing a variable again costs; null where it is too much, or cannot be.</summary>
    private int? Cost(Variable variable, HashSet<Variable> ready)
    {
        if (!_own.Contains(variable) || ready.Contains(variable))
        {
            return 0;
        }

        return _lines.TryGetValue(variable, out Let line) && Cost(line.Value, ready) is { } cost && (cost <= Dearest || variable.Type.IsArray) ? cost : null;
    }

    private int? Cost(Expression value, HashSet<Variable> ready)
    {
        if (value is Frozen { Stopped: { } stopped })
        {
            return Cost(stopped, ready);
        }

        int? own = value switch
        {
            Variable variable => Cost(variable, ready),
            Symbol { IsFixed: false } => null, // it may hold something else
            _ when value.IsLeaf => 0,
            Load { State: not null } load when !_settled.Stands(load) && _snapshots.RowOf(load) is null => null,
            Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } division => Division(division),
            Call { Name: "Max" or "Min" or "Abs", Type.IsReal: true } or Load or Length or View or Group => 2,
            Unary or Conversion or Binary => value.Type.IsReal ? 2 : 1,
            _ => null,
        };
        foreach (Expression operand in value is Variable ? EquatableArray<Expression>.Empty : value.Operands)
        {
            own += operand is Variable { StateOf: not null } ? 0 : Cost(operand, ready);
        }

        return own;
    }

    /// <summary>Of real numbers; or of integers by a number, which the JIT turns into a product. Any other takes long, and may throw.</summary>
    private static int? Division(Binary division) => division.Type.IsReal ? division.Operator == BinaryOperator.Divide ? 7 : null
        : division.Right is Constant { Number: > 0 } ? 4 : null;
}
