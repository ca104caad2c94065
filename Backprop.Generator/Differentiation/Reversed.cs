using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>A function's derivative in reverse mode, before it is written as one method or as two halves.</summary>
/// <param name="Primal">The function itself, numbered.</param>
/// <param name="Forward">The function's body, with a name for all that the backward code reads.</param>
/// <param name="Backward">From the result's cotangent to the parameters'.</param>
/// <param name="Upstream">The result's cotangent: 1, or the variable that the caller gives; of an array, always that.</param>
/// <param name="Before">The variables that hold the parameters' cotangents before; none where they start at zero.</param>
/// <param name="Cotangents">The parameters' cotangents in the end, one a differentiable parameter.</param>
internal sealed record Reversed(
    Function Primal,
    EquatableArray<Statement> Forward,
    EquatableArray<Statement> Backward,
    Expression Upstream,
    EquatableArray<Variable> Before,
    EquatableArray<Expression> Cotangents)
{
    /// <summary>The parameters' cotangents that are arrays: filled, or added to, where they are.</summary>
    public EquatableArray<(Variable Parameter, Variable Cotangent)> Arrays { get; init; } = EquatableArray<(Variable, Variable)>.Empty;

    /// <summary>Those of them whose elements up to a number are filled in any case, with that number.</summary>
    public EquatableArray<(Variable Cotangent, Expression End)> Filled { get; init; } = EquatableArray<(Variable, Expression)>.Empty;

    /// <summary>Where what it keeps lies in the workspace, in words; nothing where it has none.</summary>
    public EquatableArray<string> Plan { get; init; } = EquatableArray<string>.Empty;

    /// <summary>Whether it is to be written as two halves, which add to the parameters' cotangents.</summary>
    public bool IsPullback { get; init; }

    /// <summary>What is returned: of an array that the method keeps elsewhere, a new one.</summary>
    public IRType ReturnType => Primal.Result.Type is { IsSpan: true } span ? IRType.ArrayOf(span.Element!) : Primal.Result.Type;

    /// <summary>The cotangent of each element of the array that is returned, as the caller gives it; null where no array is.</summary>
    public Variable? Given => Primal.Result.Type.IsArray ? (Variable)Upstream : null;

    /// <summary>Whether the backward code reads the array that is returned, which the caller may have changed by then.</summary>
    public bool KeepsResult => Memories.Of(Primal.Result) is var memory && Saved.Any(v => v.Type.IsArray && Memories.Of(v).Equals(memory));

    private Memories Memories => _memories ??= new Memories(Primal.Body);

    private Memories? _memories;

    /// <summary>What is said of its loops.</summary>
    public Remarks Remarks { get; init; } = Remarks.None;

    /// <summary>Whether the method gives back nothing but what it leaves in its arrays.</summary>
    public bool IsVoid => Primal.Result.Type == IRType.Void;

    /// <summary>The arrays that the method writes to: of a method without a value, their cotangents are given, and become those by what was there before.</summary>
    public HashSet<Expression> Written => _written ??= Memories.Written(Primal.Body);

    private HashSet<Expression>? _written;

    /// <summary>The parameter by which the forward code differentiates as it goes, in place of backward code; null otherwise.</summary>
    public Variable? Direction { get; init; }

    /// <summary>Makes variables that are none of the code's, nor of its signature's, which the code may leave unread.</summary>
    public FreshVariables Fresh() => FreshVariables.After(
        [.. Forward, .. Backward],
        Traversal.Free(Backward, Cotangents).Concat(Primal.Parameters.Select(p => p.Variable)).Concat(Arrays.Select(a => a.Cotangent)).Concat(Before).Concat(Upstream.Variables));

    /// <summary>What the backward code reads of the forward code: the least that must pass between the halves.</summary>
    public EquatableArray<Variable> Saved
    {
        get
        {
            HashSet<Variable> read = [.. Traversal.Free(Backward, Cotangents)];
            return Primal.Parameters.Select(p => p.Variable).Concat(Traversal.Definitions(Forward)).Where(read.Contains).ToEquatableArray();
        }
    }
}
