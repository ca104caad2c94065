using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Says what a recorded value is and why it is recorded, in the terms of the method.</summary>
/// <param name="function">The method.</param>
internal sealed class Reasons(Function function)
{
    private Dictionary<Variable, Let>? _known;

    private Dictionary<Variable, Let> Lines => _known ??= Traversal.All(function.Body).OfType<Let>().ToDictionary(l => l.Target);

    /// <summary>Values that are recorded when an iteration has computed them, or at its start.</summary>
    /// <param name="recorded">The values.</param>
    /// <param name="loop">The loop, with a name for all that is read.</param>
    /// <param name="body">Its iteration, which hands out what branches compute.</param>
    public IEnumerable<RecordedValue> Of(List<Variable> recorded, Loop loop, EquatableArray<Statement> body)
    {
        if (recorded.Count == 0)
        {
            return [];
        }

        Dictionary<Variable, Expression> names = Traversal.All(body).OfType<Let>()
            .Where(l => IsMadeUp(l.Target)).GroupBy(l => l.Target).ToDictionary(l => l.Key, l => l.First().Value);
        return recorded.ConvertAll(variable =>
        {
            (string text, string why) = loop.Carried.FirstOrDefault(c => c.Inner == variable) is { } carry
                ? (variable.Name, Overwritten(carry, body, names))
                : Computed(variable, body, names);
            return new RecordedValue(text, variable.Type, why);
        });
    }

    /// <summary>Whole arrays that calls need as they were, which an iteration copies.</summary>
    public static IEnumerable<RecordedValue> Copies(EquatableArray<Statement> block) => block.SelectMany(s => s switch
    {
        Run { Effect: Opaque { Holes: { Count: > 0 } holes } } when holes[0].Type.IsArray && holes.Skip(1).Any(h => h is Variable { IsTemporary: true, Type.IsSpan: true }) =>
            [new RecordedValue($"a copy of {Print(holes[0])}", holes[0].Type, "which is written to later")],
        If branch => Copies(branch.Then).Concat(Copies(branch.Else)),
        _ => Enumerable.Empty<RecordedValue>(),
    });

    private string Overwritten(Carry carry, EquatableArray<Statement> body, Dictionary<Variable, Expression> names)
    {
        if (carry.Next is Variable next && body.OfType<If>().FirstOrDefault(b => b.Merges.Any(m => m.Target == next)) is { } branch)
        {
            return $"overwritten depending on '{Print(Spelled(branch.Test, names))}'";
        }

        Expression value = carry.Next is Variable line && Lines.TryGetValue(line, out Let own) ? own.Value
            : carry.Next is Variable temporary && names.TryGetValue(temporary, out Expression named) ? named : carry.Next;
        return $"overwritten by '{carry.Inner.Name} = {Print(Spelled(value, names))}'";
    }

    private (string Text, string Why) Computed(Variable variable, EquatableArray<Statement> block, Dictionary<Variable, Expression> names)
    {
        foreach (Statement statement in block.Where(s => Traversal.Targets(s).Contains(variable)))
        {
            switch (statement)
            {
                case Let let:
                    return Computed(let, names);
                case If branch when branch.Merges.First(m => m.Target == variable) is var merge:
                    return (merge.Then, merge.Else) switch
                    {
                        (Undefined, Variable inner) => Computed(inner, branch.Else, names),
                        (Variable inner, Undefined) => Computed(inner, branch.Then, names),
                        _ when variable.Type == IRType.Boolean => ($"whether '{Print(Spelled(branch.Test, names))}' or what stands under it", "which picks a branch"),
                        _ => (variable.Name, $"which depends on '{Print(Spelled(branch.Test, names))}'"),
                    };
                case Loop inner:
                    bool isCount = inner.Carried.First(c => c.Outer == variable) is { Inner: var own } && Lines.Values.All(l => l.Target != own) && IsMadeUp(inner, own);
                    return isCount ? ("how often the loop in it runs", "known only by running it") : (variable.Name, "the outcome of the loop in it");
                case ForwardCall call when call.Saved == variable:
                    return ($"what '{call.Pair.Name}' keeps", "for its backward half");
                case ForwardCall call:
                    return ($"{call.Pair.Name}({Arguments(call.Arguments, names)})", "costly to compute again");
                case GradientCall call:
                    string called = $"{call.Pair.Name}({Arguments(call.Arguments, names)})";
                    return (call.Value == variable ? called : $"the derivative of {called} by {Print(Spelled(call.Slopes.First(s => s.Partial == variable).Argument, names))}", "costly to compute again");
            }
        }

        return (variable.Name, "costly to compute again");
    }

    private (string Text, string Why) Computed(Let let, Dictionary<Variable, Expression> names)
    {
        Expression value = Spelled(Lines.TryGetValue(let.Target, out Let own) ? own.Value : let.Value, names);
        string text = let.Target.Type == IRType.Boolean ? $"whether '{Print(value)}'" : let.Target.IsTemporary || own is null ? Print(value) : $"{let.Target.Name} = {Print(value)}";
        string why = value switch
        {
            _ when let.Target.Type == IRType.Boolean => "which picks a branch",
            Load => "which is written to later",
            Frozen { Stopped: null } or Opaque => "computed by code that is not read",
            _ when value.Walk().Any(n => n is Call or Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder }) => "costly to compute again",
            _ => "made of what is overwritten",
        };
        return (text, why);
    }

    /// <summary>Whether a name is none of the user's: one for a part of an expression, or for a test.</summary>
    private bool IsMadeUp(Variable variable) => (variable.IsTemporary && !Lines.ContainsKey(variable)) || (variable.Type == IRType.Boolean && variable.Name == "taken");

    /// <summary>Whether a loop's variable is none of the method's: how often it has run.</summary>
    private bool IsMadeUp(Loop loop, Variable inner) => Traversal.All(function.Body).OfType<Loop>().FirstOrDefault(l => l.Id == loop.Id) is { } own && !own.Carried.Any(c => c.Inner == inner);

    private static string Arguments(EquatableArray<Expression> arguments, Dictionary<Variable, Expression> names) => string.Join(", ", arguments.Select(a => Print(Spelled(a, names))));

    /// <summary>With what names stand for that are not the user's.</summary>
    private static Expression Spelled(Expression value, Dictionary<Variable, Expression> names) => value.Variables.Any(names.ContainsKey)
        ? value.Rewrite(n => n is Variable variable && names.TryGetValue(variable, out Expression named) ? Spelled(named, names) : n)
        : value;

    private static string Print(Expression expression) => ExpressionPrinter.Short.Print(expression);
}
