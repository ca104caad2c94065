using Backprop.Generator.IR;
using Backprop.Generator.Optimization;
using Backprop.Generator.Rules;

namespace Backprop.Generator.Differentiation;

/// <summary>Calls on whole arrays: the forward code calls .NET's method, and a loop hands the cotangents back element by element.</summary>
internal sealed partial class ReverseMode
{
    /// <summary>Whether a call has a part in what comes after.</summary>
    private bool IsReached(Bulk bulk) => bulk.Value is { } value ? _cotangents[value] is not null : _activity.HoldsActive(bulk.Destination!) && IsAskedFor(bulk.Destination!);

    private void Reverse(Bulk bulk, BlockPath path, int index)
    {
        Expression? given = bulk.Value is null ? null : Known(_cotangents.Take(bulk.Value)!);
        if (bulk.IsKernel)
        {
            ReverseKernel(bulk, given, path, index);
            return;
        }

        KeepWhole(bulk, path, index);
        if (!_activity.Varies(bulk))
        {
            Clear(bulk, path);
            return;
        }

        BulkRule rule = BulkRules.Find(bulk) ?? throw new InvalidOperationException($"no rule for {bulk.Method}, which the check let pass");
        Elements elements = new(bulk, _fresh);
        if (rule.Factor is { } factor)
        {
            ReverseProduct(elements, factor, given!, path, index);
            return;
        }

        ChainRule chain = new(_activity, e => e);
        Expression cotangent = given ?? elements.Cotangent;
        if (rule.Element is { } element)
        {
            chain.Pull(element(elements.Operands, bulk.ResultType), cotangent, elements.Result);
        }
        else
        {
            Expression[] shares = rule.Cotangents!([.. elements.Operands.Select(Primal.Of)], elements.Result, cotangent, elements);
            for (int i = 0; i < shares.Length; i++)
            {
                chain.Pull(elements.Operands[i], shares[i]);
            }
        }

        Copies copies = new(elements, index, path);
        List<(Expression To, List<Product> Terms)> parts = [.. chain.Contributions.Select(c => (c.To, Simplification.Collect(c.Terms.Select(t => Found(t, copies)))))];
        Expression count = CountOf(bulk, path);
        WholeForm? whole = WholeFormOf(elements, count, path);
        List<Statement> lines = PreludeOf(elements, parts, copies, whole);
        (List<Statement> outer, _lines) = (_lines, []);
        List<Carry> carried = HandBack(elements, parts, path);
        (List<Statement> body, _lines) = (_lines, outer);
        _lines.AddRange(copies.Heads);
        _lines.AddRange(lines);
        _lines.AddRange(whole?.Of(body, carried) ?? [elements.Loop(elements.Index, count, body, carried)]);
    }

    /// <summary>Writes loops as calls of .NET's; null where numbers of two types meet, or one memory has two names.</summary>
    private WholeForm? WholeFormOf(Elements elements, Expression count, BlockPath path)
    {
        Bulk bulk = elements.Bulk;
        bool isOfOneType = bulk.Operands.All(o => o.Type == bulk.ResultType);
        if (!isOfOneType)
        {
            return null;
        }

        Expression? filled = null;
        if (bulk.Destination is Variable destination)
        {
            Expression memory = _activity.Memories.Of(destination);
            bool isShared = bulk.Operands.OfType<Load>().Any(o => !o.Array.Equals(destination) && _activity.Memories.Of(o.Array).Equals(memory));
            if (isShared || (_definitions.TryGetValue(destination, out Expression definition) && definition is Load))
            {
                return null;
            }

            Expression shadow = Shadow(destination, path);
            filled = _lengths.AreAlike(destination, bulk.Count.Array) ? shadow
                : new View(shadow.Type, shadow, EquatableArray.Of<Expression>(Integers.Number(0, IRType.Int32), count));
        }

        return new(elements, filled, _fresh);
    }

    /// <summary>
    /// What is computed of all elements together, .NET computes of a longer destination's other elements too: the sum of
    /// <c>SoftMax</c> goes through all of it. Then there is an exception, as there is no derivative.
    /// </summary>
    private void KeepWhole(Bulk bulk, BlockPath path, int index)
    {
        if (bulk.Destination is { } filled && BulkRules.Find(bulk) is { Cotangents: not null } && !_lengths.AreAlike(filled, bulk.Count.Array))
        {
            string method = $"global::Backprop.CompilerServices.Guard.Whole<{bulk.ResultType}>(";
            _insertions.Before(path, index).Add(new Run(new Opaque(IRType.Void, EquatableArray.Of(method, ", ", ")"), EquatableArray.Of(bulk.Count.Array, filled))));
        }
    }

    private Expression CountOf(Bulk bulk, BlockPath path) => _primals.Read(_lengths.Of(bulk.Count), path);

