using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>Lengths as what they are made of: of the arrays that a method makes at its outermost level, and of numbers that have a name there.</summary>
/// <param name="code">All that is run.</param>
internal sealed class Sizes(IReadOnlyList<Statement> code)
{
    private readonly Dictionary<Variable, Expression> _numbers = code.OfType<Let>().Where(l => l.Target.Type == IRType.Int32).ToDictionary(l => l.Target, l => l.Value);
    private readonly Dictionary<Variable, Expression> _arrays = code.OfType<Allocate>().Where(a => a.Sizes.Count == 1).ToDictionary(a => a.Target, a => a.Sizes[0]);

    /// <summary>Whether a variable is a number that has a name.</summary>
    public bool IsNumber(Variable variable) => _numbers.ContainsKey(variable);

    /// <summary>A length without those names.</summary>
    public Expression Of(Expression length) => Extents.Simplified(length.Rewrite(n => n switch
    {
        Variable number when _numbers.TryGetValue(number, out Expression value) => Of(value),
        Length { Array: Variable array, Dimension: null } when _arrays.TryGetValue(array, out Expression size) => Of(size),
        _ => n,
    }));
}
