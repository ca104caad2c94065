using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>What is known so far of the cotangent of each variable, in the order in which variables are defined.</summary>
internal sealed class Cotangents(SortedDictionary<int, (Variable Of, Expression Value)> values)
{
    public Cotangents()
        : this([])
    {
    }

    public Expression? this[Variable variable] => values.TryGetValue(variable.Id, out (Variable, Expression Value) entry) ? entry.Value : null;

    public IEnumerable<Variable> Variables => values.Values.Select(v => v.Of);

    public void Set(Variable variable, Expression value) => values[variable.Id] = (variable, value);

    /// <summary>Takes a cotangent out, once all contributions are in and it is passed on.</summary>
    public Expression? Take(Variable variable)
    {
        Expression? value = this[variable];
        values.Remove(variable.Id);
        return value;
    }

    public Cotangents Copy() => new(new(values));
}
