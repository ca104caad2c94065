using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// Which parts of the forward code the backward code reads: those get a name, and a line of their own. A part is known
/// together with the block that computes it, since a branch's values are there only where that branch was taken.
/// </summary>
internal sealed class PrimalNames
{
    private readonly Dictionary<Expression, List<(BlockPath Path, int Order)>> _computed = [];
    private readonly Dictionary<BlockPath, int> _ends = [];

    /// <summary>What has been put into an element is what is read of it.</summary>
    private readonly Dictionary<Expression, Expression> _stored = [];
    private readonly Dictionary<(BlockPath, Expression), Variable> _wholeLines = [];
    private readonly Dictionary<(BlockPath, Expression), Variable> _names = [];
    private readonly EquatableArray<Statement> _forward;
    private readonly FreshVariables _fresh;
    private int _order;

    private PrimalNames(EquatableArray<Statement> forward, FreshVariables fresh) => (_forward, _fresh) = (forward, fresh);

    /// <summary>For code that runs after all of the forward code.</summary>
    public static PrimalNames After(EquatableArray<Statement> forward, FreshVariables fresh)
    {
        PrimalNames names = new(forward, fresh);
        names.Index(forward, BlockPath.Root);
        return names;
    }

    /// <summary>For code that runs between the lines of the forward code: nothing is computed until it is added.</summary>
    public static PrimalNames Between(EquatableArray<Statement> forward, FreshVariables fresh) => new(forward, fresh);

    /// <summary>What of the arrays' elements can be read again where the reading code runs.</summary>
    public Settled Settled { get; set; } = Settled.Nothing;

    /// <summary>Arrays of which single elements are kept by value, where the reading code runs once: between two methods a number is handed over more easily than an array.</summary>
    public Func<Expression, bool> IsKeptByValue { get; set; } = _ => false;

    /// <summary>How far the forward code has run where the reading code runs.</summary>
    public int Limit { get; set; } = int.MaxValue;

    /// <summary>How far the forward code has run at the end of a block.</summary>
    public int EndOf(BlockPath path) => _ends[path];

    /// <summary>A statement's own expressions are computed from here on; of a branch, its test; of a loop, what it starts from.</summary>
    public void Add(Statement statement, BlockPath path)
    {
        IEnumerable<Expression> expressions = statement switch
        {
            If branch => [branch.Test],
            Loop loop => loop.Carried.Select(c => c.Initial),
            _ => Traversal.Expressions(statement),
        };
        foreach (Expression expression in expressions)
        {
            Add(expression, path);
        }

        if (statement is Store { Sign: 0, After: { } after, Value: { Type.IsArray: false, IsLeaf: false } value } store)
        {
            _stored[new Load(value.Type, store.Array, store.Indices, after)] = value;
        }

        if (statement is Let let && !_wholeLines.ContainsKey((path, let.Value)))
        {
            _wholeLines.Add((path, let.Value), let.Target);
        }
    }

    /// <summary>A derivative as <paramref name="reader"/> can compute it: what the forward code computes on every way there is read by name.</summary>
    public Expression Read(Expression derivative, BlockPath reader) => derivative switch
    {
        Primal { Value: Load load } => Read(load, reader),
        Primal primal => Named(primal.Value, reader) ?? ReadParts(primal.Value, reader),
        Load load => Read(load, reader),
        Call call => Named(Strip(call), reader) ?? call.With(call.Operands.Map(o => Read(o, reader))),
        _ => derivative.With(derivative.Operands.Map(o => Read(o, reader))),
    };

    /// <summary>An element that still stands is read again; any other has been kept under a name.</summary>
    private Expression Read(Load load, BlockPath reader)
    {
        if (load is { State: not null, Type.IsArray: false } && IsKeptByValue(load.Array) && Named(load, reader) is { } kept)
        {
            return kept;
        }

        if (load.State is null || Settled.Stands(load))
        {
            return load with { Array = Read(load.Array, reader), Indices = load.Indices.Map(i => Read(i, reader)), State = null };
        }

        return Named(load, reader) ?? throw new InvalidOperationException($"{load} is overwritten before the backward code reads it");
    }

    /// <summary>Whether the forward code computes something on every way to where it is to be read.</summary>
    public bool IsComputed(Expression value, BlockPath reader) => _computed.TryGetValue(value, out List<(BlockPath Path, int Order)> places) && places.Exists(p => reader.IsWithin(p.Path));

    /// <summary>What a name that the backward code reads stands for; null for any other variable.</summary>
    public Expression? ValueOf(Variable name) => _names.FirstOrDefault(n => n.Value == name).Key.Item2;

