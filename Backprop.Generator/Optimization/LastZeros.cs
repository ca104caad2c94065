using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>Leaves out the zeros that go where a cotangent has been taken from, in memory of the code's own that nobody looks at any more.</summary>
/// <param name="memories">What arrays name: a part of an array that has a name of its own is the same memory.</param>
/// <param name="code">All that is run.</param>
internal sealed class LastZeros(Memories memories, IReadOnlyList<Statement> code)
{
    private readonly HashSet<Variable> _made = [.. code.OfType<Allocate>().Select(a => a.Target).Where(t => t.CotangentOf is not null)];

    /// <param name="block">A block at the outermost level.</param>
    public EquatableArray<Statement> LeaveOut(EquatableArray<Statement> block) => _made.Count == 0 ? block : block.Map(s => s is Loop loop ? LeaveOut(loop) : s);

    private Statement LeaveOut(Loop loop)
    {
        List<Statement> after = [.. code.SkipWhile(c => !ReferenceEquals(c, loop)).Skip(1)];
        List<Store> last = [.. Traversal.All([loop]).OfType<Store>().Where(s => s is { Sign: 0, Value: Constant { Number: 0 }, Array: Variable array }
            && _made.Contains(array) && IsKnownHereAlone(s, loop) && Mentions(after, array) == 0)];
        return last.Count == 0 ? loop : Without(loop);

        Statement Without(Statement statement) => Traversal.Map(statement, e => e, inner => inner.Where(s => !last.Exists(l => ReferenceEquals(l, s))).Select(Without).ToEquatableArray());
    }

    /// <summary>Whether a loop goes to each element once, and knows the memory only by reading what then becomes zero.</summary>
    private bool IsKnownHereAlone(Store zero, Loop loop)
    {
        int read = Traversal.Nodes([loop]).Count(n => n is Load load && load.Array.Equals(zero.Array) && load.Indices.Equals(zero.Indices));
        return Mentions([loop], zero.Array) == read + 1 && Additions.IsEachOnce(EquatableArray.Of<Statement>(loop), zero, []);
    }

    private int Mentions(IEnumerable<Statement> lines, Expression array) =>
        Traversal.Nodes(lines).Count(n => n is Variable { Type.IsArray: true } named && memories.Of(named).Equals(memories.Of(array)));
}
