using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>Leaves out arrays of cotangents through which nothing goes any more: which hold zeros at first, and get no others.</summary>
internal sealed class Vanishing
{
    private readonly HashSet<Expression> _zero = [];

    /// <param name="code">All that is run.</param>
    public Vanishing(IReadOnlyList<Statement> code)
    {
        List<Expression> nodes = [.. Traversal.Nodes(code)];
        List<Store> stores = [.. Traversal.All(code).OfType<Store>()];
        foreach (Variable array in Traversal.All(code).OfType<Allocate>().Where(a => a.IsCleared && a.Target.CotangentOf is not null).Select(a => a.Target))
        {
            List<Store> own = stores.FindAll(s => s.Array.Equals(array));
            int direct = own.Count + nodes.OfType<Load>().Count(l => !l.IsWhole && l.Array.Equals(array));
            if (own.TrueForAll(s => s is { Sign: 0, Value: Constant { Number: 0 } }) && nodes.Count(n => n.Equals(array)) == direct)
            {
                _zero.Add(array);
            }
        }
    }

    public EquatableArray<Statement> LeaveOut(EquatableArray<Statement> block) => _zero.Count == 0 ? block : block
        .Where(s => !(s is Allocate made && _zero.Contains(made.Target)) && !(s is Store store && _zero.Contains(store.Array)))
        .Select(s => Traversal.Map(s, LeaveOut, LeaveOut)).ToEquatableArray();

    private Expression LeaveOut(Expression expression) => expression.Walk().Any(n => n is Load load && _zero.Contains(load.Array))
        ? Simplification.Simplify(expression.Rewrite(n => n is Load load && _zero.Contains(load.Array) ? Constant.Zero(load.Type) : n))
        : expression;
}
