using Backprop.Generator.IR;
using Backprop.Generator.Optimization;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// The derivative of a function in one direction: beside each line, the line that says how its value changes. The partials
/// of a line are those that the reverse walk uses, so both modes rest on one table of rules.
/// </summary>
internal sealed class ForwardMode
{
    private readonly Activity _activity;
    private readonly FreshVariables _fresh;
    private readonly PrimalNames _primals;

    /// <summary>What variables so far were defined as, for gates to look through.</summary>
    private readonly Dictionary<int, Expression> _definitions = [];
    private readonly Dictionary<Variable, Expression> _tangents = [];
    private readonly Insertions _lines = new();

    /// <summary>What has a value before the line at hand: a tangent that reads no more goes before it, so that a variable and its tangent may be overwritten in place.</summary>
    private readonly HashSet<Variable> _known;
    private readonly List<Expression> _stages = [];
    private readonly Expression _result;
    private readonly CancellationToken _cancel;

    private ForwardMode(Function function, CancellationToken cancel)
    {
        _cancel = cancel;
        _result = function.Result;
        _activity = Activity.Of(function);
        _fresh = FreshVariables.After(function);
        _primals = PrimalNames.Between(function.Body, _fresh);
        _primals.Settled = Settled.Of(function.Body, new States(function).AtEnd, _activity.Memories);
        _known = [.. function.Parameters.Select(p => p.Variable)];
    }

    /// <summary>The function's body with its derivative by the one parameter that is differentiated.</summary>
    public static Reversed Derivative(Function function, CancellationToken cancel)
    {
        ForwardMode mode = new(function, cancel);
        Variable parameter = function.Parameters.Single(p => p.IsDifferentiable).Variable;
        mode._tangents.Add(parameter, Constant.One(parameter.Type));
        mode.Walk(function.Body, BlockPath.Root);
        Expression last = mode.Known(function.Result) ?? Constant.Zero(function.Result.Type);
        Expression tangent = Simplification.Simplify(mode._stages.Aggregate(last, (whole, stage) => whole * stage));
        EquatableArray<Statement> body = DeadCode.Remove(mode._primals.Write(mode._lines), [function.Result, tangent]);
        return new(function, body, EquatableArray<Statement>.Empty, Constant.One(tangent.Type), EquatableArray<Variable>.Empty, EquatableArray.Of(tangent))
        {
            Direction = parameter,
        };
    }

    private void Walk(EquatableArray<Statement> block, BlockPath path)
    {
        for (int i = 0; i < block.Count; i++)
        {
            _cancel.ThrowIfCancellationRequested();
            _primals.Add(block[i], path);
            switch (block[i])
            {
                case Let let when _activity.IsActive(let.Target):
                    Walk(let, path, i);
                    break;
                case ForwardCall call when _activity.IsActive(call.Value):
                    Walk(call, path, _lines.After(path, i));
                    break;
                case GradientCall call when _activity.IsActive(call.Value):
                    DefineCalled(call.Value, call.Slopes, call.Number, path, _lines.After(path, i));
                    break;
                case If branch:
                    Walk(branch, path, i);
                    break;
                case Let or ForwardCall or GradientCall or Throw or Run:
                    break;
                default:
                    throw Traversal.Unknown(block[i]);
            }

            if (block[i] is Let line)
            {
                _definitions.Add(line.Target.Id, line.Value);
            }

            if (path.Equals(BlockPath.Root))
            {
                StartAgain(block, i + 1);
            }
        }
    }

    /// <summary>
    /// Where all that follows depends on one variable, it is differentiated by that variable, and multiplied at the end: no
    /// line need carry the factor along.
    /// </summary>
    private void StartAgain(EquatableArray<Statement> block, int next)
    {
        List<Statement> rest = [.. block.Skip(next)];
        HashSet<Variable> later = [.. Traversal.Definitions(rest)];
        List<Variable> read = [.. Traversal.All(rest).SelectMany(Varying).Append(_result).SelectMany(Varying).Distinct().Where(v => !later.Contains(v))];
        if (rest.Count > 0 && read.Count == 1 && _tangents[read[0]] is var stage and not Constant { Number: 0 or 1 })
        {
            _stages.Add(stage);
            _tangents[read[0]] = Constant.One(stage.Type);
            _definitions.Clear(); // no gate may look past the variable by which is differentiated now
        }
    }

    /// <summary>The active variables that a value varies with; what only decides something is not among them.</summary>
    private IEnumerable<Variable> Varying(Expression value) => value switch
    {
        _ when !_activity.IsActive(value) => [],
        Variable variable => [variable],
        Conditional choice => Varying(choice.Then).Concat(Varying(choice.Else)),
        _ => value.Operands.SelectMany(Varying),
    };

