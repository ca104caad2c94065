using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// Variables that the result does not depend on, however much goes through them: the maximum that a softmax or a
/// log-sum-exp is shifted by. Their cotangent is zero, and nothing is computed to find that out.
/// </summary>
/// <remarks>
/// Asks how each value changes as such a variable grows by δ: by c·δ added (<c>Shift</c>), or by a factor e^(k·δ)
/// (<c>Scale</c>). exp turns the first into the second, log the second into the first. Where the result comes out with
/// neither, it does not change. Whatever is not understood counts as depending.
/// </remarks>
internal sealed class Invariance
{
    private readonly Dictionary<Variable, Change?> _changes = [];
    private readonly Dictionary<Variable, Expression> _constants;

    private Invariance(Variable origin, Dictionary<Variable, Expression> constants)
    {
        _constants = constants;
        _changes.Add(origin, new(1, 0));
    }

    /// <summary>The lines' variables, of those that stand in an exponent, that the result does not depend on.</summary>
    public static IEnumerable<Variable> Find(Function function, Memories memories)
    {
        HashSet<Variable> inExponents = [.. Traversal.Nodes(function.Body).OfType<Call>().Where(IsExp).SelectMany(c => c.Arguments[0].Variables)];
        if (inExponents.Count == 0)
        {
            return [];
        }

        // What a loop hands on changes with every iteration: only what is made once can be looked at alone.
        HashSet<Variable> inner = [.. Traversal.All(function.Body).OfType<Loop>().SelectMany(l => l.Carried.Select(c => c.Inner))];
        Dictionary<Variable, Expression> constants = Traversal.All(function.Body).OfType<Let>().Where(l => l.Value is Constant).ToDictionary(l => l.Target, l => l.Value);
        HashSet<Expression> outside = [.. function.Parameters.Select(p => p.Variable), memories.Of(function.Result)];
        return Traversal.Definitions(function.Body).Where(v => v.Type.IsReal && inExponents.Contains(v) && !inner.Contains(v)).ToList()
            .FindAll(v => new Invariance(v, constants).IsInvariant(function, v, memories, outside));
    }

    private bool IsInvariant(Function function, Variable origin, Memories memories, HashSet<Expression> outside)
    {
        Walk(function.Body, origin);
        return Of(function.Result) == Change.None && Traversal.All(function.Body).All(s => s switch
        {
            If branch => Of(branch.Test) == Change.None,
            Loop loop => Of(loop.Test) == Change.None,
            Bulk { Destination: { } filled } bulk => !outside.Contains(memories.Of(filled)) || bulk.Operands.All(o => Of(o) == Change.None),
            Store store => !outside.Contains(memories.Of(store.Array)) || Of(store.Value) == Change.None,
            _ => true,
        });
    }

    private void Walk(EquatableArray<Statement> body, Variable origin)
    {
        foreach (Statement statement in body)
        {
            switch (statement)
            {
                case Let let when let.Target != origin:
                    Set(let.Target, Of(let.Value));
                    break;
                case If branch:
                    Walk(branch.Then, origin);
                    Walk(branch.Else, origin);
                    foreach (Merge merge in branch.Merges.Where(m => m.Target != origin))
                    {
                        Set(merge.Target, Both(Of(merge.Then), Of(merge.Else)));
                    }

                    break;
                case Let:
                    break;
                case Loop loop:
                    Walk(loop, origin);
                    break;
                case Store { Before: { } before, After: { } after } store:
                    bool isAlike = Of(before) == Of(store.Value) && store.Indices.All(i => Of(i) == Change.None);
                    Set(after, isAlike ? Of(before) : null);
                    break;
                default:
                    bool changes = Traversal.Expressions(statement).Any(e => Of(e) != Change.None);
                    foreach (Variable target in Traversal.Targets(statement).Where(t => t != origin))
                    {
                        Set(target, changes ? null : Change.None);
                    }

                    break;
            }
        }
    }

