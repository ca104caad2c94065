using Backprop.Generator.IR;
using Backprop.Generator.Optimization;

namespace Backprop.Generator.Differentiation;

/// <summary>Jacobians: the same walk once for each result, whose own cotangent is 1 and all others' 0, so that what has no part in it leaves no line.</summary>
internal sealed partial class ReverseMode
{
    /// <summary>The rows, where there are any.</summary>
    private JacobianRows? _rows;

    /// <summary>Value and Jacobian in one body; null where the rows do not fit into one.</summary>
    public static Jacobian? Jacobian(Function function, FixedResults results, CancellationToken cancel)
    {
        ReverseMode first = new(function, mayFuse: false, cancel);
        if (!JacobianRows.Fit(first._function, results, first._primals))
        {
            return null;
        }

        // What is asked for more than once is known when all have asked.
        Partials asked = first.Begin(results);
        for (int row = 0; row < results.Count; row++)
        {
            first.Walk(row);
        }

        ReverseMode second = new(function, mayFuse: false, cancel);
        second.Begin(results).ShareAsIn(asked);
        return second.Rows(results);
    }

    private Partials Begin(FixedResults results)
    {
        Partials partials = new(_primals, _insertions, _fresh);
        _rows = new(results, partials, _activity.Memories, _fresh);
        return partials;
    }

    private void Walk(int row)
    {
        (_rows!.Row, _cotangents, _lines) = (row, new(), []);
        Reverse(_function.Body, BlockPath.Root);
    }

    /// <summary>A store hands its cotangent on where it is the row's result.</summary>
    private void Reverse(Store store, JacobianRows rows, BlockPath path)
    {
        if (rows.IsOwn(store))
        {
            Contribute(store.Value, Constant.One(store.Value.Type), store.Number, null, path);
        }
    }

    private Jacobian Rows(FixedResults results)
    {
        foreach (Load load in Traversal.Nodes(_function.Body).OfType<Load>().Where(l => _activity.HoldsActive(l.Array)))
        {
            _rows!.ElementOf(load);
        }

        List<(Variable Parameter, Variable Columns)> columns = [.. _function.Parameters.Where(p => p.IsDifferentiable && p.Variable != results.Memory)
            .Select(p => (p.Variable, _fresh.CotangentOf(p.Variable) with { Type = IRType.SpanOf(p.Variable.Type.Innermost) }))];
        List<EquatableArray<Statement>> rows = [];
        for (int row = 0; row < results.Count; row++)
        {
            Walk(row);
            List<Statement> heads = [];
            List<Store> stores = [.. columns.SelectMany(c => Stores(c.Parameter, c.Columns, row, heads))];
            rows.Add(new([.. heads, .. Stored(DeadCode.Remove(_lines.ToEquatableArray(), stores.Select(s => s.Value)), stores)]));
        }

        List<Statement> shared = _rows!.Partials.AtEnd;
        (EquatableArray<Statement> forward, EquatableArray<Statement> backward) = Exposure.Expose(
            _primals.Write(_insertions), shared.Concat(rows.SelectMany(r => r)).ToEquatableArray(), _fresh);
        int at = shared.Count;
        return new(
            columns.SelectMany(c => Clear(c.Parameter, c.Columns)).Concat(forward).ToEquatableArray(),
            backward.Take(at).ToEquatableArray(),
            rows.ConvertAll(r => backward.Skip((at += r.Count) - r.Count).Take(r.Count).ToEquatableArray()).ToEquatableArray(),
            columns.ToEquatableArray());
    }

    /// <summary>Columns that the rows do not fill: of elements that are not read. First of all, since a call empties registers.</summary>
    private IEnumerable<Statement> Clear(Variable parameter, Variable columns)
    {
        if (!parameter.Type.IsArray)
        {
            yield break;
        }

        int filled = Filled(parameter);
        Run clear = new(new Opaque(IRType.Void, EquatableArray.Of("", ".Clear()"), EquatableArray.Of<Expression>(columns)));
        yield return filled == 0 ? clear : new If(
            Binary.Of(BinaryOperator.Greater, new Length(parameter, null), Integers.Number(filled, IRType.Int32)),
            EquatableArray.Of<Statement>(clear), EquatableArray<Statement>.Empty, EquatableArray<Merge>.Empty);
    }

    /// <summary>How many elements from the first on are read, if no others are; else 0.</summary>
    private int Filled(Variable parameter) => _rows!.ElementsOf(parameter) is { Count: > 0 and var count } read && read.Keys.Max() == count - 1 ? count : 0;

    /// <summary>What fills a row's columns of a parameter.</summary>
    /// <param name="heads">Takes what comes before: compiled code knows the length of a part that is cut out, and checks no index again.</param>
    private IEnumerable<Store> Stores(Variable parameter, Variable columns, int row, List<Statement> heads)
    {
        if (!parameter.Type.IsArray)
        {
            yield return new(columns, EquatableArray.Of<Expression>(Integers.Number(row, IRType.Int32)), _cotangents[parameter] ?? Constant.Zero(parameter.Type), null, null);
            yield break;
        }

        IReadOnlyDictionary<int, Variable> read = _rows!.ElementsOf(parameter);
        if (read.Count == 0)
        {
            yield break;
        }

        Variable part = _fresh.Temporary(columns.Type, $"{columns.Name}Row");
        Expression start = row == 0 ? Integers.Number(0, IRType.Int32) : Integers.Times(new Length(parameter, null), row);
        heads.Add(new Let(part, new View(columns.Type, columns, EquatableArray.Of(start, Integers.Number(read.Keys.Max() + 1, IRType.Int32)))));
        foreach (KeyValuePair<int, Variable> element in read.Where(e => Filled(parameter) > 0 || _cotangents[e.Value] is not null).OrderBy(e => e.Key))
        {
            yield return new(part, EquatableArray.Of<Expression>(Integers.Number(element.Key, IRType.Int32)), _cotangents[element.Value] ?? Constant.Zero(element.Value.Type), null, null);
        }
    }

    /// <summary>Stores what is complete at once, so that it waits in no register.</summary>
    private static List<Statement> Stored(EquatableArray<Statement> lines, List<Store> stores)
    {
        Dictionary<Variable, int> uses = Traversal.Nodes([.. lines, .. stores]).OfType<Variable>().GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
        HashSet<Store> done = [];
        List<Statement> stored = [];
        foreach (Statement line in lines)
        {
            HashSet<Variable> made = [.. Traversal.Targets(line)];
            List<Store> complete = [.. stores.Where(s => s.Value is Variable value && made.Contains(value))];
            done.UnionWith(complete);
            if (line is Let let && complete.Count == 1 && uses[let.Target] == 1)
            {
                stored.Add(complete[0] with { Value = let.Value, Number = let.Number });
                continue;
            }

            stored.Add(line);
            stored.AddRange(complete);
        }

        return [.. stored, .. stores.Where(s => !done.Contains(s))];
    }
}