    private static IEnumerable<Expression> Varying(Statement statement) =>
        statement is If branch ? branch.Merges.SelectMany(m => new[] { m.Then, m.Else }) : Traversal.Expressions(statement);

    private void Walk(Let let, BlockPath path, int index)
    {
        List<Statement> lines = [];
        Define(let.Target, TangentOf(let.Value, let.Target, let.Number, path, lines), let.Number, lines);
        HashSet<Variable> here = [.. Traversal.Definitions(lines)];
        bool isReady = Traversal.Nodes(lines).OfType<Variable>().All(v => here.Contains(v) || _known.Contains(v));
        (isReady ? _lines.Before(path, index) : _lines.After(path, index)).AddRange(lines);
        _known.UnionWith(here);
        _known.Add(let.Target);
    }

    private void Walk(If branch, BlockPath path, int index)
    {
        Walk(branch.Then, path.Then(index));
        Walk(branch.Else, path.Else(index));
        foreach (Merge merge in branch.Merges)
        {
            _primals.Add(merge.Then, path.Then(index));
            _primals.Add(merge.Else, path.Else(index));
        }

        foreach (Merge merge in branch.Merges.Where(m => _activity.IsActive(m.Target)))
        {
            Variable tangent = Name(merge.Target);
            _lines.Merges(path, index).Add(new(
                tangent,
                AtEnd(merge.Then, merge.ThenNumber, path.Then(index)),
                AtEnd(merge.Else, merge.ElseNumber, path.Else(index)),
                merge.ThenNumber,
                merge.ElseNumber));
            _tangents.Add(merge.Target, tangent);
            _known.Add(tangent);
        }

        _known.UnionWith(branch.Merges.Select(m => m.Target));
    }

    private Expression AtEnd(Expression value, int number, BlockPath path) =>
        value is Undefined ? value : TangentOf(value, null, number, path, _lines.AtEnd(path)) ?? Constant.Zero(value.Type);

    /// <summary>The backward half for a result's cotangent of 1 gives the partials by the arguments.</summary>
    private void Walk(ForwardCall call, BlockPath path, List<Statement> lines)
    {
        List<(Expression Argument, Variable Partial)> partials = [.. call.Arguments
            .Where((_, i) => call.Pair.Differentiable[i])
            .Select(a => (a, _fresh.Temporary(a.Type, Describe.Partial(call.Value, a))))];
        lines.Add(new BackwardCall(
            call.Saved, call.Pair, Constant.One(call.Value.Type),
            partials.Select(p => new Accumulation(p.Partial, Constant.Zero(p.Partial.Type))).ToEquatableArray(), call.Number));
        DefineCalled(call.Value, partials, call.Number, path, lines);
    }

    private void DefineCalled(
        Variable value, IEnumerable<(Expression Argument, Variable Partial)> slopes, int number, BlockPath path, List<Statement> lines)
    {
        List<Expression> terms = [.. slopes
            .Select(s => (s.Partial, Tangent: TangentOf(s.Argument, null, number, path, lines)))
            .Where(s => s.Tangent is not null)
            .Select(s => s.Partial * s.Tangent!)];
        Define(value, Simplification.Sum(Simplification.Collect(terms), value.Type), number, lines);
    }

    private void Define(Variable variable, Expression? tangent, int number, List<Statement> lines)
    {
        if (tangent is null or Constant)
        {
            _tangents.Add(variable, tangent ?? Constant.Zero(variable.Type));
            return;
        }

        Variable name = Name(variable);
        lines.Add(new Let(name, tangent, number));
        _tangents.Add(variable, name);
    }

    /// <summary>How a value changes; null where it does not.</summary>
    private Expression? TangentOf(Expression value, Variable? target, int number, BlockPath path, List<Statement> lines)
    {
        if (value is Variable known)
        {
            return Known(known);
        }

        ChainRule chain = new(_activity, Resolve);
        chain.Pull(value, Constant.One(value.Type), target);
        IEnumerable<Expression> terms = chain.Contributions.SelectMany(c => c.Terms.Select(t => t * _tangents[(Variable)c.To]));
        List<List<Product>> sums = [Simplification.Collect(terms)];
        foreach (Let shared in Factoring.NameShared(sums, _fresh))
        {
            lines.Add(new Let(shared.Target, _primals.Read(shared.Value, path), number));
        }

        return sums[0].Count == 0 ? null : _primals.Read(Simplification.Sum(sums[0], value.Type), path);
    }

    private Expression Resolve(Expression expression) =>
        expression is Variable variable && _definitions.TryGetValue(variable.Id, out Expression value) && value is not Symbol ? value : expression;

    private Expression? Known(Expression value) => value is Variable variable && _tangents.TryGetValue(variable, out Expression tangent) ? tangent : null;

    private Variable Name(Variable variable) => _fresh.New(variable.Type, variable.Name.TrimStart('@') + "Dot");
}
