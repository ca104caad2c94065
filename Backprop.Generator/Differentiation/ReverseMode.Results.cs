using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>What the derivative starts from: 1 for a number in a gradient, else what the caller gives; of an array, one for each element.</summary>
internal sealed partial class ReverseMode
{
    /// <summary>The result's cotangent.</summary>
    private Expression Upstream(bool isGiven) => _function.Result.Type switch
    {
        var type when type == IRType.Void => Constant.Nothing,
        { IsArray: true } type => _fresh.New(GivenType(type), "dvalue"),
        var type => isGiven ? _fresh.New(type, "dvalue") : Constant.One(type),
    };

    /// <summary>What is given is only read.</summary>
    private static IRType GivenType(IRType type) =>
        type.Rank == 1 && !type.Element!.IsArray ? new($"global::System.ReadOnlySpan<{type.Element.Text}>", type.Element, 1) : type;

    /// <summary>Whether the method returns an array, or a row of it, so that it is read when all else is done.</summary>
    private bool IsReturned(Expression array) => _function.Result.Type.IsArray && _activity.Memories.Of(array).Equals(_activity.Memories.Of(_function.Result));

    /// <summary>Each element of the result hands its cotangent to the array that is returned, before anything else goes back.</summary>
    private void Seed(Variable given)
    {
        if (_function.Result is not Variable result || !_activity.HoldsActive(result))
        {
            return;
        }

        Expression shadow = Shadow(result, BlockPath.Root);
        string guard = $"global::Backprop.CompilerServices.Guard.Result{(given.Type.IsSpan ? $"<{given.Type.Element}>" : "")}(";
        Run check = new(new Opaque(IRType.Void, EquatableArray.Of(guard, ", ", ", nameof(", "))"), EquatableArray.Of(shadow, given, given)));
        bool holdsZeros = given.Type.IsSpan && !_early.Any(IsReturned);
        Run copy = new(new Opaque(IRType.Void, EquatableArray.Of("", ".CopyTo(", ")"), EquatableArray.Of<Expression>(given, shadow)));
        _lines.InsertRange(0, [check, .. holdsZeros ? [copy] : AddAll(shadow, given)]);
    }

    /// <summary>Adds the elements of one array to those of another of the same shape.</summary>
    private List<Statement> AddAll(Expression to, Expression from, params Expression[] indices)
    {
        if (indices.Length < to.Type.Rank)
        {
            Variable i = _fresh.New(IRType.Int32, "i");
            Length count = new(to, to.Type.Rank == 1 ? null : indices.Length);
            Carry counter = new(i, Integers.Number(0, i.Type), Integers.Plus(i, 1), _fresh.Like(i));
            return [new Loop(_fresh.LoopId(), EquatableArray.Of(counter), Binary.Of(BinaryOperator.Less, i, count), AddAll(to, from, [.. indices, i]).ToEquatableArray())];
        }

        IRType element = to.Type.Element!;
        Load source = new(element, from, new(indices), null);
        if (!element.IsArray)
        {
            return [new Store(to, new(indices), source, null, null, 1)];
        }

        Variable row = _fresh.Temporary(element, "row"), given = _fresh.Temporary(element, "given");
        return [new Let(row, new Load(element, to, new(indices), null)), new Let(given, source), .. AddAll(row, given)];
    }
}
