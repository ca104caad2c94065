using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Whether lines read what an array held before them, or write all of it first.</summary>
/// <remarks>
/// Only plain forms are known: a loop that counts through the array from its first element to its last and writes each. Of
/// anything else it is taken that it reads.
/// </remarks>
internal sealed class Coverage
{
    private readonly Variable _array;
    private readonly Memories _memories;
    private readonly Expression? _size;
    private readonly Func<Expression, Expression> _resolve;

    /// <param name="array">The memory's own name.</param>
    /// <param name="size">How long it is; null where nothing but the array tells.</param>
    /// <param name="resolve">Looks through a variable to the constant that it is.</param>
    public Coverage(Variable array, Expression? size, Memories memories, Func<Expression, Expression> resolve) =>
        (_array, _size, _memories, _resolve) = (array, size, memories, resolve);

    /// <summary>What lines do with what the array held before them.</summary>
    public Exposure Of(IEnumerable<Statement> lines)
    {
        foreach (Statement line in lines.Where(Touches))
        {
            if (line is Bulk { Destination: { } filled, IsAdded: false } bulk && !bulk.Operands.Any(Names))
            {
                if (IsOwnName(filled) && IsWhole(bulk.Count))
                {
                    return Exposure.Covers;
                }

                continue; // a part of it: nothing is read
            }

            if (line is not Loop loop)
            {
                return Exposure.Reads;
            }

            if (loop.Carried.Any(c => Reads(c.Initial)))
            {
                return Exposure.Reads;
            }

            if (Covers(loop))
            {
                return Exposure.Covers;
            }

            // A loop each of whose iterations covers the array first reads nothing of before, but may not run at all.
            if (OfIteration(loop) == Exposure.Reads)
            {
                return Exposure.Reads;
            }
        }

        return Exposure.None;
    }

    /// <summary>What an iteration does with what the array held before it: its test, its lines, and what it hands on.</summary>
    public Exposure OfIteration(Loop loop) => Reads(loop.Test) ? Exposure.Reads
        : Of(loop.Body) is not Exposure.None and var exposure ? exposure
        : loop.Carried.Any(c => Reads(c.Next)) ? Exposure.Reads
        : Exposure.None;

    /// <summary>Whether a value is made of the array, and not of its length alone.</summary>
    public bool Reads(Expression value) => value is not Length && (value is Variable ? _memories.Of(value).Equals(_array) : value.Operands.Any(Reads));

    /// <summary>Whether lines read what an array held before them, overwrite all of it first, or neither.</summary>
    internal enum Exposure
    {
        None,
        Covers,
        Reads,
    }

    private bool Touches(Statement line) => Traversal.Nodes([line]).Any(n => n is Variable && _memories.Of(n).Equals(_array))
        || _memories.Written([line]).Contains(_array);

    private bool Names(Expression operand) => operand.Walk().Any(n => n is Variable && _memories.Of(n).Equals(_array));

    /// <summary>Whether a loop writes each element, and reads none before.</summary>
    private bool Covers(Loop loop)
    {
        if (!GoesThrough(loop))
        {
            return false;
        }

        Variable counter = Counting.Of(loop)!.Counter.Inner;
        int first = loop.Body.ToList().FindIndex(Touches);
        return first >= 0 && loop.Body[first] is Store { Sign: 0 } store && IsOwnName(store.Array) && store.Indices.Count == 1 && store.Indices[0].Equals(counter)
            && !Reads(store.Value)
            && !loop.Body.Take(first).Any(s => s is If or Loop && Traversal.All([s]).Any(inner => inner is Throw))
            && loop.Body.Skip(first + 1).All(s => OnlyReadsAt(s, counter)) && !loop.Carried.Any(c => Reads(c.Next));
    }

    /// <summary>Whether a loop counts from the array's first element to its last.</summary>
    public bool GoesThrough(Loop loop) => Counting.Of(loop) is { Step: 1, IsInclusive: false } counting
        && _resolve(counting.Counter.Initial) is Constant { Number: 0 } && IsWhole(counting.Bound);

    private bool IsWhole(Expression bound) => bound switch
    {
        Length length when IsOwnName(length.Array) => true,
        _ => _size is not null && _resolve(bound).Equals(_resolve(_size)),
    };

    /// <summary>A name for the whole of the memory, not for a part of it.</summary>
    private bool IsOwnName(Expression array) => array.Equals(_array);

    /// <summary>In the loop that covers the array, the element that has just been written may be read, and written again.</summary>
    private bool OnlyReadsAt(Statement line, Variable counter) =>
        Traversal.Nodes([line]).OfType<Load>().Where(l => _memories.Of(l.Array).Equals(_array)).All(l => IsOwnName(l.Array) && l.Indices.Count == 1 && l.Indices[0].Equals(counter))
        && Traversal.All([line]).OfType<Store>().Where(s => _memories.Of(s.Array).Equals(_array)).All(s => IsOwnName(s.Array) && s.Indices.Count == 1 && s.Indices[0].Equals(counter))
        && !Traversal.All([line]).OfType<Bulk>().Any(b => _array.Equals(_memories.Written(b)));
}
