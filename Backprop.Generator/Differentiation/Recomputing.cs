using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>The prices of computing a value of an iteration again, and what can be.</summary>
/// <remarks>
/// A record costs a write and a read of memory, as much as a few sums and products. So what takes up to
/// <see cref="Dearest"/> of these is computed again, where all that it is made of is at hand. Divisions, calls and whatever
/// a branch or a loop gives are never done twice.
/// </remarks>
internal sealed class Recomputing
{
    private const int Dearest = 6;

    private readonly Dictionary<Variable, Let> _lines = [];
    private readonly HashSet<Variable> _standing;
    private readonly HashSet<Variable> _own;

    /// <param name="body">The iteration.</param>
    /// <param name="standing">What arrays hold when the backward code runs.</param>
    /// <param name="own">The iteration's variables: gone when it is over.</param>
    public Recomputing(EquatableArray<Statement> body, HashSet<Variable> standing, HashSet<Variable> own)
    {
        (_standing, _own) = (standing, own);
        foreach (Let line in body.OfType<Let>())
        {
            _lines[line.Target] = line;
        }
    }

    /// <summary>What is recorded, and the lines that are computed again from that and from what is at hand, in order.</summary>
    public (List<Variable> Recorded, List<Let> Computed) Choose(IReadOnlyList<Variable> wanted, IEnumerable<Variable> atHand)
    {
        HashSet<Variable> ready = [.. atHand];
        List<Variable> recorded = [];
        List<Let> computed = [];
        foreach (Variable variable in wanted.Where(v => Cost(v, ready) is null))
        {
            recorded.Add(variable);
        }

        ready.UnionWith(recorded);
        foreach (Variable variable in wanted.Where(v => !recorded.Contains(v)))
        {
            Compute(variable, ready, computed);
        }

        return (recorded, computed);
    }

    /// <summary>Reads of arrays as backward code has them.</summary>
    public static Expression WithoutStates(Expression value) => value.Rewrite(n => n is Load load ? load with { State = null } : n);

    private void Compute(Variable variable, HashSet<Variable> ready, List<Let> computed)
    {
        if (!_own.Contains(variable) || !ready.Add(variable))
        {
            return;
        }

        Let line = _lines[variable];
        foreach (Variable part in WithoutStates(line.Value).Variables)
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
        int? own = value switch
        {
            Variable variable => Cost(variable, ready),
            _ when value.IsLeaf => 0,
            Load { State: Variable state } when !_standing.Contains(state) => null,
            Load or Length or View or Unary or Conversion or Group => 1,
            Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } => null,
            Binary => 1,
            _ => null,
        };
        foreach (Expression operand in value is Variable ? EquatableArray<Expression>.Empty : value.Operands)
        {
            own += operand is Variable { StateOf: not null } ? 0 : Cost(operand, ready);
        }

        return own;
    }
}
