using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Lines that go between those of a function: around a statement, at the end of a branch's arm, or out of a branch.</summary>
internal sealed class Insertions
{
    private readonly Dictionary<(BlockPath, int), List<Statement>> _before = [];
    private readonly Dictionary<(BlockPath, int), List<Statement>> _after = [];
    private readonly Dictionary<BlockPath, List<Statement>> _atEnd = [];
    private readonly Dictionary<(BlockPath, int), List<Merge>> _merges = [];
    private readonly Dictionary<(BlockPath, int), List<Carry>> _carried = [];

    /// <summary>What precedes the statement at a place.</summary>
    public List<Statement> Before(BlockPath path, int index) => Of(_before, (path, index));

    /// <summary>What follows the statement at a place.</summary>
    public List<Statement> After(BlockPath path, int index) => Of(_after, (path, index));

    /// <summary>What ends an arm.</summary>
    public List<Statement> AtEnd(BlockPath path) => Of(_atEnd, path);

    /// <summary>What the branch at a place hands out besides its own merges.</summary>
    public List<Merge> Merges(BlockPath path, int index) => Of(_merges, (path, index));

    /// <summary>What the loop at a place hands on besides what is its own.</summary>
    public List<Carry> Carried(BlockPath path, int index) => Of(_carried, (path, index));

    private static List<T> Of<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key)
    {
        if (!lists.TryGetValue(key, out List<T> list))
        {
            lists.Add(key, list = []);
        }

        return list;
    }
}
