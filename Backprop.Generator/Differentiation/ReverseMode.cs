using Backprop.Generator.IR;
using Backprop.Generator.Optimization;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// The reverse of a function: walks its statements backwards and hands each one's cotangent on to what it was computed
/// from. Branches are walked back the way they were taken.
/// </summary>
internal sealed partial class ReverseMode
{
    private readonly Function _function;
    private readonly Activity _activity;
    private readonly FreshVariables _fresh;
    private readonly PrimalNames _primals;
    private readonly Dictionary<Variable, Expression> _definitions;
    private readonly Insertions _insertions = new();
    private readonly States _states;
    private readonly Lengths _lengths;
    private readonly bool _mayFuse;
    private readonly CancellationToken _cancel;

    /// <summary>Cotangents that are numbers: used as such, so that nothing is multiplied by 1.</summary>
    private readonly Dictionary<Expression, Constant> _numbers = [];
    private Cotangents _cotangents = new();
    private List<Statement> _lines = [];

    private ReverseMode(Function function, bool mayFuse, CancellationToken cancel)
    {
        _fresh = FreshVariables.After(function);
        _function = function = Bounds.Name(function, _fresh);
        _mayFuse = mayFuse;
        _cancel = cancel;
        _activity = Activity.Of(function);
        _states = new(function);
        _written = _activity.Memories.Written(function.Body);
        _primals = PrimalNames.After(function.Body, _fresh);
        _primals.Settled = Settled.Of(function.Body, _states.AtEnd, _activity.Memories);
        _lengths = new(function.Body, _primals.Settled);
        _primals.IsKeptByValue = array => !mayFuse && _frames.Count == 0 && !function.Parameters.Any(p => p.Variable.Equals(array));
        _definitions = Traversal.All(function.Body).OfType<Let>().ToDictionary(l => l.Target, l => l.Value);
        foreach (Parameter parameter in function.Parameters.Where(p => p.IsDifferentiable && p.Variable.Type.IsArray))
        {
            _shadows.Add(parameter.Variable, ShadowName(parameter.Variable));
        }
    }

    /// <summary>The value and the gradient in one body: the result's own cotangent is 1.</summary>
    public static Reversed Gradient(Function function, CancellationToken cancel)
    {
        ReverseMode mode = new(function, mayFuse: true, cancel);
        return mode.Run(mode.Upstream(isGiven: false), _ => null);
    }

    /// <summary>The two halves: the result's cotangent is given, and the parameters' are added to.</summary>
    public static Reversed Pullback(Function function, CancellationToken cancel)
    {
        ReverseMode mode = new(function, mayFuse: false, cancel);
        return mode.Run(mode.Upstream(isGiven: true), mode.CotangentOf);
    }

    private Reversed Run(Expression upstream, Func<Variable, Variable?> before)
    {
        List<Variable> parameters = [.. _function.Parameters.Where(p => p.IsDifferentiable && !p.Variable.Type.IsArray).Select(p => p.Variable)];
        Dictionary<Variable, Variable> given = [];
        foreach (Variable parameter in parameters)
        {
            if (before(parameter) is { } added)
            {
                given.Add(parameter, added);
                _cotangents.Set(parameter, added);
            }
        }

        if (_function.Result is Variable result && _activity.IsActive(result))
        {
            Expression seed = _cotangents[result] is { } own ? Line(CotangentOf(result), own + upstream, 0) : upstream;
            _cotangents.Set(result, seed);
        }

        Reverse(_function.Body, BlockPath.Root);
        if (_function.Result.Type.IsArray)
        {
            Seed((Variable)upstream);
        }

        PutShadows(_function.Body, BlockPath.Root);
        Expression[] gradient = [.. parameters.Select(p => _cotangents[p] ?? Constant.Zero(p.Type))];
        EquatableArray<Statement> backward = DeadCode.Remove(_lines.ToEquatableArray(), gradient);
        Segmenting segmenting = new(_function, _activity.Memories);
        HashSet<Expression> made = [.. Traversal.All(_function.Body).OfType<Allocate>().Select(a => a.Target)];
        Recall recall = new(
            _states, _primals.Settled, (loop, array) => CoverageOf(array).GoesThrough(loop), array => made.Contains(_activity.Memories.Of(array)), segmenting, _mayFuse, _fresh);
        (EquatableArray<Statement> forward, backward) = recall.Keep(_primals.Write(_insertions), backward);
        if (_mayFuse)
        {
            (forward, backward) = ShortRecords.OnStack(forward, backward, count => count.Rewrite(n => Integers.Folded(Numeral(_lengths.Of(n)))));
        }

        return new(_function, forward, backward, upstream, parameters.Where(given.ContainsKey).Select(p => given[p]).ToEquatableArray(), new(gradient))
        {
            IsPullback = !_mayFuse,
            Remarks = new(recall.Records.ToEquatableArray(), segmenting.Refused.Values.ToEquatableArray(), segmenting.Heeded.ToEquatableArray()),
            Arrays = _function.Parameters.Where(p => p.IsDifferentiable && p.Variable.Type.IsArray).Select(p => (p.Variable, _shadows[p.Variable])).ToEquatableArray(),
        };
    }

