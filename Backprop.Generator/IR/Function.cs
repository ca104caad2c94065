namespace Backprop.Generator.IR;

/// <summary>A function of scalars in structured form: every variable defined once, one exit, no jumps.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Parameters">In the method's order.</param>
/// <param name="Body">What is computed, in order.</param>
/// <param name="Result">What is returned.</param>
internal sealed record Function(string Name, EquatableArray<Parameter> Parameters, EquatableArray<Statement> Body, Expression Result)
{
    /// <summary>The shapes of those parameters that are tensors to the user.</summary>
    public EquatableArray<Shaped> Tensors { get; init; } = EquatableArray<Shaped>.Empty;

    /// <summary>The shape of the result where that is a tensor to the user; null for any other.</summary>
    public Shape? ResultShape { get; init; }

    /// <summary>Whether its user sees tensors where it has their memory.</summary>
    public bool HasTensors => Tensors.Count > 0 || ResultShape is not null;
}

/// <summary>A parameter's memory as a tensor.</summary>
internal sealed record Shaped(Variable Memory, Shape Shape);

/// <summary>A parameter: its value, and whether a derivative is asked for it.</summary>
/// <param name="State">What an array holds when the method is called; null for any other parameter.</param>
internal sealed record Parameter(Variable Variable, bool IsDifferentiable, Variable? State = null);