    /// <summary>
    /// What is handed on must change the same way in each iteration. A sum that starts at 0 changes as what is added to it.
    /// </summary>
    private void Walk(Loop loop, Variable origin)
    {
        foreach (Carry carry in loop.Carried)
        {
            Set(carry.Inner, carry.Inner.Type.IsReal && IsZero(carry.Initial) ? Change.Zero : Of(carry.Initial));
        }

        Walk(loop.Body, origin);
        foreach (Carry carry in loop.Carried)
        {
            Change? next = Of(carry.Next);
            bool isFree = carry.Inner.Type.IsReal && IsZero(carry.Initial) && next is { Shift: 0 };
            Set(carry.Inner, isFree || next == Of(carry.Inner) ? next : null);
        }

        // What was taken for granted must hold in the end; where it does not, nothing is known.
        for (bool isSettled = false; !isSettled;)
        {
            isSettled = true;
            Walk(loop.Body, origin);
            foreach (Carry carry in loop.Carried.Where(c => Of(c.Inner) is { } inner && Of(c.Next) != inner))
            {
                _changes[carry.Inner] = null;
                isSettled = false;
            }
        }

        foreach (Carry carry in loop.Carried.Where(c => c.Outer != origin))
        {
            Set(carry.Outer, Of(carry.Inner));
        }
    }

    private bool IsZero(Expression value) =>
        value is Constant { Number: 0 } || (value is Variable variable && _constants.TryGetValue(variable, out Expression held) && held is Constant { Number: 0 });

    private void Set(Variable variable, Change? change)
    {
        if (change != Change.None)
        {
            _changes[variable] = change;
        }
        else
        {
            _changes.Remove(variable);
        }
    }

    /// <summary>How a value changes; null where that is not understood.</summary>
    private Change? Of(Expression value) => value switch
    {
        Undefined or Constant or Symbol => Change.None,
        Variable variable => _changes.TryGetValue(variable, out Change? change) ? change : Change.None,
        Unary { Operator: UnaryOperator.Plus } plus => Of(plus.Operand),
        Unary { Operator: UnaryOperator.Negate } negation => Of(negation.Operand)?.Negated(),
        Binary { Operator: BinaryOperator.Add } sum => Of(sum.Left)?.Plus(Of(sum.Right)),
        Binary { Operator: BinaryOperator.Subtract } difference => Of(difference.Left)?.Plus(Of(difference.Right)?.Negated()),
        Binary { Operator: BinaryOperator.Multiply } product => Of(product.Left)?.Times(Of(product.Right)),
        Binary { Operator: BinaryOperator.Divide } quotient => Of(quotient.Left)?.Times(Of(quotient.Right)?.Inverse()),
        Call { Name: "Exp" } exponential when IsExp(exponential) => Of(exponential.Arguments[0])?.Exp(),
        Call { Name: "Log", Arguments.Count: 1 } logarithm => Of(logarithm.Arguments[0])?.Log(),
        Conditional choice when Of(choice.Test) == Change.None => Both(Of(choice.Then), Of(choice.Else)),
        _ => value.Operands.All(o => Of(o) == Change.None) ? Change.None : null,
    };

    private static Change? Both(Change? a, Change? b) => a == b ? a : null;

    private static bool IsExp(Call call) => call.Name == "Exp" && call.Arguments.Count == 1;

    /// <summary>v + Shift·δ, or v·e^(Scale·δ); at most one of the two is not 0.</summary>
    private sealed record Change(int Shift, int Scale)
    {
        public static readonly Change None = new(0, 0);

        /// <summary>Of a value that is 0 at first: it may have any factor.</summary>
        public static readonly Change Zero = new(0, 0) { IsZero = true };

        private bool IsZero { get; init; }

        public Change? Plus(Change? other) => other switch
        {
            { } when IsZero => other,
            { IsZero: true } => this,
            { Scale: 0 } when Scale == 0 => new(Shift + other.Shift, 0),
            { Shift: 0 } when Shift == 0 && Scale == other.Scale => this,
            _ => null,
        };

        public Change? Times(Change? other) => IsZero || other is null or { IsZero: true } ? null : other is { Shift: 0 } && Shift == 0 ? new(0, Scale + other.Scale) : null;

        /// <summary>-(v·e^(k·δ)) is (-v)·e^(k·δ).</summary>
        public Change Negated() => new(-Shift, Scale);

        public Change? Inverse() => Shift == 0 ? new(0, -Scale) : null;

        public Change? Exp() => Scale == 0 ? new(0, Shift) : null;

        public Change? Log() => Shift == 0 ? new(Scale, 0) : null;
    }
}
