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

    /// <summary>Whether a name has stood for several arrays, or an array's memory has been left, on some way that is not to be taken any more.</summary>
    private static bool IsLost(Expression value) => value is Undefined { IsSeveral: true } || (value is Undefined && value.Type == IRType.State);

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
        if (then.Flow.IsDead != otherwise.Flow.IsDead)
        {
            return Behind(test, then, otherwise, before);
        }

        List<Merge> merges = [];
        List<Let> names = [];
        Expression? value = then.Value is null || otherwise.Value is null ? then.Value ?? otherwise.Value : Merged(then.Value, otherwise.Value, name);
        context.Flow = Joined();
        if (then.Block.Count + otherwise.Block.Count + merges.Count > 0)
        {
            context.Block.Add(new If(test, then.Block.ToEquatableArray(), otherwise.Block.ToEquatableArray(), merges.ToEquatableArray()));
        }
        else if (test.MayThrow)
        {
            context.Let("t", test);
        }

        context.Block.AddRange(names);
        return value ?? Constant.False;

        Flow Joined()
        {
            (Flow a, Flow b, Flow joined) = (then.Flow, otherwise.Flow, before.Copy());
            joined.IsDead = a.IsDead;
            if (joined.IsDead)
            {
                return joined;
            }

            foreach (object key in before.Keys)
            {
                // Null after a call that may have changed a member: then it is read again.
                joined[key] = a[key] is { } ofThen && b[key] is { } ofElse ? Merged(ofThen, ofElse, Flow.NameOf(key), key) : null;
            }

            joined.Returned = Merged(a.Returned, b.Returned, "returned");
            joined.Broken = Merged(a.Broken, b.Broken, "left");
            joined.Continued = Merged(a.Continued, b.Continued, "skipped");
            if ((a.ReturnValue ?? b.ReturnValue) is { } some)
            {
                Expression nothing = new Undefined(some.Type);
                joined.ReturnValue = Merged(a.ReturnValue ?? nothing, b.ReturnValue ?? nothing, before.ReturnName, context.Reading);
            }

            return joined;
        }

        Expression Merged(Expression ofThen, Expression ofElse, string name, object? key = null)
        {
            if (ofThen.Equals(ofElse))
            {
                return ofThen;
            }

            if (IsLost(ofThen) || IsLost(ofElse))
            {
                return IsLost(ofThen) ? ofThen : ofElse;
            }

            if (ofThen.Type.IsArray)
            {
                return ofThen is Undefined ? otherwise.Outside(ofElse) : ofElse is Undefined ? then.Outside(ofThen) : OneOf(ofThen, ofElse, name, key);
            }

            Variable target = ofThen is Variable { StateOf: { } array } ? context.Fresh.State(array) : context.Fresh.New(ofThen.Type, name);
            merges.Add(new(target, ofThen, ofElse));
            return target;
        }

        // Of two parts of one array, the integers tell which it is.
        Expression OneOf(Expression ofThen, Expression ofElse, string name, object? key)
        {
            if (context.Parts.Of(ofThen) is not { } one || context.Parts.Of(ofElse) is not { } other || !one.Origin.Equals(other.Origin))
            {
                return context.Arrays.OneOf(ofThen, key);
            }

            Part part = new(one.Origin, Merged(one.Start, other.Start, name + "Start"), Merged(one.Count, other.Count, name + "Count"), one.IsCopy || other.IsCopy);
            names.Add(context.Parts.Name(name, part, ofThen.Type, ofElse.Type));
            return names[names.Count - 1].Target;
        }
    }

    /// <summary>Where one arm throws, the other is all that follows, and needs no branch of its own.</summary>
    private Expression Behind(Expression test, Arm then, Arm otherwise, Flow before)
    {
        Arm alive = then.Flow.IsDead ? otherwise : then;
        EquatableArray<Statement> Dead(Arm arm) => ReferenceEquals(arm, alive) ? EquatableArray<Statement>.Empty : arm.Block.ToEquatableArray();
        context.Block.Add(new If(test, Dead(then), Dead(otherwise), EquatableArray<Merge>.Empty));
        context.Block.AddRange(alive.Block);
        context.Flow = alive.Flow;
        foreach (object own in alive.Flow.Keys.Where(k => k is ISymbol && !before.Keys.Contains(k)).ToList())
        {
            context.Flow[own] = null; // what the arm has declared is known in it alone
        }

        return alive.Value ?? Constant.False;
    }

    /// <summary>What one arm leaves behind.</summary>
    private sealed record Arm(Flow Flow, List<Statement> Block, Expression? Value)
    {
        private readonly Lazy<HashSet<Variable>> _definitions = new(() => [.. Traversal.Definitions(Block)]);

        /// <summary>An array as it is known after the branch: one that the arm has made or named is known no more.</summary>
        public Expression Outside(Expression array) => array.Variables.Any(_definitions.Value.Contains) ? new Undefined(array.Type) : array;
    }
}