    private Expression ReadParts(Expression value, BlockPath reader) =>
        value.IsLeaf ? value : value.With(value.Operands.Map(o => Read(Primal.Of(o), reader)));

    /// <summary>The forward code with a line for every part that got a name.</summary>
    public EquatableArray<Statement> Write() => Write(new Insertions());

    /// <summary>The same, with lines between.</summary>
    public EquatableArray<Statement> Write(Insertions inserted) => Write(_forward, BlockPath.Root, [], inserted).ToEquatableArray();

    private static Expression Strip(Expression expression) => expression.Rewrite(node => node is Primal primal ? primal.Value : node);

    private void Index(EquatableArray<Statement> block, BlockPath path)
    {
        for (int i = 0; i < block.Count; i++)
        {
            Add(block[i], path);
            if (block[i] is Loop loop)
            {
                BlockPath inside = path.Loop(i);
                Index(loop.Body, inside);
                loop.Carried.ToList().ForEach(c => Add(c.Next, inside));
                _ends[inside] = _order;
            }

            if (block[i] is not If branch)
            {
                continue;
            }

            Index(branch.Then, path.Then(i));
            Index(branch.Else, path.Else(i));
            foreach (Merge merge in branch.Merges)
            {
                Add(merge.Then, path.Then(i));
                Add(merge.Else, path.Else(i));
            }
        }
    }

    /// <summary>An expression and its parts are computed from here on.</summary>
    public void Add(Expression expression, BlockPath path)
    {
        if (expression.IsLeaf)
        {
            return;
        }

        // What every evaluation computes: not the arms of ?:, nor the right side of &&.
        IEnumerable<Expression> operands = expression switch
        {
            Conditional choice => [choice.Test],
            Binary { Operator: BinaryOperator.ConditionalAnd or BinaryOperator.ConditionalOr } logic => [logic.Left],
            _ => expression.Operands,
        };
        foreach (Expression operand in operands)
        {
            Add(operand, path);
        }

        if (!_computed.TryGetValue(expression, out List<(BlockPath, int)> places))
        {
            _computed.Add(expression, places = []);
        }

        places.Add((path, _order++));
    }

    private Variable? Named(Expression value, BlockPath reader)
    {
        if (_stored.TryGetValue(value, out Expression stored) && Named(stored, reader) is { } put)
        {
            return put;
        }

        if (!_computed.TryGetValue(value, out List<(BlockPath Path, int Order)> places) || places.FindIndex(p => p.Order < Limit && reader.IsWithin(p.Path)) is var place && place < 0)
        {
            return null;
        }

        (BlockPath, Expression) part = (places[place].Path, value);
        if (!_names.TryGetValue(part, out Variable name))
        {
            name = _wholeLines.TryGetValue(part, out Variable target) ? target : _fresh.Temporary(value.Type, Describe.Name(value));
            _names.Add(part, name);
        }

        return name;
    }

    private List<Statement> Write(EquatableArray<Statement> block, BlockPath path, Dictionary<Expression, Variable> named, Insertions inserted)
    {
        List<Statement> lines = [];
        for (int i = 0; i < block.Count; i++)
        {
            lines.AddRange(inserted.Before(path, i));
            switch (block[i])
            {
                case Let let:
                    Write(let, path, named, lines);
                    break;
                case If branch:
                    Expression test = Name(branch.Test, 0, path, named, lines);
                    If written = Write(branch with { Test = test }, (path.Then(i), path.Else(i)), (new(named), new(named)), inserted);
                    lines.Add(written with { Merges = written.Merges.Concat(inserted.Merges(path, i)).ToEquatableArray() });
                    break;
                case Loop loop:
                    lines.Add(Write(loop, path, i, named, inserted, lines));
                    break;
                case Statement other:
                    int number = other switch { ForwardCall call => call.Number, GradientCall call => call.Number, Store store => store.Number, Bulk bulk => bulk.Number, _ => 0 };
                    Queue<Expression> values = new(InOrder([.. Traversal.Expressions(other)], number, path, named, lines));
                    lines.Add(Traversal.Map(other, _ => values.Dequeue(), inner => inner));
                    break;
            }

            lines.AddRange(inserted.After(path, i));
        }

        return lines;
    }

