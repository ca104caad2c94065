using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>What a call's backward part reads of arrays that have been written to since: copies, made where the call is.</summary>
/// <param name="elements">The elements that are read.</param>
/// <param name="index">Where in its block the call stands.</param>
/// <param name="path">The block.</param>
internal sealed class Copies(Elements elements, int index, BlockPath path)
{
    private readonly Dictionary<Load, Variable> _found = [];

    public Elements Elements { get; } = elements;

    public int Index { get; } = index;

    public BlockPath Path { get; } = path;

    /// <summary>What finds the copies, before anything reads them.</summary>
    public List<Statement> Heads { get; } = [];

    /// <summary>Whether an element is of what the call writes, so that it is copied after it.</summary>
    public bool IsResult(Load load) => Elements.Bulk.After is { } after && after.Equals(load.State);

    /// <summary>An element of the copy, which is made where there is none.</summary>
    public Load Find(Load load, Func<Load, Copies, (Variable Row, Statement? Back)> record)
    {
        if (!_found.TryGetValue(load, out Variable row))
        {
            (row, Statement? back) = record(load, this);
            _found.Add(load, row);
            if (back is not null)
            {
                Heads.Add(back);
            }
        }

        return new(load.Type, row, load.Indices, null);
    }
}