    private void Reverse(EquatableArray<Statement> block, BlockPath path)
    {
        for (int i = block.Count - 1; i >= 0; i--)
        {
            _cancel.ThrowIfCancellationRequested();
            switch (block[i])
            {
                case Let let when _cotangents.Take(let.Target) is { } cotangent:
                    Contribute(let.Value, cotangent, let.Number, let.Target, path);
                    break;
                case ForwardCall call when _cotangents.Take(call.Value) is { } cotangent:
                    Reverse(call, cotangent, path);
                    break;
                case GradientCall call when _cotangents.Take(call.Value) is { } cotangent:
                    Contribute(chain => Pull(chain, call, Known(cotangent)), cotangent, call.Number, path);
                    break;
                case If branch:
                    Reverse(branch, path, i);
                    break;
                case Loop loop when _activity.Reaches(loop) && IsAskedFor(loop):
                    Reverse(loop, path, i);
                    break;
                case Store store when _rows is not null:
                    Reverse(store, _rows, path);
                    break;
                case Store store when _activity.HoldsActive(store.Array):
                    Reverse(store, path);
                    break;
                case Bulk bulk when IsReached(bulk):
                    Reverse(bulk, path, i);
                    break;
                case Let or ForwardCall or GradientCall or Throw or IR.Run or Loop or Store or Allocate or Bulk:
                    break;
                default:
                    throw Traversal.Unknown(block[i]);
            }
        }
    }

    /// <summary>Adds to the cotangents of all that <paramref name="value"/> is computed from.</summary>
    private void Contribute(Expression value, Expression cotangent, int number, Variable? target, BlockPath path) =>
        Contribute(chain => chain.Pull(value, Known(cotangent), target), cotangent, number, path);

    private static void Pull(ChainRule chain, GradientCall call, Expression cotangent)
    {
        foreach ((Expression argument, Variable partial) in call.Slopes)
        {
            chain.Pull(argument, Conversion.To(argument.Type, Conversion.To(call.Value.Type, partial) * cotangent));
        }
    }

    private Expression Known(Expression cotangent) => _numbers.TryGetValue(cotangent, out Constant known) ? known : cotangent;

    private void Contribute(Action<ChainRule> pull, Expression cotangent, int number, BlockPath path)
    {
        ChainRule chain = new(_activity, Resolve);
        pull(chain);
        List<List<Product>> sums = [.. chain.Contributions.Select(c => Simplification.Collect(c.Terms))];
        if (_rows is not null)
        {
            sums = sums.ConvertAll(s => _rows.Partials.Name(s, cotangent, path));
        }

        foreach (Let shared in Factoring.NameShared(sums, _fresh))
        {
            Line(shared.Target, Read(shared.Value, path), number);
        }

        for (int i = 0; i < sums.Count; i++)
        {
            Add(chain.Contributions[i].To, sums[i], number, path);
        }
    }

    /// <summary>Looks through a line of the same iteration, where what it was computed from has not changed since.</summary>
    private Expression Resolve(Expression expression) =>
        expression is Variable variable && variable != _stage && _definitions.TryGetValue(variable, out Expression value) && IsOfIteration(variable)
        && value is not Symbol && !value.Walk().Any(n => n is Load load && _written.Contains(_activity.Memories.Of(load.Array)))
            ? value : expression;

    private void Add(Expression to, List<Product> terms, int number, BlockPath path)
    {
        if (terms.Count == 0)
        {
            return;
        }

        Variable? variable = to as Variable ?? _rows?.ElementOf((Load)to);
        if (variable is null)
        {
            Add((Load)to, terms, number, path);
            return;
        }

        Expression? before = Before(variable);
        Expression part = Read(Simplification.Sum(terms, variable.Type), path);
        Expression sum = before is null ? part
            : terms.Count == 1 && terms[0].IsNegative ? before - Read(Simplification.Sum([terms[0].Negated()], variable.Type), path)
            : before + part;
        _cotangents.Set(variable, Line(CotangentOf(variable), sum, number));
    }

    /// <summary>A derivative as the code at hand can compute it.</summary>
    private Expression Read(Expression derivative, BlockPath path) => _primals.Read(_rows?.Partials.Shared(derivative, path) ?? derivative, path);

    private Variable CotangentOf(Variable variable) => _fresh.CotangentOf(variable);

    private Variable Line(Variable target, Expression value, int number)
    {
        if (value is Constant known)
        {
            _numbers.Add(target, known);
        }

        _rows?.Partials.Own.Add(target);
        _lines.Add(new Let(target, value, number));
        return target;
    }

    private void Reverse(ForwardCall call, Expression cotangent, BlockPath path)
    {
        List<Accumulation> added = [];
        List<(Expression Argument, Variable Cotangent)> handOn = [];
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            if (!call.Pair.Differentiable[i])
            {
                continue;
            }

            Expression argument = call.Arguments[i];
            bool isOwn = argument is Variable variable && _activity.IsActive(variable) && !handOn.Exists(h => h.Argument.Equals(argument));
            Variable result = isOwn ? CotangentOf((Variable)argument) : _fresh.Temporary(argument.Type, "d" + Describe.Name(argument));
            Expression before = (isOwn ? _cotangents[(Variable)argument] : null) ?? Constant.Zero(argument.Type);
            added.Add(new(result, before));
            if (isOwn && !call.Arguments.Skip(i + 1).Contains(argument))
            {
                _cotangents.Set((Variable)argument, result);
            }
            else
            {
                added[added.Count - 1] = new(result, Constant.Zero(argument.Type));
                handOn.Add((argument, result));
            }
        }

        _lines.Add(new BackwardCall(call.Saved, call.Pair, _primals.Read(cotangent, path), added.ToEquatableArray(), call.Number));
        foreach ((Expression argument, Variable result) in handOn)
        {
            Contribute(argument, result, call.Number, null, path);
        }
    }
}
