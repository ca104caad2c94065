using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>
/// One piece of memory for all that a method of tensors keeps at its outermost level, laid out when compiling: buffers of one length share
/// a slot where the one is read for the last time before the other is first written, or element by element in the same loop.
/// </summary>
/// <remarks>Two lengths that are named differently may be any numbers, so buffers of different lengths never share a slot.</remarks>
internal sealed class Workspace
{
    private readonly Memories _memories;
    private readonly Sizes _sizes;
    private readonly List<Buffer> _buffers = [];
    private readonly List<string> _lines;

    /// <param name="code">All that is run.</param>
    /// <param name="forward">How many of the lines are forward lines.</param>
    /// <param name="result">What is read after it.</param>
    private Workspace(IReadOnlyList<Statement> code, int forward, Expression result)
    {
        _lines = [.. code.Select((s, i) => LineOf(s, isBackward: i >= forward))];
        _memories = new(code);
        _sizes = new(code);
        List<HashSet<Expression>> mentioned = [.. code.Select(s => new HashSet<Expression>(
            Traversal.Nodes([s]).OfType<Variable>().Where(v => v.Type.IsArray).Concat(Traversal.Targets(s).Where(v => v.Type.IsArray)).Select(_memories.Of)))];
        foreach (Allocate made in code.OfType<Allocate>().Where(a => a is { Place: Place.Pool, Sizes.Count: 1 } && a.Target.Type.Element!.IsReal))
        {
            int own = code.ToList().IndexOf(made);
            List<int> uses = [.. Enumerable.Range(0, code.Count).Where(i => i != own && mentioned[i].Contains(made.Target))];
            if (uses.Count > 0 && _sizes.Of(made.Sizes[0]) is var size && size.Walk().All(n => n is Variable or Constant or Symbol or Binary))
            {
                bool isReturned = result.Type.IsArray && _memories.Of(result).Equals(made.Target);
                _buffers.Add(new(made, size, uses[0], isReturned ? code.Count : uses[uses.Count - 1]));
            }
        }

        _buffers.Sort((a, b) => a.First.CompareTo(b.First));
        Assign(code);
    }

    /// <summary>What lies where, as comments say it; nothing where there is nothing to lay out.</summary>
    public static (EquatableArray<Statement> Forward, EquatableArray<Statement> Backward, EquatableArray<string> Plan) Lay(
        (EquatableArray<Statement> Forward, EquatableArray<Statement> Backward) planned, Expression result, EquatableArray<Statement> forward, EquatableArray<Statement> backward, FreshVariables fresh)
    {
        Workspace workspace = new([.. planned.Forward, .. planned.Backward], planned.Forward.Count, result);
        return workspace._buffers.Count == 0 ? (forward, backward, EquatableArray<string>.Empty) : workspace.Lay(forward, backward, fresh);
    }

    private void Assign(IReadOnlyList<Statement> code)
    {
        List<List<Buffer>> slots = [];
        foreach (Buffer buffer in _buffers)
        {
            List<Buffer>? free = slots.Find(s => s[0].Made.Target.Type == buffer.Made.Target.Type && Extents.AreSame(s[0].Size, buffer.Size) && IsFree(s[s.Count - 1], buffer, code));
            if (free is null)
            {
                slots.Add(free = []);
            }

            free.Add(buffer);
        }

        Dictionary<IRType, Expression> ends = [];
        foreach (List<Buffer> slot in slots)
        {
            IRType type = slot[0].Made.Target.Type;
            Expression start = ends.TryGetValue(type, out Expression end) ? end : Integers.Number(0, IRType.Int32);
            slot.ForEach(b => b.Start = start);
            ends[type] = Extents.Plus(start, slot[0].Size);
        }

        Ends = ends;
    }

    /// <summary>How much each type of number takes.</summary>
    private Dictionary<IRType, Expression> Ends { get; set; } = [];

    private bool IsFree(Buffer before, Buffer after, IReadOnlyList<Statement> code) =>
        before.Last < after.First || (before.Last == after.First && !after.Made.IsCleared && InPlace(code[after.First], before.Made.Target, after.Made.Target));

    /// <summary>Whether a loop reads an element of one array, and only then writes the element at the same place of another, and knows both by nothing else, under no other name.</summary>
    private bool InPlace(Statement line, Variable read, Variable written)
    {
        if (line is not Loop loop || Counting.Of(loop) is not { } counting || loop.Body.Any(s => s is not (Let or Store)))
        {
            return false;
        }

        EquatableArray<Expression> place = EquatableArray.Of<Expression>(counting.Counter.Inner);
        int last = loop.Body.ToList().FindLastIndex(s => Traversal.Expressions(s).SelectMany(e => e.Walk()).Any(n => n is Load load && load.Array.Equals(read)));
        List<(Statement Line, int Index)> stores = [.. loop.Body.Select((s, i) => (s, i)).Where(s => s.s is Store store && store.Array.Equals(written))];
        int known = Traversal.Nodes([loop]).Count(n => n is Variable { Type.IsArray: true } named && _memories.Of(named) is var memory && (memory.Equals(read) || memory.Equals(written)));
        int own = Traversal.Nodes([loop]).Count(n => n is Load load && load.Array.Equals(read) && load.Indices.Equals(place));
        return stores.Count == 1 && stores[0].Line is Store { Sign: 0 } only && only.Indices.Equals(place) && stores[0].Index >= last && known == own + 1;
    }

