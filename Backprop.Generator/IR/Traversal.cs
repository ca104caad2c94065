namespace Backprop.Generator.IR;

/// <summary>Walks and maps over statements, in one place, so that a new statement is taught to every pass here.</summary>
internal static class Traversal
{
    /// <summary>The expressions that a statement itself holds; not those of the blocks inside it.</summary>
    public static IEnumerable<Expression> Expressions(Statement statement)
    {
        switch (statement)
        {
            case Let let:
                return [let.Value];
            case If branch:
                return [branch.Test, .. branch.Merges.SelectMany(m => new[] { m.Then, m.Else })];
            case Throw @throw:
                return [@throw.Exception];
            case Run run:
                return [run.Effect];
            case Loop loop:
                return [.. loop.Carried.Select(c => c.Initial), loop.Test, .. loop.Carried.Select(c => c.Next)];
            case Allocate allocation:
                return allocation.Sizes;
            case Store store:
                return store.Before is null ? [store.Array, .. store.Indices, store.Value] : [store.Array, .. store.Indices, store.Value, store.Before];
            case Bulk bulk:
                return [.. bulk.Operands, .. new[] { bulk.Destination, bulk.Before }.OfType<Expression>()];
            case Open open:
                return open.Arguments;
            case Turn:
                return [];
            case ForwardCall call:
                return call.Arguments;
            case GradientCall call:
                return call.Arguments;
            case BackwardCall call:
                return [call.Saved, call.Upstream, .. call.Cotangents.Select(c => c.Before)];
            default:
                throw Unknown(statement);
        }
    }

    /// <summary>The variables that a statement itself defines.</summary>
    public static IEnumerable<Variable> Targets(Statement statement) => statement switch
    {
        Let let => [let.Target],
        If branch => branch.Merges.Select(m => m.Target),
        Loop loop => loop.Carried.Select(c => c.Outer),
        Allocate allocation => new[] { allocation.Target, allocation.State, allocation.Owner }.OfType<Variable>(),
        Store { After: { } after } => [after],
        Bulk bulk => new[] { bulk.Value, bulk.After }.OfType<Variable>(),
        Open open => [open.Target],
        ForwardCall call => [call.Value, call.Saved],
        GradientCall call => [call.Value, .. call.Partials],
        BackwardCall call => call.Cotangents.Select(c => c.Result),
        _ => [],
    };

    /// <summary>The blocks inside a statement.</summary>
    public static IEnumerable<EquatableArray<Statement>> Blocks(Statement statement) =>
        statement switch
        {
            If branch => [branch.Then, branch.Else],
            Loop loop => [loop.Body],
            _ => [],
        };

    /// <summary>Every statement, outer before inner.</summary>
    public static IEnumerable<Statement> All(IEnumerable<Statement> body)
    {
        foreach (Statement statement in body)
        {
            yield return statement;
            if (statement is not (If or Loop))
            {
                continue;
            }

            foreach (Statement inner in Blocks(statement).SelectMany(b => All(b)))
            {
                yield return inner;
            }
        }
    }

    /// <summary>Every variable defined, at any depth.</summary>
    public static IEnumerable<Variable> Definitions(IEnumerable<Statement> body) => All(body).SelectMany(Defined);

    /// <summary>The variables that a statement defines, those that are known in its blocks alone among them.</summary>
    private static IEnumerable<Variable> Defined(Statement statement) =>
        statement is Loop loop ? loop.Carried.Select(c => c.Inner).Concat(Targets(loop)) : Targets(statement);

    /// <summary>Every expression node, at any depth.</summary>
    public static IEnumerable<Expression> Nodes(IEnumerable<Statement> body) =>
        All(body).SelectMany(Expressions).SelectMany(e => e.Walk());

    /// <summary>The variables read but not defined here, in order of first reading.</summary>
    public static List<Variable> Free(IEnumerable<Statement> body, IEnumerable<Expression> results)
    {
        HashSet<Variable> met = [];
        List<Variable> read = [], defined = [];
        foreach (Statement statement in All(body))
        {
            defined.AddRange(Defined(statement));
            foreach (Expression expression in Expressions(statement))
            {
                Read(expression);
            }
        }

        foreach (Expression result in results)
        {
            Read(result);
        }

        HashSet<Variable> own = [.. defined];
        read.RemoveAll(own.Contains);
        return read;

        void Read(Expression expression)
        {
            foreach (Variable variable in expression.Variables)
            {
                if (met.Add(variable))
                {
                    read.Add(variable);
                }
            }
        }
    }

