using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>
/// Arrays that change places in a loop. Before the loop they are laid side by side in one memory, of which each of their names
/// stands for a part from then on: which one, integers tell, and those a loop hands on like any other. Where the loop makes more
/// of them, that memory is a shelf, on which each gets a place of its own.
/// </summary>
internal sealed class JointReader(ReadingContext context)
{
    private readonly Dictionary<ISymbol, Variable> _shelves = new(SymbolEqualityComparer.Default);

    /// <summary>The names that a loop gives to other arrays, or to other parts of one, where each stands for a part of the same memory.</summary>
    public List<Moving> Enter(IOperation loop)
    {
        List<Moving> moving = [];
        Renamings renamings = new(loop, context);
        foreach (List<ISymbol> group in renamings.Groups)
        {
            List<ISymbol> known = group.FindAll(n => context.Flow[n] is { Type.IsArray: true } and not Undefined);
            List<ISymbol> renamed = known.FindAll(renamings.IsRenamed);
            List<Variable> origins = [.. known.Select(n => context.Parts.Of(context.Flow[n]!)?.Origin).OfType<Variable>().Distinct()];
            Variable? shelf = origins.Count == 1 && origins[0].Type.IsShelf ? origins[0] : null;
            bool isGivenNew = renamed.Count > 0 && group.Exists(renamings.IsGivenNew);
            bool isLaid = shelf is null && (origins.Count > 1 || isGivenNew);
            if (origins.Count == 0 || known.Exists(n => context.Parts.Of(context.Flow[n]!) is null) || (isLaid && !CanLay(origins)) || (isGivenNew && isLaid && context.LoopDepth > 0))
            {
                continue; // told where a name has changed
            }

            if (isLaid)
            {
                Lay(origins, isGivenNew, group);
            }
            else if (shelf is not null)
            {
                group.ForEach(n => _shelves[n] = shelf);
            }

            bool isCopy = known.Exists(n => context.Parts.Of(context.Flow[n]!)!.IsCopy);
            moving.AddRange(renamed.Select(n => new Moving(n, (Variable)context.Flow[n]!, context.Parts.Of(context.Flow[n]!)! with { IsCopy = isCopy })));
        }

        return moving;
    }

    /// <summary>After the outermost loop, new arrays are arrays again.</summary>
    public void Leave()
    {
        if (context.LoopDepth == 0)
        {
            _shelves.Clear();
        }
    }

    /// <summary>Puts the array that a name has just been given on the shelf that is meant for it.</summary>
    public void Settle(ISymbol name)
    {
        if (_shelves.TryGetValue(name, out Variable shelf) && context.Parts.Of(context.Flow[name]!) is { Origin: Variable origin } && !origin.Equals(shelf)
            && context.Allocations.SizeOf(origin) is not null && CanLay([origin]))
        {
            Lay([origin], shelf, [Place(shelf, origin)]);
        }
    }

    /// <summary>Arrays that the method has made and nobody else knows: what they hold may live elsewhere. Of an argument, a copy may that is only read.</summary>
    private bool CanLay(List<Variable> origins) => origins.TrueForAll(o =>
        o.Type.Element == origins[0].Type.Element && (context.Allocations.SizeOf(o) is not null || context.Arrays.IsArgument(o)) && context.Flow[o] is Variable
        && !(context.Flow.ReturnValue is { Type.IsArray: true } returned && context.Arrays.Memory(returned).Equals(o)));

    private void Lay(List<Variable> origins, bool onShelf, List<ISymbol> group)
    {
        string name = string.Join("And", origins.Select((o, i) => i == 0 ? o.Name : char.ToUpperInvariant(o.Name.TrimStart('@')[0]) + o.Name.TrimStart('@').Substring(1)));
        IRType element = origins[0].Type.Element!;
        if (onShelf)
        {
            Variable shelf = context.Allocations.MakeShelf(element, name);
            group.ForEach(n => _shelves[n] = shelf);
            Lay(origins, shelf, [.. origins.Select(o => Place(shelf, o))]);
            return;
        }

        List<Expression> starts = [Constants.Int(0)];
        origins.ForEach(o => starts.Add(context.Once("start", Integers.Sum(starts[starts.Count - 1], context.Parts.Of(o)!.Count))));
        Lay(origins, context.Allocations.Make(IRType.ArrayOf(element), [starts[origins.Count]], name, IR.Place.Heap), starts);
    }

    private Variable Place(Variable shelf, Variable origin) =>
        context.Let("start", new Invoke(IRType.Int32, shelf, "Take", EquatableArray.Of(context.Parts.Of(origin)!.Count)));

    private void Lay(List<Variable> origins, Variable memory, List<Expression> starts)
    {
        for (int i = 0; i < origins.Count; i++)
        {
            Part whole = context.Parts.Of(origins[i])!;
            if (!context.Allocations.IsBlank(origins[i]))
            {
                Variable place = Named(whole.Origin is Variable { Name: var name } ? name : "part", new(memory, starts[i], whole.Count), memory.Type);
                context.Loops.Count("i", whole.Count, at => context.Arrays.Write(place, [at], context.Arrays.Element(whole.Origin, at)));
            }
        }

        foreach (ISymbol key in context.Flow.Keys.OfType<ISymbol>().ToList())
        {
            if (context.Flow[key] is Variable { Type: var type } && context.Parts.Of(context.Flow[key]!) is { Origin: Variable origin } part && origins.IndexOf(origin) is var i and >= 0)
            {
                bool isCopy = part.IsCopy || context.Arrays.IsArgument(origin);
                context.Flow[key] = Named(key.Name, new(memory, Integers.Sum(starts[i], part.Start), part.Count, isCopy), type);
            }
        }

        origins.ForEach(context.Arrays.Leave);
    }

    private Variable Named(string name, Part part, IRType type)
    {
        Let line = context.Parts.Name(name, part, type);
        context.Block.Add(line);
        return line.Target;
    }
}
