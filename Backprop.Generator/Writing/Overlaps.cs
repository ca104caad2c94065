using Backprop.Generator.IR;

namespace Backprop.Generator.Writing;

/// <summary>What is asked of memory that is written: that it is no part of what is read, or written, under another name.</summary>
/// <remarks>Of arrays of one kind of number: others cannot overlap.</remarks>
internal sealed class Overlaps
{
    public const string Guard = "global::Backprop.CompilerServices.Guard.";

    /// <summary>Of how many parts one line asks: what the runtime's methods have parameters for.</summary>
    private const int Most = 6;

    private readonly List<Memory> _read = [];
    private readonly List<(Memory Memory, List<Memory> Others)> _written = [];

    /// <summary>Memory that is only read; named before what is written.</summary>
    public void Read(Memory memory) => _read.Add(memory);

    /// <summary>Memory that is written, apart from all that is known so far.</summary>
    public void Written(Memory memory) =>
        _written.Add((memory, [.. _read.Concat(_written.Select(w => w.Memory)).Where(o => o.Type.Innermost == memory.Type.Innermost)]));

    /// <summary>A line for each that is written.</summary>
    /// <param name="parameter">What a gradient is that of, whose length it shall have; or null.</param>
    public void Write(SourceWriter writer, Func<Memory, Memory?>? parameter = null)
    {
        foreach ((Memory memory, List<Memory> all) in _written)
        {
            List<Memory> others = all;
            if (parameter?.Invoke(memory) is { } own)
            {
                others = [.. all.Where(o => o.Name != own.Name)];
                int together = memory.IsPlain ? others.TakeWhile(o => o.IsPlain).Take(Most).Count() : 0;
                writer.Line($"{Guard}Gradient{memory.Of}({own.Text}, {memory.Text}, {memory.Quoted}{Listed(others.Take(together))});");
                others = [.. others.Skip(together)];
            }
            else if (memory.HasRows)
            {
                writer.Line($"{Guard}Distinct({memory.Text}, {memory.Quoted});");
            }

            WriteApart(writer, memory, others);
        }
    }

    /// <summary>
    /// The same, but first whether the parts that are all written, such as those of a block, lie in the order in which they were
    /// declared, and all else before or behind them: a few comparisons, where most callers need no more.
    /// </summary>
    /// <param name="isPart">Which of what is written is such a part.</param>
    public void WriteInOrder(SourceWriter writer, Func<Memory, bool> isPart)
    {
        List<Memory> all = [.. _read, .. _written.Select(w => w.Memory)];
        List<string> conditions = [];
        foreach (IGrouping<IRType, Memory> kind in all.GroupBy(m => m.Type.Innermost))
        {
            List<Memory> parts = [.. kind.Where(isPart)], others = [.. kind.Where(m => !isPart(m))];
            conditions.AddRange(parts.Zip(parts.Skip(1), (one, next) => $"{Guard}IsBefore{one.Of}({one.Text}, {next.Text})"));
            conditions.AddRange(others.Where(_ => parts.Count > 0).Select(o => $"{Guard}IsOutside{o.Of}({o.Text}, {parts[0].Text}, {parts[parts.Count - 1].Text})"));
            conditions.AddRange(_written.Where(w => others.Contains(w.Memory))
                .SelectMany(w => w.Others.Select(o => $"{Guard}IsOutside{o.Of}({o.Text}, {w.Memory.Text}, {w.Memory.Text})")));
        }

        if (all.Exists(m => !m.IsPlain) || conditions.Count == 0)
        {
            Write(writer);
            return;
        }

        using (writer.Block($"if (!({string.Join("\n    && ", conditions)}))"))
        {
            Write(writer);
        }
    }

    private static void WriteApart(SourceWriter writer, Memory memory, List<Memory> others)
    {
        List<Memory> plain = [.. others.Where(o => o.IsPlain && memory.IsPlain)];
        for (int i = 0; i < plain.Count; i += Most)
        {
            writer.Line($"{Guard}Apart{memory.Of}({memory.Text}, {memory.Quoted}{Listed(plain.Skip(i).Take(Most))});");
        }

        foreach (Memory other in others.Except(plain))
        {
            // what has rows comes first
            (Memory first, Memory second) = memory.IsPlain || !other.IsPlain ? (other, memory) : (memory, other);
            writer.Line($"{Guard}Apart{second.Of}({first.Text}, {second.Text}, {memory.Quoted});");
        }
    }

    private static string Listed(IEnumerable<Memory> memories) => string.Concat(memories.Select(m => ", " + m.Text));
}

/// <summary>An array or a part of one, as a generated method has it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Type">What it is.</param>
internal readonly record struct Memory(string Name, IRType Type)
{
    /// <summary>Of one dimension, its elements numbers: what a span can stand for.</summary>
    public bool IsPlain => Type is { Rank: 1, Element.IsArray: false };

    /// <summary>Whether it is an array of arrays, whose rows may be one.</summary>
    public bool HasRows => Type.Element is { IsArray: true };

    /// <summary>The type argument that calls have where spans are meant.</summary>
    public string Of => IsPlain ? $"<{Type.Element}>" : "";

    /// <summary>As an argument.</summary>
    public string Text => Name + (Type.Text.Contains("Memory<") ? ".Span" : "");

    /// <summary>Its name as an exception says it.</summary>
    public string Quoted => $"nameof({Name})";
}