    /// <summary>Maps the statement's own expressions, and its blocks by <paramref name="block"/>.</summary>
    public static Statement Map(
        Statement statement, Func<Expression, Expression> map, Func<EquatableArray<Statement>, EquatableArray<Statement>> block)
    {
        switch (statement)
        {
            case Let let:
                return let with { Value = map(let.Value) };
            case If branch:
                return branch with
                {
                    Test = map(branch.Test),
                    Then = block(branch.Then),
                    Else = block(branch.Else),
                    Merges = branch.Merges.Map(m => m with { Then = map(m.Then), Else = map(m.Else) }),
                };
            case Throw @throw:
                return new Throw(map(@throw.Exception));
            case Run run:
                return run with { Effect = map(run.Effect) };
            case Loop loop:
                return loop with
                {
                    Test = map(loop.Test),
                    Body = block(loop.Body),
                    Carried = loop.Carried.Map(c => c with { Initial = map(c.Initial), Next = map(c.Next) }),
                };
            case Allocate allocation:
                return allocation with { Sizes = allocation.Sizes.Map(map) };
            case Store store:
                return store with
                {
                    Array = map(store.Array),
                    Indices = store.Indices.Map(map),
                    Value = map(store.Value),
                    Before = store.Before is null ? null : map(store.Before),
                };
            case Bulk bulk:
                return bulk with
                {
                    Operands = bulk.Operands.Map(map),
                    Destination = bulk.Destination is null ? null : map(bulk.Destination),
                    Before = bulk.Before is null ? null : map(bulk.Before),
                };
            case Open open:
                return open with { Arguments = open.Arguments.Map(map) };
            case Turn:
                return statement;
            case ForwardCall call:
                return call with { Arguments = call.Arguments.Map(map) };
            case GradientCall call:
                return call with { Arguments = call.Arguments.Map(map) };
            case BackwardCall call:
                return call with { Saved = (Variable)map(call.Saved), Upstream = map(call.Upstream), Cotangents = call.Cotangents.Map(c => c with { Before = map(c.Before) }) };
            default:
                throw Unknown(statement);
        }
    }

    /// <summary>The same statement with other variables for those that it defines, at any depth; what it reads is left as it is.</summary>
    public static Statement MapTargets(Statement statement, Func<Variable, Variable> map)
    {
        return Map(statement, e => e, block => block.Map(s => MapTargets(s, map))) switch
        {
            Let let => let with { Target = map(let.Target) },
            If branch => branch with { Merges = branch.Merges.Map(m => m with { Target = map(m.Target) }) },
            Loop loop => loop with { Carried = loop.Carried.Map(c => c with { Inner = map(c.Inner), Outer = map(c.Outer) }) },
            Allocate made => made with { Target = map(made.Target), State = Mapped(made.State), Owner = Mapped(made.Owner) },
            Store store => store with { After = Mapped(store.After) },
            Bulk bulk => bulk with { Value = Mapped(bulk.Value), After = Mapped(bulk.After) },
            Open open => open with { Target = map(open.Target) },
            ForwardCall call => call with { Value = map(call.Value), Saved = map(call.Saved) },
            GradientCall call => call with { Value = map(call.Value), Partials = call.Partials.Map(map) },
            BackwardCall call => call with { Cotangents = call.Cotangents.Map(c => c with { Result = map(c.Result) }) },
            var other => other,
        };

        Variable? Mapped(Variable? variable) => variable is null ? null : map(variable);
    }

    /// <summary>Maps every expression of a body, at any depth.</summary>
    public static EquatableArray<Statement> Map(EquatableArray<Statement> body, Func<Expression, Expression> map) =>
        body.Map(s => Map(s, map, inner => Map(inner, map)));

    /// <summary>Whether evaluating the node itself may throw, or must happen exactly once and in its place.</summary>
    public static bool HasEffect(Expression node) => node switch
    {
        Opaque or Load or Invoke => true,
        View view => !view.IsWithin && (view.Array as Variable)?.CotangentOf is null, // a slice may be out of range; that of a cotangent is as its primal's
        Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } division => !division.Type.IsReal,
        Binary { Overflow: Overflow.Checked } or Unary { Overflow: Overflow.Checked } or Conversion { Overflow: Overflow.Checked } => true,
        Call { Name: "Min" or "Max" } => false,
        // Math.Sign(NaN), Math.Round(x, 20), Math.Abs(int.MinValue), Math.Clamp(x, 1, 0)
        Call call => !call.Type.IsReal || call.Name is "Clamp" or "ClampNative" || call.Arguments.Any(a => !a.Type.IsReal),
        _ => false,
    };

    /// <summary>Whether anything may be thrown but that an index is out of range: of two of those nobody can tell which came first.</summary>
    public static bool ThrowsMore(Expression value) => value.MayThrow && value.Walk().Any(n => n is not Load && HasEffect(n) && !IsByNumber(n));

    /// <inheritdoc cref="ThrowsMore(Expression)"/>
    public static bool ThrowsMore(IEnumerable<Statement> block) => All(block).Any(s => s is Throw or Bulk { MayThrow: true } || Expressions(s).Any(ThrowsMore));

    private static bool IsByNumber(Expression node) =>
        node is Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Right: Constant { Number: > 0 or < -1 } };

    public static InvalidOperationException Unknown(Statement statement) => new($"no pass knows {statement.GetType().Name}");
}
