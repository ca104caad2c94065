using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>Reads two arms from the same point, and merges what they leave different.</summary>
internal sealed class BranchReader(ReadingContext context)
{
    public void Read(Expression test, Action then, Action otherwise) => Read(test, () => Of(then), () => Of(otherwise), "");

    /// <summary>Reads two arms with a value each; the branch's value is one or the other.</summary>
    /// <param name="name">What the value is called.</param>
    public Expression Read(Expression test, Func<Expression?> then, Func<Expression?> otherwise, string name)
    {
        if (test is Constant)
        {
            return (test.Equals(Constant.True) ? then() : otherwise()) ?? Constant.False;
        }

        Flow before = context.Flow;
        return Join(test, ReadArm(before, then), ReadArm(before, otherwise), before, name);
    }

    /// <summary><c>left &amp;&amp; right</c> or <c>left || right</c>: what the right side does is done only where the left does not decide.</summary>
    public Expression ReadLogic(BinaryOperator @operator, Expression left, Func<Expression> right)
    {
        bool isAnd = @operator == BinaryOperator.ConditionalAnd;
        if (left is Constant)
        {
            return left.Equals(isAnd ? Constant.True : Constant.False) ? right() : left;
        }

        Flow before = context.Flow;
        Arm runs = ReadArm(before, right);
        if (runs.Block.Count == 0)
        {
            context.Flow = runs.Flow;
            return runs.Value!.Equals(isAnd ? Constant.True : Constant.False) ? left : Binary.Of(@operator, left, runs.Value);
        }

        Arm skips = new(before.Copy(), [], isAnd ? Constant.False : Constant.True);
        return isAnd ? Join(left, runs, skips, before, "taken") : Join(left, skips, runs, before, "taken");
    }

    private static Expression? Of(Action action)
    {
        action();
        return null;
    }

    private Arm ReadArm(Flow before, Func<Expression?> read)
    {
        List<Statement> outer = context.Block;
        context.Block = [];
        context.Flow = before.Copy();
        Expression? value = read();
        Arm arm = new(context.Flow, context.Block, value);
        context.Block = outer;
        return arm;
    }

    private Expression Join(Expression test, Arm then, Arm otherwise, Flow before, string name)
    {
        List<Merge> merges = [];
        Expression? value = then.Value is null || otherwise.Value is null ? then.Value ?? otherwise.Value
            : then.Flow.IsDead ? HandOut(otherwise.Value, otherwise, null, name, merges, aliveIsThen: false)
            : otherwise.Flow.IsDead ? HandOut(then.Value, then, null, name, merges, aliveIsThen: true)
            : Merged(then.Value, otherwise.Value, name, merges);
        context.Flow = Join(then, otherwise, before, merges);
        if (then.Block.Count + otherwise.Block.Count + merges.Count > 0)
        {
            context.Block.Add(new If(test, then.Block.ToEquatableArray(), otherwise.Block.ToEquatableArray(), merges.ToEquatableArray()));
        }
        else if (test.MayThrow)
        {
            context.Let("t", test);
        }

        return value ?? Constant.False;
    }

    private Flow Join(Arm thenArm, Arm elseArm, Flow before, List<Merge> merges)
    {
        (Flow then, Flow otherwise) = (thenArm.Flow, elseArm.Flow);
        if (then.IsDead || otherwise.IsDead)
        {
            // The values of the arm that goes on are those after the branch.
            return Alive(then.IsDead ? elseArm : thenArm, before, merges, aliveIsThen: otherwise.IsDead);
        }

        Flow joined = before.Copy();
        foreach (object key in before.Keys)
        {
            // Null after a call that may have changed a member: then it is read again.
            joined[key] = then[key] is { } a && otherwise[key] is { } b ? Merged(a, b, Flow.NameOf(key), merges, key) : null;
        }

        joined.Returned = Merged(then.Returned, otherwise.Returned, "returned", merges);
        joined.Broken = Merged(then.Broken, otherwise.Broken, "left", merges);
        joined.Continued = Merged(then.Continued, otherwise.Continued, "skipped", merges);
        if (then.ReturnValue is { } || otherwise.ReturnValue is { })
        {
            Expression some = (then.ReturnValue ?? otherwise.ReturnValue)!;
            Expression nothing = new Undefined(some.Type);
            joined.ReturnValue = Merged(then.ReturnValue ?? nothing, otherwise.ReturnValue ?? nothing, before.ReturnName, merges);
        }

        return joined;
    }

    private Flow Alive(Arm arm, Flow before, List<Merge> merges, bool aliveIsThen)
    {
        Flow alive = arm.Flow, joined = before.Copy();
        joined.IsDead = alive.IsDead;
        foreach (object key in before.Keys)
        {
            joined[key] = alive[key] is { } after ? HandOut(after, arm, before[key], Flow.NameOf(key), merges, aliveIsThen, key) : null;
        }

        joined.Returned = HandOut(alive.Returned, arm, before.Returned, "returned", merges, aliveIsThen);
        joined.Broken = HandOut(alive.Broken, arm, before.Broken, "left", merges, aliveIsThen);
        joined.Continued = HandOut(alive.Continued, arm, before.Continued, "skipped", merges, aliveIsThen);
        joined.ReturnValue = alive.ReturnValue is { } value ? HandOut(value, arm, before.ReturnValue, before.ReturnName, merges, aliveIsThen) : null;
        return joined;
    }

    /// <summary>What an arm computes in its own block gets a name outside, where the other arm has thrown.</summary>
    private Expression HandOut(Expression value, Arm arm, Expression? unchanged, string name, List<Merge> merges, bool aliveIsThen, object? key = null)
    {
        if (value.Equals(unchanged) || !value.Variables.Any(arm.Defines))
        {
            return value;
        }

        Expression nothing = new Undefined(value.Type);
        return aliveIsThen ? Merged(value, nothing, name, merges, key) : Merged(nothing, value, name, merges, key);
    }

    private Expression Merged(Expression then, Expression otherwise, string name, List<Merge> merges, object? key = null)
    {
        if (then.Equals(otherwise))
        {
            return then;
        }

        if (then.Type.IsArray)
        {
            return context.Arrays.OneOf(then, otherwise, key);
        }

        Variable target = then is Variable { StateOf: { } array } ? context.Fresh.State(array) : context.Fresh.New(then.Type, name);
        merges.Add(new(target, then, otherwise));
        return target;
    }

    /// <summary>What one arm leaves behind.</summary>
    private sealed record Arm(Flow Flow, List<Statement> Block, Expression? Value)
    {
        private readonly Lazy<HashSet<Variable>> _definitions = new(() => [.. Traversal.Definitions(Block)]);

        public bool Defines(Variable variable) => _definitions.Value.Contains(variable);
    }
}