    private Loop Write(Loop loop, BlockPath path, int index, Dictionary<Expression, Variable> named, Insertions inserted, List<Statement> lines)
    {
        BlockPath inside = path.Loop(index);
        Dictionary<Expression, Variable> namedInside = new(named);
        EquatableArray<Carry> carried = loop.Carried.Map(c => c with { Initial = Name(c.Initial, 0, path, named, lines) });
        List<Statement> body = Write(loop.Body, inside, namedInside, inserted);
        carried = carried.Map(c => c with { Next = Name(c.Next, 0, inside, namedInside, body) });
        return loop with
        {
            Carried = carried.Concat(inserted.Carried(path, index)).ToEquatableArray(),
            Body = body.Concat(inserted.AtEnd(inside)).ToEquatableArray(),
        };
    }

    private void Write(Let let, BlockPath path, Dictionary<Expression, Variable> named, List<Statement> lines)
    {
        // A line is the name of its own value: its parts may need one, the whole has one.
        if (named.TryGetValue(let.Value, out Variable known))
        {
            if (known != let.Target)
            {
                lines.Add(let with { Value = known });
            }

            return;
        }

        lines.Add(let with { Value = NameParts(let.Value, let.Number, path, named, lines) });
        if (_names.ContainsKey((path, let.Value)))
        {
            named.Add(let.Value, let.Target);
        }
    }

    private If Write(
        If branch, (BlockPath Then, BlockPath Else) paths, (Dictionary<Expression, Variable> Then, Dictionary<Expression, Variable> Else) named,
        Insertions inserted)
    {
        List<Statement> then = Write(branch.Then, paths.Then, named.Then, inserted), otherwise = Write(branch.Else, paths.Else, named.Else, inserted);
        EquatableArray<Merge> merges = branch.Merges.Map(m => m with
        {
            Then = Name(m.Then, m.ThenNumber, paths.Then, named.Then, then),
            Else = Name(m.Else, m.ElseNumber, paths.Else, named.Else, otherwise),
        });
        return branch with
        {
            Then = then.Concat(inserted.AtEnd(paths.Then)).ToEquatableArray(),
            Else = otherwise.Concat(inserted.AtEnd(paths.Else)).ToEquatableArray(),
            Merges = merges,
        };
    }

    /// <summary>Puts a line before the statement for each part that has a name, and the name in the part's place.</summary>
    private Expression Name(Expression expression, int number, BlockPath path, Dictionary<Expression, Variable> named, List<Statement> lines)
    {
        if (expression.IsLeaf)
        {
            return expression;
        }

        if (named.TryGetValue(expression, out Variable known) || (_stored.TryGetValue(expression, out Expression stored) && named.TryGetValue(stored, out known)))
        {
            return known;
        }

        Expression value = NameParts(expression, number, path, named, lines);
        if (!_names.TryGetValue((path, expression), out Variable name))
        {
            return value;
        }

        lines.Add(new Let(name, value, number));
        named.Add(expression, name);
        return name;
    }

    private Expression NameParts(Expression expression, int number, BlockPath path, Dictionary<Expression, Variable> named, List<Statement> lines)
    {
        if (expression is Conditional choice)
        {
            return choice with { Test = Name(choice.Test, number, path, named, lines) };
        }

        return expression is Binary { Operator: BinaryOperator.ConditionalAnd or BinaryOperator.ConditionalOr } logic
            ? logic with { Left = Name(logic.Left, number, path, named, lines) }
            : expression.With(InOrder(expression.Operands, number, path, named, lines).ToEquatableArray());
    }

    /// <summary>
    /// Names what C# evaluates one after the other. A part that gets a line is computed before what stands left of it: if that could be
    /// seen by which exception is thrown, what stands left gets a line too.
    /// </summary>
    private Expression[] InOrder(IReadOnlyList<Expression> parts, int number, BlockPath path, Dictionary<Expression, Variable> named, List<Statement> lines)
    {
        Expression[] values = new Expression[parts.Count];
        for (int i = 0; i < values.Length; i++)
        {
            int before = lines.Count;
            values[i] = Name(parts[i], number, path, named, lines);
            List<Expression> moved = [.. lines.Skip(before).SelectMany(Traversal.Expressions).Where(e => e.MayThrow)];
            for (int j = 0; j < i && moved.Count > 0; j++)
            {
                // A row has no other name than those that the reader gave it.
                if (values[j] is { MayThrow: true, Type.IsArray: false } && (Traversal.ThrowsMore(values[j]) || moved.Exists(Traversal.ThrowsMore)))
                {
                    Variable first = _fresh.Temporary(values[j].Type, Describe.Name(values[j]));
                    lines.Insert(before++, new Let(first, values[j], number));
                    values[j] = first;
                }
            }
        }

        return values;
    }
}
