using Backprop.Generator.IR;
using Backprop.Generator.Rules;

namespace Backprop.Generator.Differentiation;

/// <summary>One element of each array that a call goes through, the one at the place that a loop counts to.</summary>
internal sealed class Elements(Bulk bulk, FreshVariables fresh) : IElements
{
    private readonly List<Asked> _prelude = [];

    public Bulk Bulk { get; } = bulk;

    /// <summary>The place.</summary>
    public Variable Index { get; } = fresh.New(IRType.Int32, "i");

    /// <summary>What is read there of each operand; a number stands for itself.</summary>
    public Expression[] Operands => [.. Bulk.Operands.Select(o => o is Load { IsWhole: true } all ? all.At(Index) : o)];

    /// <summary>The value, or what is written at the place.</summary>
    public Expression Result => (Expression?)Bulk.Value ?? new Primal(Written(Bulk.After!));

    /// <summary>What the destination holds there before.</summary>
    public Load Own => Written(Bulk.Before!);

    /// <summary>The cotangent of what is written there.</summary>
    public Variable Cotangent { get; } = fresh.Temporary(bulk.ResultType, "d" + (bulk.Destination is null ? "" : Describe.Element(bulk.Destination)));

    /// <summary>What is computed before the loop, in order.</summary>
    public IReadOnlyList<Asked> Prelude => _prelude;

    public Expression Count => Functions.Real(Bulk.Count, Bulk.ResultType);

    public Expression Sum(string name, Expression ofOne) => Ask(name, ofOne, isSum: true);

    public Expression Once(string name, Expression value) => value.IsLeaf ? value : Ask(name, value, isSum: false);

    /// <summary><c>for (int i = 0; i &lt; count; i++)</c></summary>
    public Loop Loop(Variable i, Expression count, IEnumerable<Statement> body, IEnumerable<Carry> carried) => new(
        fresh.LoopId(),
        carried.Prepend(new(i, Integers.Number(0, i.Type), Integers.Plus(i, 1), fresh.Like(i))).ToEquatableArray(),
        Binary.Of(BinaryOperator.Less, i, count),
        body.ToEquatableArray());

    /// <summary>The same from the last element to the first.</summary>
    public Loop Unwinding(Variable i, Expression count, IEnumerable<Statement> body, IEnumerable<Carry> carried) => new(
        fresh.LoopId(),
        carried.Prepend(new(i, Integers.Plus(count, -1), Integers.Plus(i, -1), fresh.Like(i))).ToEquatableArray(),
        Binary.Of(BinaryOperator.GreaterOrEqual, i, Integers.Number(0, i.Type)),
        body.ToEquatableArray());

    private Load Written(Expression state) => new(Bulk.ResultType, Bulk.Destination!, EquatableArray.Of<Expression>(Index), state);

    private Variable Ask(string name, Expression value, bool isSum)
    {
        Variable target = fresh.Temporary(value.Type, name);
        _prelude.Add(new(target, value, isSum));
        return target;
    }

    /// <summary>What a rule asks of all elements.</summary>
    /// <param name="Target">What holds it.</param>
    /// <param name="Value">The value, or what is added up of one element.</param>
    internal sealed record Asked(Variable Target, Expression Value, bool IsSum);
}