    /// <summary>What was overwritten with constants has no part in what comes after.</summary>
    private void Clear(Bulk bulk, BlockPath path)
    {
        if (bulk.Destination is { } filled)
        {
            Variable i = _fresh.New(IRType.Int32, "i");
            Store zero = new(Shadow(filled, path), EquatableArray.Of<Expression>(i), Constant.Zero(bulk.ResultType), null, null);
            _lines.Add(new Elements(bulk, _fresh).Loop(i, CountOf(bulk, path), [zero], []));
        }
    }

    /// <summary>The lines of one element, and the cotangents of numbers that all elements add to.</summary>
    private List<Carry> HandBack(Elements elements, List<(Expression To, List<Product> Terms)> parts, BlockPath path)
    {
        Bulk bulk = elements.Bulk;
        List<List<Product>> sums = [.. parts.Select(p => p.Terms)];
        int self = parts.FindIndex(p => bulk.Destination is not null && p.To.Equals(elements.Own));
        if (bulk.Destination is { } filled)
        {
            Load place = new(bulk.ResultType, Shadow(filled, path), EquatableArray.Of<Expression>(elements.Index), null);
            _lines.Add(new Let(elements.Cotangent, place, bulk.Number));
            NameShared(sums, bulk.Number, path);
            Expression kept = self < 0 ? Constant.Zero(bulk.ResultType) : _primals.Read(Simplification.Sum(sums[self], bulk.ResultType), path);
            if (!kept.Equals(elements.Cotangent))
            {
                _lines.Add(new Store(place.Array, place.Indices, kept, null, null, 0, bulk.Number));
            }
        }
        else
        {
            NameShared(sums, bulk.Number, path);
        }

        List<Carry> carried = [];
        for (int i = 0; i < sums.Count; i++)
        {
            if (i == self || sums[i].Count == 0)
            {
                continue;
            }

            if (parts[i].To is Variable number)
            {
                carried.Add(Gather(number, sums[i], bulk.Number, path));
            }
            else
            {
                Add((Load)parts[i].To, sums[i], bulk.Number, path);
            }
        }

        return carried;
    }

    private void NameShared(List<List<Product>> sums, int number, BlockPath path)
    {
        foreach (Let shared in Factoring.NameShared(sums, _fresh))
        {
            Line(shared.Target, _primals.Read(shared.Value, path), number);
        }
    }

    /// <summary>A number that is one operand for all elements gets a part from each.</summary>
    private Carry Gather(Variable number, List<Product> terms, int line, BlockPath path)
    {
        Variable inner = CotangentOf(number), next = CotangentOf(number), outer = CotangentOf(number);
        bool isNegative = terms.Count == 1 && terms[0].IsNegative;
        Expression part = _primals.Read(Simplification.Sum(isNegative ? [terms[0].Negated()] : terms, number.Type), path);
        _lines.Add(new Let(next, isNegative ? inner - part : inner + part, line));
        Carry carry = new(inner, Before(number) ?? Constant.Zero(number.Type), next, outer);
        _cotangents.Set(number, outer);
        return carry;
    }

    /// <summary>What rules ask of all elements together: sums, and what is the same for all.</summary>
    private List<Statement> PreludeOf(Elements elements, List<(Expression To, List<Product> Terms)> parts, Copies copies, WholeForm? whole)
    {
        HashSet<Variable> needed = [.. parts.SelectMany(p => p.Terms).SelectMany(t => t.Factors).SelectMany(f => f.Value.Variables)];
        List<Elements.Asked> kept = [];
        foreach (Elements.Asked asked in elements.Prelude.AsEnumerable().Reverse().Where(a => needed.Contains(a.Target)))
        {
            needed.UnionWith(asked.Value.Variables);
            kept.Insert(0, asked);
        }

        List<Statement> lines = [];
        Bulk bulk = elements.Bulk;
        foreach (Elements.Asked asked in kept)
        {
            Expression value = _primals.Read(Simplification.Simplify(Found(asked.Value, copies)), copies.Path);
            if (!asked.IsSum)
            {
                lines.Add(new Let(asked.Target, value, bulk.Number));
                continue;
            }

            if (whole?.Total(asked.Target, value) is { } total)
            {
                lines.Add(total);
                continue;
            }

            Variable i = _fresh.New(IRType.Int32, "i"), sum = _fresh.Like(asked.Target);
            Expression? cotangent = bulk.Destination is null ? null : new Load(bulk.ResultType, Shadow(bulk.Destination, copies.Path), EquatableArray.Of<Expression>(i), null);
            Expression ofOne = value.Rewrite(n => n.Equals(elements.Index) ? i : n.Equals(elements.Cotangent) ? cotangent! : n);
            Carry carry = new(sum, Constant.Zero(sum.Type), sum + ofOne, asked.Target);
            lines.Add(elements.Loop(i, CountOf(bulk, copies.Path), [], [carry]));
        }

        return lines;
    }

