using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>One loop over numbers as a loop over vectors: line by line the same, but that what is left over is a loop of its own.</summary>
internal sealed class VectorLoop
{
    private const string Lanes = "global::Backprop.CompilerServices.Lanes.";

    private readonly Loop _loop;
    private readonly Counting _counting;
    private readonly FreshVariables _fresh;
    private readonly VectorForm _form;

    /// <summary>How many whole vectors there are, and which of them it is.</summary>
    private readonly Variable _vectors, _place;

    private readonly Dictionary<Variable, Variable> _arrays = [];
    private readonly List<Statement> _heads = [];
    private readonly List<Statement> _body = [];

    private VectorLoop(Loop loop, Counting counting, IRType number, FreshVariables fresh)
    {
        (_loop, _counting, _fresh) = (loop, counting, fresh);
        (_vectors, _place) = (fresh.Temporary(IRType.Int32, "vectors"), fresh.Temporary(IRType.Int32, "v"));
        HashSet<Variable> inside = [.. Traversal.Definitions(loop.Body), .. loop.Carried.Select(c => c.Inner)];
        _form = new(number, inside, load => load.Indices.Count == 1 && load.Indices[0].Equals(counting.Counter.Inner) ? Own(load.Array) : null);
    }

    /// <summary>Whether a function is one that vectors have too.</summary>
    public static bool IsOfLanes(Call call) => call.Method.StartsWith(Lanes, StringComparison.Ordinal);

    /// <summary>The lines that stand for a loop whose iterations keep to their own elements; null where vectors have no words for one of its lines.</summary>
    public static IReadOnlyList<Statement>? Of(Loop loop, Counting counting, IRType number, FreshVariables fresh) => new VectorLoop(loop, counting, number, fresh).Lines();

    private List<Statement>? Lines()
    {
        List<Carry> sums = [.. _loop.Carried.Where(c => c != _counting.Counter && c.Inner.StateOf is null)];
        List<Statement> lines = [.. _loop.Body.Where(s => s is not Let { Target.StateOf: not null } && !(s is Let let && let.Target.Equals(_counting.Counter.Next)))];
        if (sums.Any(s => !IsSum(s)) || !lines.TrueForAll(s => Write(s, sums)))
        {
            return null;
        }

        Dictionary<Carry, Carry> summed = [];
        foreach (Carry sum in sums)
        {
            if ((sum.Next is Variable next ? _form.NameOf(next) : Added(sum.Next, sum.Inner)) is not { } after)
            {
                return null;
            }

            summed.Add(sum, new((Variable)_form.NameOf(sum.Inner)!, sum.Initial, after, _fresh.Like(sum.Outer)));
        }

        Constant size = _form.Size;
        Expression count = _counting.Trips(), zero = Integers.Number(0, IRType.Int32);
        Carry counter = new(_place, zero, Integers.Plus(_place, 1), _fresh.Like(_place));
        Loop vectors = new(_fresh.LoopId(), new([counter, .. summed.Values]), Binary.Of(BinaryOperator.Less, _place, _vectors), _body.ToEquatableArray())
        {
            Unwinds = _loop.Unwinds,
            IsOfVectors = true,
        };
        return [new Let(_vectors, count / size), .. _heads, vectors, Rest(_vectors * size, count, summed)];
    }

    /// <summary>The loop itself, from where no vector is whole.</summary>
    private Loop Rest(Expression first, Expression count, Dictionary<Carry, Carry> summed)
    {
        Carry counter = _counting.Counter with { Initial = first, Next = Integers.Plus(_counting.Counter.Inner, 1) };
        return _loop with
        {
            Carried = _loop.Carried.Map(c => c == _counting.Counter ? counter : summed.TryGetValue(c, out Carry before) ? c with { Initial = before.Outer } : c),
            Test = Binary.Of(BinaryOperator.Less, counter.Inner, count),
            Body = _loop.Body.Where(s => !(s is Let let && let.Target.Equals(_counting.Counter.Next))).ToEquatableArray(),
        };
    }

    /// <summary>Whether a number that is handed on is only added to, once an iteration, in an order that is kept.</summary>
    private bool IsSum(Carry sum)
    {
        if (_counting.Step < 0 || sum.Inner.Type != _form.Number)
        {
            return false;
        }

        _form.Name(sum.Inner, _fresh.Like(sum.Inner));
        List<Expression> nodes = [.. Traversal.Nodes(_loop.Body), .. _loop.Carried.SelectMany(c => c.Next.Walk())];
        return nodes.Count(n => n.Equals(sum.Inner)) == 1 && nodes.Count(n => n.Equals(sum.Next)) == 1;
    }

    private bool Write(Statement line, List<Carry> sums)
    {
        switch (line)
        {
            case Turn:
                _body.Add(line);
                return true;
            case Let let when sums.Find(s => s.Next.Equals(let.Target)) is { } sum:
                return Name(let, Added(let.Value, sum.Inner), _fresh.Like(let.Target));
            case Let let:
                Expression? value = _form.Of(let.Value);
                return Name(let, value, value is null || value.Type == let.Target.Type ? _fresh.Like(let.Target) : _fresh.Temporary(value.Type, InVectors(let.Target)));
            case Store store when _form.Wide(store.Value) is { } values:
                _body.Add(store.Indices[0].Equals(_counting.Counter.Inner)
                    ? new Store(ArrayOf(store.Array), EquatableArray.Of<Expression>(_place), values, null, null, store.Sign, store.Number)
                    : new Store(store.Array, store.Indices, Sum(new Load(_form.Number, store.Array, store.Indices, null), store.Sign > 0 ? values : -values), null, null, 0, store.Number));
                return true;
            default:
                return false;
        }
    }

    private bool Name(Let line, Expression? value, Variable name)
    {
        if (value is null)
        {
            return false;
        }

        _body.Add(new Let(name, value, line.Number));
        _form.Name(line.Target, name);
        return true;
    }

    /// <summary>What a sum is after a vector; null where the line is no such sum.</summary>
    private Call? Added(Expression value, Variable sum) =>
        value is Binary { Operator: BinaryOperator.Add } addition && addition.Left.Equals(sum) && _form.Wide(addition.Right) is { } added ? Sum(_form.NameOf(sum)!, added) : null;

    private Call Sum(Expression before, Expression added) => new(_form.Number, Lanes + "Add", EquatableArray.Of(before, added));

    private Load Own(Expression array) => new(_form.Vector, ArrayOf(array), EquatableArray.Of<Expression>(_place), null);

    /// <summary>An array's vectors, which the loop goes through in place of its elements.</summary>
    private Variable ArrayOf(Expression array)
    {
        Variable name = (Variable)array;
        if (!_arrays.TryGetValue(name, out Variable vectors))
        {
            bool isWritten = _loop.Body.Any(s => s is Store store && store.Array.Equals(name));
            IRType type = isWritten ? IRType.SpanOf(_form.Vector) : IRType.ReadOnlySpanOf(_form.Vector);
            _arrays.Add(name, vectors = _fresh.Temporary(type, InVectors(name)));
            _heads.Add(new Let(vectors, new Call(type, $"{Lanes}{(isWritten ? "In" : "Of")}<{_form.Number}>", EquatableArray.Of<Expression>(name, _vectors))));
        }

        return vectors;
    }

    private static string InVectors(Variable variable) => variable.Name.TrimStart('@') + "V";
}
