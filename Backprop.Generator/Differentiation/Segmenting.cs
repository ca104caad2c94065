using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Which of the loops marked [Checkpoint] can run again in the backward part, and come out as they did.</summary>
internal sealed class Segmenting(Function function, Memories memories)
{
    private readonly Dictionary<int, Loop> _own = Traversal.All(function.Body).OfType<Loop>().ToDictionary(l => l.Id);

    /// <summary>Marked loops that cannot, and why.</summary>
    public Dictionary<int, RefusedLoop> Refused { get; } = [];

    /// <summary>The marks of the loops that do, and of those in them.</summary>
    public SortedSet<int> Heeded { get; } = [];

    /// <summary>Says why values are recorded.</summary>
    public Reasons Reasons { get; } = new(function);

    /// <summary>The loop as the method has it.</summary>
    public Loop Own(Loop loop) => _own[loop.Id];

    /// <summary>The arrays that a loop writes to, and that outlive an iteration: what they hold is kept as well.</summary>
    public IReadOnlyList<Variable> ArraysOf(Loop loop) => [.. Outer(Own(loop)).OfType<Variable>()];

    /// <summary>Whether a loop can run again.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="settled">What still stands when it does.</param>
    /// <param name="gone">What is gone by then.</param>
    public bool MayRunAgain(Loop loop, Settled settled, IEnumerable<HashSet<Variable>> gone)
    {
        if (Obstacle(Own(loop), settled, [.. gone.SelectMany(g => g)]) is not { } why)
        {
            Heeded.UnionWith(Traversal.All([loop]).OfType<Loop>().Select(l => l.Checkpoint?.Mark ?? loop.Checkpoint!.Mark));
            return true;
        }

        Refused[loop.Id] = new(loop.Id, loop.Checkpoint!.Mark, why);
        return false;
    }

    private List<Expression> Outer(Loop loop)
    {
        HashSet<Variable> inside = [.. Traversal.Definitions(loop.Body)];
        return [.. memories.Written(loop.Body).Where(m => m is not Variable made || !inside.Contains(made))];
    }

    private string? Obstacle(Loop loop, Settled settled, HashSet<Variable> gone)
    {
        if (loop.Checkpoint!.Obstacle is { } own)
        {
            return own;
        }

        if (loop.Carried.FirstOrDefault(c => !IsNumber(c.Inner.Type) && c.Inner.StateOf is null) is { } other)
        {
            return $"'{other.Inner.Name}', which it hands from one iteration to the next, is no number";
        }

        List<Expression> written = Outer(loop);
        List<Variable> free = Traversal.Free([loop], []);
        return free.Find(v => v.Type.IsArray && gone.Contains(v)) is { } lost ? $"'{lost.Name}' belongs to an iteration of the loop around it"
            : written.Find(m => !MayBeKept(m)) is { } memory ? $"'{memory}', which it writes to, cannot be put back to what it held"
            : RowsPut(loop, written) is { } rows ? $"it puts arrays into '{rows}'"
            : free.Find(v => v.StateOf is { } array && memories.Of(array) is var read && !written.Contains(read) && !settled.Holds(v)) is { } state
                ? $"'{state.StateOf!.Name}', which it reads, is written to after it"
            : RowsWritten(free, written) is { } array ? $"'{array}', which it reads, is written to elsewhere"
            : null;
    }

    private static bool MayBeKept(Expression memory) => memory is Variable { Type: { IsShelf: false } type } && !type.Text.Contains("Memory<") && IsNumber(type.Innermost);

    /// <summary>An array of arrays into which the loop puts others.</summary>
    private Expression? RowsPut(Loop loop, List<Expression> written) => Traversal.All(loop.Body).OfType<Store>()
        .Where(s => s.Value.Type.IsArray).Select(s => memories.Of(s.Array)).FirstOrDefault(written.Contains);

    /// <summary>An array of arrays that the loop only reads: writing to an array in it is no new state of the whole.</summary>
    private Expression? RowsWritten(List<Variable> free, List<Expression> written)
    {
        HashSet<Expression> anywhere = memories.Written(function.Body);
        return free.Where(v => v.Type.IsArray).Select(memories.Of).FirstOrDefault(m => m.Type.Element is { IsArray: true } && anywhere.Contains(m) && !written.Contains(m));
    }

    private static bool IsNumber(IRType type) => type.Text is "double" or "float" or "int" or "long" or "uint" or "ulong" or "short" or "ushort" or "byte" or "sbyte" or "bool" or "char";
}