    /// <summary>
    /// What a factor gets is the product of all others: of those before it, which are multiplied up first, and of those
    /// after it, which are met on the way back. Nothing is divided, so a factor may be 0.
    /// </summary>
    private void ReverseProduct(Elements elements, Func<Expression[], Expression> factor, Expression cotangent, BlockPath path, int index)
    {
        Bulk bulk = elements.Bulk;
        IRType type = bulk.ResultType;
        Copies copies = new(elements, index, path);
        Expression own = factor(elements.Operands), count = CountOf(bulk, path);
        Variable before = _fresh.Temporary(IRType.SpanOf(type), "before"), product = _fresh.Temporary(type, "product"), after = _fresh.Temporary(type, "after");
        Expression value = _primals.Read(Found(own, copies), path);

        ChainRule chain = new(_activity, e => e);
        chain.Pull(own, new Load(type, before, EquatableArray.Of<Expression>(elements.Index), null) * after);
        List<(Expression To, List<Product> Terms)> parts = [.. chain.Contributions.Select(c => (c.To, Simplification.Collect(c.Terms)))];
        (List<Statement> outer, _lines) = (_lines, []);
        HandBack(elements, parts, path);
        (List<Statement> body, _lines) = (_lines, outer);

        Variable i = _fresh.New(IRType.Int32, "i");
        _lines.AddRange(copies.Heads);
        _lines.Add(Zeros(before, EquatableArray.Of(count), Place.Pool));
        _lines.Add(elements.Loop(
            i,
            count,
            [new Store(before, EquatableArray.Of<Expression>(i), product, null, null)],
            [new(product, Constant.One(type), product * value.Rewrite(n => n.Equals(elements.Index) ? i : n), _fresh.Like(product))]));
        _lines.Add(elements.Unwinding(elements.Index, count, body, [new(after, cotangent, after * value, _fresh.Like(after))]));
    }

    /// <summary>Elements that do not stand any more are found where they have been recorded.</summary>
    private Expression Found(Expression value, Copies copies) => value.Rewrite(n =>
        n is Load { State: not null } load && load.Indices.Contains(copies.Elements.Index) && !_primals.Settled.Stands(load) ? copies.Find(load, Record) : n);

    /// <summary>The copies that a block's backward part has found so far, of which array in which state.</summary>
    private readonly Dictionary<(BlockPath, Expression Array, Expression State), Variable> _copied = [];

    /// <summary>Copies an array before or after the call, for the backward part to find, unless a later call of the block has copied the same.</summary>
    private (Variable Row, Statement? Back) Record(Load load, Copies copies)
    {
        if (_copied.TryGetValue((copies.Path, load.Array, load.State!), out Variable known))
        {
            return (known, null);
        }

        Length count = copies.Elements.Bulk is { IsKernel: false } bulk ? bulk.Count : new(load.Array, null);
        string name = Describe.Element(load.Array);
        IRType span = IRType.SpanOf(load.Type);
        Variable tape = _fresh.Temporary(new($"global::Backprop.CompilerServices.Recording<{load.Type}>"), name + "Recording");
        Variable row = _fresh.Temporary(span, name + "s"), found = _fresh.Temporary(span, name + "s");
        _copied.Add((copies.Path, load.Array, load.State!), found);
        _insertions.Before(BlockPath.Root, 0).Insert(0, new Open(tape, EquatableArray<Expression>.Empty));
        (copies.IsResult(load) ? _insertions.After(copies.Path, copies.Index) : _insertions.Before(copies.Path, copies.Index)).AddRange(
        [
            new Let(row, new Invoke(span, tape, "Take", EquatableArray.Of<Expression>(count))),
            new Run(CopyOf(load.Array, copies.IsResult(load) && !_lengths.AreAlike(load.Array, count.Array) ? count : null, row)),
        ]);
        return (found, new Let(found, new Invoke(span, tape, "Back", EquatableArray.Of(_primals.Read(_lengths.Of(count), copies.Path)))));
    }

    /// <param name="count">How many of the elements, from the first on; null for all.</param>
    private static Opaque CopyOf(Expression array, Expression? count, Variable row)
    {
        string[] texts = (array.Type.IsSpan, count) switch
        {
            (true, null) => ["", ".CopyTo(", ")"],
            (true, _) => ["", ".Slice(0, ", ").CopyTo(", ")"],
            (false, null) => ["global::System.MemoryExtensions.CopyTo(", ", ", ")"],
            _ => ["global::System.MemoryExtensions.AsSpan(", ", 0, ", ").CopyTo(", ")"],
        };
        return new(IRType.Void, new(texts), count is null ? EquatableArray.Of(array, row) : EquatableArray.Of(array, count, row));
    }
}
