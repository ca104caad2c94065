using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>A name that a loop gives to other parts of one array: what one iteration hands to the next is where the part starts and how long it is.</summary>
/// <param name="symbol">The name.</param>
/// <param name="known">What it stands for before the loop.</param>
internal sealed class Moving(ISymbol symbol, Variable known, Part part)
{
    private readonly Number _start = new(symbol.Name + "Start"), _count = new(symbol.Name + "Count");

    public ISymbol Symbol { get; } = symbol;

    /// <summary>Before the loop: the integers are there.</summary>
    public void Enter(Flow flow) => (flow[_start], flow[_count]) = (part.Start, part.Count);

    /// <summary>At the start of an iteration: the name by its integers.</summary>
    public Let Name(Flow flow, PartReader parts)
    {
        Let line = parts.Name(Symbol.Name, part with { Start = flow[_start]!, Count = flow[_count]! }, known.Type);
        flow[Symbol] = line.Target;
        return line;
    }

    /// <summary>At the end of an iteration: the integers by the name; false where it stands for another array.</summary>
    public bool Leave(Flow flow, PartReader parts)
    {
        if (flow.IsDead || flow[Symbol] is not { } last)
        {
            return true;
        }

        if (parts.Of(last) is not { } left || !left.Origin.Equals(part.Origin))
        {
            return false;
        }

        (flow[_start], flow[_count]) = (left.Start, left.Count);
        return true;
    }

    /// <summary>After the loop: the name as the last iteration has left it.</summary>
    public void Continue(ReadingContext context)
    {
        Part last = part with { Start = context.Flow[_start]!, Count = context.Flow[_count]! };
        (context.Flow[_start], context.Flow[_count]) = (null, null);
        if (last.Equals(part))
        {
            return;
        }

        Let line = context.Parts.Name(Symbol.Name, last, known.Type);
        context.Block.Add(line);
        context.Flow[Symbol] = line.Target;
    }

    /// <summary>An integer that the user has no name for.</summary>
    private sealed class Number(string name)
    {
        public override string ToString() => name;
    }
}
