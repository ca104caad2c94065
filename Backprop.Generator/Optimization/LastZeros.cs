using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>Leaves out the zeros that go where a cotangent has been taken from, in arrays of the code's own that nobody looks at any more.</summary>
internal static class LastZeros
{
    /// <param name="block">A block at the outermost level.</param>
    /// <param name="code">All that is run.</param>
    public static EquatableArray<Statement> LeaveOut(EquatableArray<Statement> block, IReadOnlyList<Statement> code)
    {
        HashSet<Variable> made = [.. code.OfType<Allocate>().Select(a => a.Target).Where(t => t.CotangentOf is not null)];
        return made.Count == 0 ? block : block.Map(s => s is Loop loop ? LeaveOut(loop, made, code) : s);
    }

    private static Statement LeaveOut(Loop loop, HashSet<Variable> made, IReadOnlyList<Statement> code)
    {
        List<Store> last = [.. Traversal.All([loop]).OfType<Store>().Where(s => s is { Sign: 0, Value: Constant { Number: 0 }, Array: Variable array }
            && made.Contains(array) && IsKnownHereAlone(s, loop) && !code.SkipWhile(c => !ReferenceEquals(c, loop)).Skip(1).Any(c => Traversal.Nodes([c]).Contains(array)))];
        return last.Count == 0 ? loop : Without(loop);

        Statement Without(Statement statement) => Traversal.Map(statement, e => e, inner => inner.Where(s => !last.Exists(l => ReferenceEquals(l, s))).Select(Without).ToEquatableArray());
    }

    /// <summary>Whether a loop goes to each element once, and knows the array only by reading what then becomes zero.</summary>
    private static bool IsKnownHereAlone(Store zero, Loop loop)
    {
        int known = Traversal.Nodes([loop]).Count(n => n.Equals(zero.Array));
        int read = Traversal.Nodes([loop]).Count(n => n is Load load && load.Array.Equals(zero.Array) && load.Indices.Equals(zero.Indices));
        return known == read + 1 && Additions.IsEachOnce(EquatableArray.Of<Statement>(loop), zero, []);
    }
}
