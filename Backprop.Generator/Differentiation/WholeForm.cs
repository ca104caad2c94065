using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// A loop over the elements as calls on whole arrays, where each of its lines only adds a multiple: .NET's methods do that
/// with vectors, to the same numbers.
/// </summary>
/// <param name="elements">What the loop goes through.</param>
/// <param name="filled">The cotangents of the call's destination, as far as they are written; null where there is none.</param>
/// <param name="fresh">Makes variables.</param>
internal sealed class WholeForm(Elements elements, Expression? filled, FreshVariables fresh)
{
    private readonly IRType _type = elements.Bulk.ResultType;

    /// <summary>Null where a loop it must be.</summary>
    /// <param name="body">The loop's lines.</param>
    /// <param name="carried">The numbers to which each element adds.</param>
    public List<Statement>? Of(IReadOnlyList<Statement> body, IReadOnlyList<Carry> carried)
    {
        List<Statement> calls = [];
        Statement? last = null;
        foreach (Statement line in body)
        {
            Statement? call = line switch
            {
                Let let when let.Target == elements.Cotangent => line,
                Let let when carried.FirstOrDefault(c => c.Next.Equals(let.Target)) is { } carry => Gathered(carry, let, calls),
                Store { Sign: 0 } store => last = Kept(store.Value),
                Store store => Added(store),
                _ => null,
            };
            if (call is null)
            {
                return null;
            }

            if (call != line && call != last)
            {
                calls.Add(call);
            }
        }

        return last is null ? calls : [.. calls, last]; // what is added reads the cotangents before they are overwritten
    }

    /// <summary>A sum over all elements; null where only a loop adds it up.</summary>
    public Statement? Total(Variable sum, Expression ofOne) =>
        Parts(ofOne) is var (factor, arrays) && factor is null && arrays.Count is 1 or 2 ? Total(sum, arrays) : null;

    private Bulk Total(Variable sum, List<Expression> arrays) => Call(arrays.Count == 1 ? "Sum" : "Dot", null, [.. arrays]) with { Value = sum };

    /// <summary>What a number gets of all elements.</summary>
    private Statement? Gathered(Carry carry, Let line, List<Statement> calls)
    {
        if (line.Value is not Binary sum || Parts(sum.Right) is not var (factor, arrays) || arrays.Count is not (1 or 2))
        {
            return null;
        }

        bool isFirst = carry.Initial is Constant { Number: 0 }, isTaken = sum.Operator == BinaryOperator.Subtract;
        if (isFirst && !isTaken && factor is null)
        {
            return Total(carry.Outer, arrays);
        }

        Variable part = fresh.Temporary(_type, "part");
        calls.Add(Total(part, arrays));
        Expression given = factor is null ? part : factor * part;
        return new Let(carry.Outer, isFirst ? isTaken ? -given : given : isTaken ? carry.Initial - given : carry.Initial + given, line.Number);
    }

    /// <summary>What the destination's cotangents become.</summary>
    private Statement? Kept(Expression value)
    {
        if (value is Constant { Number: 0 })
        {
            return new Run(new Opaque(IRType.Void, EquatableArray.Of("", ".Clear()"), EquatableArray.Of(filled!)));
        }

        return Parts(value) is not var (factor, arrays) || !arrays.Remove(filled!) ? null : (arrays.Count, factor) switch
        {
            (0, Constant { Number: -1 }) => Call("Negate", filled!, filled!),
            (0, not null) => Call("Multiply", filled!, filled!, factor),
            (1, null) => Call("Multiply", filled!, filled!, arrays[0]),
            _ => null,
        };
    }

    private Statement? Added(Store store)
    {
        Expression to = store.Array;
        bool isTaken = store.Sign < 0;
        return Parts(store.Value) is not var (factor, arrays) ? null : (arrays.Count, factor) switch
        {
            (0, not null) => Call(isTaken ? "Subtract" : "Add", to, to, factor),
            (1, null) => Call(isTaken ? "Subtract" : "Add", to, to, arrays[0]),
            (1, not null) => Call("MultiplyAdd", to, arrays[0], isTaken ? Negated(factor) : factor, to),
            (2, null) when !isTaken => Call("MultiplyAdd", to, arrays[0], arrays[1], to),
            _ => null,
        };
    }

    private static Expression Negated(Expression factor) => factor is Constant number ? Constant.Real(-number.Number, number.Type) : -factor;

    /// <summary>A product as a number that is the same for all elements, where there is one, and arrays.</summary>
    private (Expression? Factor, List<Expression> Arrays)? Parts(Expression value)
    {
        List<Expression> numbers = [], arrays = [];
        return Collect(value, numbers, arrays) ? (numbers.Count == 0 ? null : numbers.Aggregate((a, b) => a * b), arrays) : null;
    }

    private bool Collect(Expression value, List<Expression> numbers, List<Expression> arrays)
    {
        switch (value)
        {
            case Binary { Operator: BinaryOperator.Multiply } product:
                return Collect(product.Left, numbers, arrays) && Collect(product.Right, numbers, arrays);
            case Unary { Operator: UnaryOperator.Negate } negation:
                numbers.Add(Constant.Real(-1, value.Type));
                return Collect(negation.Operand, numbers, arrays);
            case Variable when value.Equals(elements.Cotangent):
                arrays.Add(filled!);
                return true;
            case Load { Indices: { Count: 1 } indices, State: null } load when indices[0].Equals(elements.Index):
                arrays.Add(filled is View part && load.Array.Equals(elements.Bulk.Destination) ? part with { Array = load.Array } : load.Array);
                return true;
            default:
                numbers.Add(value);
                return value.Type == _type && !value.Variables.Contains(elements.Index) && !value.Variables.Contains(elements.Cotangent);
        }
    }

    private Bulk Call(string name, Expression? destination, params Expression[] operands)
    {
        string method = elements.Bulk.Method.Contains('<') ? $"{name}<{_type}>" : name;
        IEnumerable<Expression> all = operands.Select(o => o.Type.IsArray ? new Load(_type, o, EquatableArray<Expression>.Empty, null) : o);
        return new(null, method, all.ToEquatableArray(), destination, null, null, elements.Bulk.Number);
    }
}
