using Backprop.Generator.IR;
using Backprop.Generator.Optimization;

namespace Backprop.Generator.Differentiation;

/// <summary>What a walk back for one row of a Jacobian after the other knows of all of them.</summary>
/// <remarks>
/// No loop, and no array but the results, holds what varies: so the cotangent of each element of a parameter is a local, which
/// is stored when it is complete, and of the results' array there is no cotangent but the row's own 1.
/// </remarks>
internal sealed class JacobianRows
{
    /// <summary>
    /// Most operations of the method times results. The JIT keeps 1,024 locals apart (JitMaxLocalsToTrack), those that it makes itself
    /// among them; any more live in memory, and then the backward half, called once a row, is no worse. A row of BA's block has a local
    /// for two of the primal's operations.
    /// </summary>
    private const int Most = 400;

    private readonly FixedResults _results;
    private readonly Memories _memories;
    private readonly FreshVariables _fresh;
    private readonly Dictionary<(Expression Parameter, int Index), Variable> _elements = [];

    public JacobianRows(FixedResults results, Partials partials, Memories memories, FreshVariables fresh) =>
        (_results, Partials, _memories, _fresh) = (results, partials, memories, fresh);

    /// <summary>The row at hand.</summary>
    public int Row { get; set; }

    /// <summary>What rows share.</summary>
    public Partials Partials { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => _results.Count;

    /// <summary>Whether all rows of a function fit into one body, in the form that this class stands for.</summary>
    public static bool Fit(Function function, FixedResults results, PrimalNames primals)
    {
        Memories memories = new(function.Body);
        HashSet<Expression> asked = [.. function.Parameters.Where(p => p.IsDifferentiable && p.Variable.Type.IsArray).Select(p => p.Variable)];
        return Cost.Operations(function.Body) * results.Count <= Most
            && Traversal.All(function.Body).All(s => s switch
            {
                Loop or ForwardCall or Bulk => false,
                Store store => FixedResults.Written(store, results.Memory, memories) is not null,
                Allocate made => made.Target == results.Memory,
                Let { Value: View { Bounds.Count: > 0 } part } => !asked.Contains(memories.Of(part.Array)), // its elements go by other indices
                _ => true,
            })
            // An element that is read on one way alone may not be there on another.
            && Traversal.Nodes(function.Body).OfType<Load>().Where(l => asked.Contains(memories.Of(l.Array))).All(l => IndexOf(l) is not null && primals.IsComputed(l, BlockPath.Root));
    }

    /// <summary>What stands for an element of a parameter.</summary>
    public Variable ElementOf(Load load)
    {
        (Expression, int) element = (_memories.Of(load.Array), IndexOf(load)!.Value);
        if (!_elements.TryGetValue(element, out Variable variable))
        {
            _elements.Add(element, variable = _fresh.New(load.Type, $"{((Variable)element.Item1).Name}{element.Item2}"));
        }

        return variable;
    }

    /// <summary>Whether a store gives the row's own result its value.</summary>
    public bool IsOwn(Store store) => FixedResults.Written(store, _results.Memory, _memories) == Row;

    /// <summary>The elements of a parameter that the method reads, by their indices.</summary>
    public IReadOnlyDictionary<int, Variable> ElementsOf(Variable parameter) =>
        _elements.Where(e => e.Key.Parameter.Equals(parameter)).ToDictionary(e => e.Key.Index, e => e.Value);

    /// <summary>The only index, where it is a number; no name stands for a part of an array.</summary>
    private static int? IndexOf(Load load) =>
        load is { Array: Variable, Indices: { Count: 1 } indices } && indices[0] is Constant { Number: >= 0 and var index } ? (int)index : null;
}
