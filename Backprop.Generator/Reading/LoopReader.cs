using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>
/// Loops with one exit: their test. What the body assigns is handed from one iteration to the next; a <c>break</c> or a
/// <c>return</c> raises a flag that the test asks for.
/// </summary>
internal sealed class LoopReader(ReadingContext context)
{
    public void Read(IForLoopOperation loop)
    {
        context.Statements.Read(loop.Before);
        Read(loop, loop.Condition, testsFirst: true, () => context.Statements.Read(loop.AtLoopBottom));
    }

    public void Read(IWhileLoopOperation loop) =>
        Read(loop, loop.Condition, loop.ConditionIsTop, () => { });

    public void Read(IForEachLoopOperation loop)
    {
        ILocalSymbol local = ((IVariableDeclaratorOperation)loop.LoopControlVariable).Symbol;
        Expression array = context.Arrays.Once("array", context.Expressions.Read(Inside(loop.Collection)));
        if (array.Type.Element is not { } element)
        {
            return; // told already
        }

        ITypeSymbol from = Types.ElementOf(Inside(loop.Collection).Type)!;
        Count("i", new Length(array, null), i =>
        {
            Expression value = context.Expressions.Convert(context.Arrays.Element(array, Indices(array, i)), from, local.Type, isChecked: false);
            context.Flow[local] = element.IsArray ? context.Arrays.Name(local.Name, value) : context.Let(local.Name, value);
            context.Statements.Read([loop.Body]);
        }, RunsUnreadCode(loop), loop);
    }

