using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// Loops: where no iteration's backward part waits for a later one, it runs right after the iteration; else another loop
/// unwinds the iterations, last first.
/// </summary>
internal sealed partial class ReverseMode
{
    /// <summary>The loops around what is being reversed, and which variables are theirs.</summary>
    private readonly Stack<Frame> _frames = new();

    /// <summary>Those of them whose backward part runs with the forward part.</summary>
    private readonly List<Frame> _fused = [];

    private sealed record Frame(Loop Loop, HashSet<Variable> Own)
    {
        public static Frame Of(Loop loop) => new(loop, [.. Traversal.Definitions(loop.Body), .. loop.Carried.Select(c => c.Inner)]);
    }

    private bool IsOfIteration(Variable variable) => _frames.Count == 0 || _frames.Peek().Own.Contains(variable);

    /// <summary>A cotangent so far. What comes from outside an iteration is handed from one to the next.</summary>
    private Expression? Before(Variable variable) => _cotangents[variable] is { } before ? before
        : IsOfIteration(variable) ? null
        : throw new InvalidOperationException($"the cotangent of {variable} is not handed through the loop");

    private void Reverse(Loop loop, BlockPath path, int index)
    {
        Expression?[] targets = [.. loop.Carried.Select(c => _cotangents.Take(c.Outer))];
        if (_mayFuse && _frames.Count == _fused.Count && MayFuse(loop, targets, path, index))
        {
            Fuse(loop, targets, path, index);
        }
        else
        {
            Unwind(loop, targets, path, index);
        }
    }

    /// <summary>
    /// The backward part of one iteration: given the cotangents of what it hands on, the cotangents of what it was handed, and
    /// what is added to those of what stands outside.
    /// </summary>
    private List<(Variable Of, Variable Before, Expression After)> ReverseIteration(Frame frame, Expression?[] seeds, BlockPath inside)
    {
        Loop loop = frame.Loop;
        _frames.Push(frame);
        _cotangents = new();
        _lines = [];
        List<(Variable Of, Variable Before)> outside = [.. Traversal.Free(loop.Body, loop.Carried.Select(c => c.Next))
            .Where(v => !frame.Own.Contains(v) && _activity.IsActive(v)).Select(v => (v, CotangentOf(v)))];
        outside.ForEach(o => _cotangents.Set(o.Of, o.Before));
        for (int i = seeds.Length - 1; i >= 0; i--)
        {
            Expression next = loop.Carried[i].Next;
            if (seeds[i] is not { } seed || !_activity.IsActive(next))
            {
                continue;
            }

            if (next is Variable variable && frame.Own.Contains(variable) && _cotangents[variable] is null)
            {
                _cotangents.Set(variable, seed);
            }
            else
            {
                Contribute(next, seed, 0, null, inside);
            }
        }

        Reverse(loop.Body, inside);
        PutShadows(loop.Body, inside);
        _frames.Pop();
        return [.. outside.Where(o => !o.Before.Equals(_cotangents[o.Of])).Select(o => (o.Of, o.Before, _cotangents[o.Of]!))];
    }

    private void Unwind(Loop loop, Expression?[] targets, BlockPath path, int index)
    {
        (Cotangents around, List<Statement> lines) = (_cotangents, _lines);
        bool[] isSum = [.. loop.Carried.Select(c => _activity.IsActive(c.Inner) && Accumulators.Is(c, loop))];
        Variable?[] handed = [.. loop.Carried.Select((c, i) => _activity.IsActive(c.Inner) && !isSum[i] ? CotangentOf(c.Inner) : null)];
        var added = ReverseIteration(Frame.Of(loop), [.. targets.Select((t, i) => isSum[i] ? t : handed[i])], path.Loop(index));
        Cotangents inside = _cotangents;
        List<Statement> body = _lines;
        (_cotangents, _lines) = (around, lines);

        List<Carry> carried = [];
        List<(Expression To, Expression Cotangent)> handOn = [];
        for (int i = 0; i < targets.Length; i++)
        {
            Carry carry = loop.Carried[i];
            if (handed[i] is { } inner)
            {
                carried.Add(new(inner, targets[i] ?? Constant.Zero(inner.Type), inside[carry.Inner] ?? Constant.Zero(inner.Type), CotangentOf(carry.Inner)));
                handOn.Add((carry.Initial, carried[carried.Count - 1].Outer));
            }
            else if (isSum[i] && targets[i] is { } sum)
            {
                handOn.Add((carry.Initial, sum));
            }
        }

        foreach ((Variable of, Variable before, Expression after) in added)
        {
            Variable outer = CotangentOf(of);
            carried.Add(new(before, _cotangents[of] ?? Constant.Zero(of.Type), after, outer));
            _cotangents.Set(of, outer);
        }

        (Carry counter, Expression test) = Backwards(loop, path, index);
        _lines.Add(new Loop(_fresh.LoopId(), carried.Prepend(counter).ToEquatableArray(), test, body.ToEquatableArray()) { Unwinds = loop.Id });
        foreach ((Expression to, Expression cotangent) in handOn)
        {
            HandBack(to, cotangent, path);
        }
    }

    /// <summary>What a loop started from gets what is left over at its start.</summary>
    private void HandBack(Expression initial, Expression cotangent, BlockPath path)
    {
        if (initial is Variable variable && _activity.IsActive(variable) && _cotangents[variable] is null && IsOfIteration(variable))
        {
            _cotangents.Set(variable, cotangent);
        }
        else
        {
            Contribute(initial, cotangent, 0, null, path);
        }
    }

    /// <summary>What counts the iterations in the other direction: the loop's own counter, or how many there were.</summary>
    private (Carry Counter, Expression Test) Backwards(Loop loop, BlockPath path, int index)
    {
        if (Counting.Of(loop) is { } counting)
        {
            Variable inner = _fresh.New(counting.Counter.Inner.Type, counting.Counter.Inner.Name);
            Expression bound = _primals.Read(counting.Bound, path);
            Expression first = FirstOf(counting, path), last = Math.Abs(counting.Step) == 1
                ? Integers.Plus(bound, counting.IsInclusive ? 0 : -counting.Step)
                : Integers.Plus(counting.Counter.Outer, -counting.Step);
            Carry counter = new(inner, last, Integers.Plus(inner, -counting.Step), _fresh.Like(inner));
            return (counter, Binary.Of(counting.Step > 0 ? BinaryOperator.GreaterOrEqual : BinaryOperator.LessOrEqual, inner, first));
        }

        Variable trips = _fresh.New(IRType.Int32, "trips"), trip = _fresh.New(IRType.Int32, "trip");
        Carry count = new(trips, Integers.Number(0, IRType.Int32), Integers.Plus(trips, 1), _fresh.Like(trips));
        _insertions.Carried(path, index).Add(count);
        return (new(trip, count.Outer, Integers.Plus(trip, -1), _fresh.Like(trip)), Binary.Of(BinaryOperator.Greater, trip, Integers.Number(0, IRType.Int32)));
    }

    private Expression FirstOf(Counting counting, BlockPath path) => _primals.Read(Numeral(counting.Counter.Initial), path);

    /// <summary>A variable that is a number stands for it.</summary>
    private Expression Numeral(Expression value) => value is Variable variable && _definitions.TryGetValue(variable, out Expression known) && known is Constant ? known : value;
}