    private (EquatableArray<Statement> Forward, EquatableArray<Statement> Backward, EquatableArray<string> Plan) Lay(
        EquatableArray<Statement> forward, EquatableArray<Statement> backward, FreshVariables fresh)
    {
        Dictionary<IRType, Variable> all = Ends.Keys.ToDictionary(t => t, t => fresh.Temporary(t, "workspace"));
        List<Statement> heads = [.. all.Select(w => new Allocate(w.Value, null, EquatableArray.Of(Ends[w.Key]), Place.Pool)
        {
            Owner = fresh.Temporary(new($"global::Backprop.CompilerServices.Scratch<{w.Key.Element}>"), "memory"),
        })];
        List<Buffer> waiting = [.. _buffers];
        List<Statement> first = Lay(forward, waiting, all), second = Lay(backward, waiting, all);
        int start = first.FindIndex(s => s is not Run);
        first.InsertRange(start < 0 ? first.Count : start, heads);
        HashSet<Variable> read = [.. Traversal.Nodes([.. first, .. second]).OfType<Variable>()];
        first.RemoveAll(s => s is Let { Target: var target, Value: var value } && _sizes.IsNumber(target) && !read.Contains(target) && !value.MayThrow);
        return (first.ToEquatableArray(), second.ToEquatableArray(), Plan().ToEquatableArray());
    }

    /// <summary>What lies where, and from which line to which: the peak, then a row for each buffer.</summary>
    private IEnumerable<string> Plan()
    {
        foreach ((IRType type, Expression end) in Ends.Select(e => (e.Key, e.Value)))
        {
            List<Buffer> own = _buffers.FindAll(b => b.Made.Target.Type == type);
            List<(string Name, string Size, string Start, string Lines)> rows = [.. own.Select(b => (b.Made.Target.Name, b.Size.ToString(), "at " + b.Start, $"{_lines.Skip(b.First).FirstOrDefault(l => l.Length > 0)} to {(b.Last < _lines.Count ? _lines[b.Last] : "the end")}"))];
            (int name, int size, int start) = (rows.Max(r => r.Name.Length), rows.Max(r => r.Size.Length), rows.Max(r => r.Start.Length));
            yield return $"workspace: {end} of {type.Element}, in {own.Select(b => b.Start).Distinct().Count()} slots";
            foreach ((string Name, string Size, string Start, string Lines) row in rows)
            {
                yield return $"    {row.Name.PadRight(name)}  {row.Size.PadRight(size)}  {row.Start.PadRight(start)}  {row.Lines}";
            }
        }
    }

    /// <summary>What a line is called: by its number, and that of a backward line with the letter d; nothing for one that only names something.</summary>
    private static string LineOf(Statement line, bool isBackward)
    {
        int number = Traversal.All([line]).Select(s => s switch { Let let => let.Number, Store store => store.Number, Bulk bulk => bulk.Number, _ => 0 }).FirstOrDefault(n => n > 0);
        return number == 0 ? "" : (isBackward ? "d" : "") + $"({number})";
    }

    /// <summary>Names a buffer's part of the workspace before the first line that knows it.</summary>
    private List<Statement> Lay(EquatableArray<Statement> block, List<Buffer> waiting, Dictionary<IRType, Variable> all)
    {
        List<Statement> lines = [];
        foreach (Statement line in block)
        {
            if (line is Allocate made && _buffers.Exists(b => b.Made.Target.Equals(made.Target)))
            {
                continue;
            }

            HashSet<Variable> read = [.. Traversal.Nodes([line]).OfType<Variable>()];
            foreach (Buffer buffer in waiting.FindAll(b => read.Contains(b.Made.Target)))
            {
                waiting.Remove(buffer);
                Variable target = buffer.Made.Target;
                lines.Add(new Let(target, new View(target.Type, all[target.Type], EquatableArray.Of(buffer.Start, buffer.Size)) { IsWithin = true }));
                if (buffer.Made.IsCleared)
                {
                    lines.Add(new Run(new Opaque(IRType.Void, EquatableArray.Of("", ".Clear()"), EquatableArray.Of<Expression>(target))));
                }
            }

            lines.Add(line);
        }

        return lines;
    }

    /// <summary>What is kept, from the first line that knows it to the last.</summary>
    private sealed class Buffer(Allocate made, Expression size, int first, int last)
    {
        public Allocate Made { get; } = made;

        public Expression Size { get; } = size;

        public int First { get; } = first;

        public int Last { get; } = last;

        /// <summary>Where it begins.</summary>
        public Expression Start { get; set; } = Integers.Number(0, IRType.Int32);
    }
}