    /// <summary>Whether a <c>foreach</c> goes through an array or a span.</summary>
    public static bool IsOverArray(IForEachLoopOperation loop) =>
        Inside(loop.Collection).Type is { } type && type.IsArray() && !type.Name.Contains("Memory")
        && loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol.RefKind: RefKind.None };

    /// <summary>The indices of an element of an array of any rank, row after row.</summary>
    private static Expression[] Indices(Expression array, Expression position)
    {
        Expression[] indices = new Expression[array.Type.Rank];
        for (int k = indices.Length - 1; k > 0; k--)
        {
            Length length = new(array, k);
            indices[k] = new Binary(IRType.Int32, BinaryOperator.Remainder, position, length);
            position /= length;
        }

        indices[0] = position;
        return indices;
    }

    /// <summary><c>for (int i = 0; i &lt; count; i++)</c></summary>
    public void Count(string name, Expression count, Action<Expression> body, bool runsUnreadCode = false, ILoopOperation? source = null)
    {
        object key = new Counter(name);
        context.Flow[key] = context.Let(name, Constants.Int(0));
        Expression bound = count is Length or Constant ? count : context.Once("count", count);
        Read(
            () => Binary.Of(BinaryOperator.Less, context.Flow[key]!, bound),
            testsFirst: true,
            () => body(context.Flow[key]!),
            () => context.Flow[key] = context.Let(name, context.Flow[key]! + Constants.Int(1)),
            runsUnreadCode,
            source);
        context.Flow[key] = null;
    }

    private static IOperation Inside(IOperation collection) =>
        collection is IConversionOperation { Operand: { } inner } && inner.Type.IsArray() ? inner : collection;

    private void Read(ILoopOperation loop, IOperation? condition, bool testsFirst, Action bottom) => Read(
        condition is null ? () => Constant.True : () => context.Expressions.Read(condition),
        testsFirst, () => context.Statements.Read([loop.Body]), bottom, RunsUnreadCode(loop), loop);

    /// <summary>Whether a loop may run code that changes what members hold: then each iteration reads them again.</summary>
    private bool RunsUnreadCode(ILoopOperation loop) => context.MayChangeState(loop);

    private void Read(Func<Expression> condition, bool testsFirst, Action body, Action bottom, bool runsUnreadCode, ILoopOperation? source)
    {
        if (runsUnreadCode)
        {
            context.ForgetMembers();
        }

        List<Moving> moving = source is null ? [] : context.Joints.Enter(source);
        (Flow Flow, List<Statement> Block)? around = context.StillLoop;
        context.StillLoop = runsUnreadCode ? null : around ?? (context.Flow, context.Block);
        context.LoopDepth++;
        Flow before = context.Flow;
        List<Statement> outer = context.Block;
        moving.ForEach(m => m.Enter(before));
        Dictionary<object, Variable> inners = Enter(before);
        List<Let> names = [.. moving.Select(m => m.Name(context.Flow, context.Parts))];
        context.Block = [];

        Expression test = Constant.True;
        if (testsFirst)
        {
            test = context.Parts.InNumbers(condition(), names);
            bool asksNames = names.Exists(n => test.Variables.Contains(n.Target));
            context.Block.InsertRange(0, names);
            if (context.Block.Count > names.Count || asksNames)
            {
                // A test that does something is asked inside, before the rest of the body.
                Expression goesOn = context.Once("taken", test);
                test = Constant.True;
                context.Branches.Read(goesOn, () => Iterate(body, bottom), () => context.Flow.Broken = Constant.True);
            }
            else
            {
                Iterate(body, bottom);
            }
        }
        else
        {
            context.Block.AddRange(names);
            Iterate(body, () =>
            {
                bottom();
                Expression goesOn = condition();
                context.Flow.Broken = goesOn.Equals(Constant.True) ? Constant.False : context.Let("left", new Unary(UnaryOperator.Not, goesOn));
            });
        }

        Close(before, outer, inners, test, source, moving);
        context.LoopDepth--;
        if (source is not null)
        {
            context.Joints.Leave();
        }

        context.StillLoop = around;
    }

    /// <summary>The flow at the start of an iteration, where everything may have another value than before the loop.</summary>
    private Dictionary<object, Variable> Enter(Flow before)
    {
        Dictionary<object, Variable> inners = [];
        Flow flow = before.Copy();
        foreach (object key in before.Keys.ToList())
        {
            Expression value = before[key]!;
            if (value.Type.IsArray || Flow.IsMember(key) || (value is Undefined && value.Type == IRType.State))
            {
                continue; // named once, or read once, or left
            }

            Variable inner = value is Variable { StateOf: { } array } ? context.Fresh.State(array) : context.Fresh.New(value.Type, Flow.NameOf(key));
            inners.Add(key, inner);
            flow[key] = inner;
        }

        (flow.ReturnValue, context.Flow) = (null, flow);
        return inners;
    }

    private void Iterate(Action body, Action bottom)
    {
        body();
        context.Flow.Continued = Constant.False;
        if (context.Flow.Skip is { } skip)
        {
            context.Branches.Read(skip, () => context.Flow.Leave(skip), () =>
            {
                context.Flow.Stay();
                bottom();
            });
        }
        else if (!context.Flow.IsOver)
        {
            bottom();
        }
    }

    private void Close(Flow before, List<Statement> outer, Dictionary<object, Variable> inners, Expression test, ILoopOperation? source, List<Moving> moving)
    {
        foreach (Moving lost in moving.Where(m => !m.Leave(context.Flow, context.Parts)).ToList())
        {
            context.Arrays.Refuse(lost.Symbol);
        }

        (Flow end, List<Statement> body, Flow after) = (context.Flow, context.Block, before.Copy());
        List<Carry> carried = [];
        Dictionary<Variable, Expression> unchanged = [];
        foreach (KeyValuePair<object, Variable> pair in inners)
        {
            Variable inner = pair.Value;
            Expression next = end.IsDead ? inner : end[pair.Key] ?? inner;
            if (inner.StateOf is not null && next is Undefined)
            {
                context.Arrays.Refuse(pair.Key); // what it holds lives elsewhere since some iteration
                next = inner;
            }

            carried.Add(new(inner, before[pair.Key]!, next, Like(inner)));
        }

        foreach (object key in before.Keys.Where(k => before[k]!.Type.IsArray && !moving.Exists(m => m.Symbol.Equals(k)) && end[k] is { } last && !last.Equals(before[k])).ToList())
        {
            if (before[key] is not Undefined)
            {
                context.Arrays.Refuse(key);
            }
        }

        Carry? left = Flag(end.Broken, "left"), returned = Flag(end.Returned, "returned");
        Carry[] flags = [.. new[] { left, returned }.OfType<Carry>()];
        carried.AddRange(flags);
        if (returned is not null)
        {
            after.Returned = test == Constant.True && left is null ? Constant.True : returned.Outer;
            if (end.ReturnValue is { Type.IsArray: true } array)
            {
                bool isOwn = Traversal.Definitions(body).Any(array.Variables.Contains);
                after.ReturnValue = isOwn ? new Undefined(array.Type) : array;
            }
            else if (end.ReturnValue is { } value)
            {
                Variable inner = context.Fresh.New(value.Type, before.ReturnName);
                carried.Add(new(inner, new Undefined(value.Type), value, Like(inner)));
                after.ReturnValue = carried[carried.Count - 1].Outer;
            }
        }

        Prune(carried, unchanged);
        foreach (KeyValuePair<object, Variable> pair in inners)
        {
            after[pair.Key] = carried.Find(c => c.Inner == pair.Value)?.Outer ?? before[pair.Key];
        }

        Expression whole = flags.Select(f => new Unary(UnaryOperator.Not, f.Inner)).Append(test).Where(f => !f.Equals(Constant.True))
            .DefaultIfEmpty(Constant.True).Aggregate((a, b) => Binary.Of(BinaryOperator.ConditionalAnd, a, b));
        after.IsDead = whole == Constant.True;
        Loop loop = new(
            context.Fresh.LoopId(),
            carried.Select(c => c with { Initial = Start(c.Initial, outer), Next = context.Substitute(c.Next, unchanged) }).ToEquatableArray(),
            context.Substitute(whole, unchanged),
            Traversal.Map(body.ToEquatableArray(), e => context.Substitute(e, unchanged)));
        outer.Add(context.Marks.Place(loop, source));
        (context.Block, context.Flow) = (outer, after);
        moving.ForEach(m => m.Continue(context));
    }

    /// <summary>A flag that ends the loop; null where it is never raised.</summary>
    private Carry? Flag(Expression end, string name)
    {
        Variable inner = context.Fresh.New(IRType.Boolean, name);
        return end == Constant.False ? null : new(inner, Constant.False, end, Like(inner));
    }

    /// <summary>A number, or what a counter is computed from, needs no variable of its own.</summary>
    private static Expression Start(Expression value, List<Statement> block)
    {
        Expression? line = value is Variable variable ? block.OfType<Let>().LastOrDefault(l => l.Target == variable)?.Value : null;
        bool isPlain = line is Constant || (line is { MayThrow: false } && line.Type == IRType.Int32 && line.Walk().All(n => n is Variable or Constant or Binary or Length));
        return isPlain ? line! : value;
    }

    private Variable Like(Variable inner) => context.Fresh.Like(inner);

    /// <summary>What no iteration changes is what it was before the loop; so are equal values that only change places.</summary>
    private void Prune(List<Carry> carried, Dictionary<Variable, Expression> unchanged)
    {
        while (Unchanged(carried, unchanged) is { Count: > 0 } same)
        {
            same.ForEach(c => unchanged.Add(c.Inner, context.Substitute(c.Initial, unchanged)));
            carried.RemoveAll(same.Contains);
        }
    }

    private List<Carry> Unchanged(List<Carry> carried, Dictionary<Variable, Expression> known)
    {
        if (carried.Find(c => context.Substitute(c.Next, known) is var next && (next.Equals(c.Inner) || next.Equals(c.Initial))) is { } one)
        {
            return [one];
        }

        foreach (IGrouping<Expression, Carry> alike in carried.GroupBy(c => c.Initial).Where(g => g.Skip(1).Any()))
        {
            List<Carry> same = [.. alike];
            Dictionary<Variable, Expression> supposed;
            do
            {
                supposed = new(known);
                same.ForEach(c => supposed.Add(c.Inner, c.Initial));
            }
            while (same.RemoveAll(c => !context.Substitute(c.Next, supposed).Equals(c.Initial)) > 0);
            if (same.Count > 0)
            {
                return same;
            }
        }

        return [];
    }
}
