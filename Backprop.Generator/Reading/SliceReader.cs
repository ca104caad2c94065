using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>Parts of arrays, as other names for the same memory or as copies, and what .NET does with whole arrays.</summary>
internal sealed class SliceReader(ReadingContext context)
{
    /// <summary><c>a[1..^1]</c>: of a span a part, of an array a copy.</summary>
    public Expression Read(IOperation instance, IRangeOperation range, ITypeSymbol type, string name)
    {
        (Expression array, Expression start, Expression count) = Bounds(instance, range);
        if (instance.Type is IArrayTypeSymbol && array.Type.Element is { IsArray: true })
        {
            return context.Refuse(instance, Descriptors.SeveralArrays, Refusals.Quote(instance)); // the copy has the same rows
        }

        if (instance.Type is not IArrayTypeSymbol)
        {
            return context.Arrays.Part(array, type, name, start, count);
        }

        if (count is Length)
        {
            return Copy(array, start, count, name); // all of it
        }

        Expression length = context.Once("count", count), outside = Or(Less(start, Constants.Int(0)), Less(length, Constants.Int(0)));
        Throws(range.RightOperand is null ? outside : Or(outside, Less(new Length(array, null), Plus(start, length))), "global::System.ArgumentOutOfRangeException", "");
        return Copy(array, start, length, name);
    }

    private (Expression Array, Expression Start, Expression Count) Bounds(IOperation instance, IRangeOperation range)
    {
        Expression array = context.Arrays.Once("array", context.Expressions.Read(instance));
        Expression start = range.LeftOperand is null ? Constants.Int(0) : context.Once("start", context.Arrays.Index(range.LeftOperand, array));
        Expression end = range.RightOperand is null ? new Length(array, null) : context.Arrays.Index(range.RightOperand, array);
        return (array, start, start is Constant { Number: 0 } ? end : end - start);
    }

    /// <summary>A method of an array or a span that gives back an array, a span or a length; null where it is none.</summary>
    public Expression? Read(IInvocationOperation call, IOperation receiver, string name)
    {
        IOperation[] rest = [.. call.Arguments.Where(a => call.Instance is not null || a.Parameter!.Ordinal > 0).OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value)];
        switch (call.TargetMethod.Name)
        {
            case "GetLength" when rest.Length == 1 && rest[0].ConstantValue is { HasValue: true, Value: int dimension }:
                return new Length(context.Expressions.Read(receiver), dimension);
            case "GetUpperBound" when rest.Length == 1 && rest[0].ConstantValue is { HasValue: true, Value: int dimension }:
                return new Length(context.Expressions.Read(receiver), dimension) - Constants.Int(1);
            case "Slice" or "AsSpan" or "AsMemory" when rest.All(r => r.Type!.IsIntegral()):
                Expression[] parts = context.InOrder([receiver, .. rest], o => context.Expressions.Read(o));
                return context.Arrays.Part(context.Arrays.Once("array", parts[0]), call.Type!, name, [.. parts.Skip(1)]);
            case "AsSpan" when rest.Length == 1 && rest[0] is IRangeOperation range:
                (Expression array, Expression start, Expression count) = Bounds(receiver, range);
                return context.Arrays.Part(array, call.Type!, name, start, count);
            case "ToArray" when rest.Length == 0:
                return Clone(receiver, name);
            default:
                return null;
        }
    }

    /// <summary>A new array with the same elements; null where these are arrays themselves.</summary>
    public Expression? Clone(IOperation operation, string name)
    {
        Expression array = context.Arrays.Once("array", context.Expressions.Read(operation));
        if (array.Type.Element is not { IsArray: false })
        {
            return null;
        }

        if (array.Type.Rank == 1)
        {
            return Copy(array, Constants.Int(0), new Length(array, null), name);
        }

        Variable copy = context.Allocations.Make(array.Type, [.. Enumerable.Range(0, array.Type.Rank).Select(d => new Length(array, d))], name == "t" ? "copy" : name, Place.Heap);
        ForEach(array, indices => context.Arrays.Write(copy, indices, context.Arrays.Element(array, indices)));
        return copy;
    }

    /// <summary>All indices of an array, one after the other.</summary>
    private void ForEach(Expression array, Action<Expression[]> body, params Expression[] outer)
    {
        if (outer.Length == array.Type.Rank)
        {
            body(outer);
            return;
        }

        context.Loops.Count("i", array.Type.Rank == 1 ? new Length(array, null) : new Length(array, outer.Length), i => ForEach(array, body, [.. outer, i]));
    }

    /// <summary>A call for what it does to arrays: filling, clearing, copying. False where it is none of these.</summary>
    public bool ReadEffect(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        bool isOfArray = method.ContainingType.ToDisplayString() == "System.Array";
        bool isOfSpan = method.ContainingType is { Name: "Span" or "ReadOnlySpan" or "MemoryExtensions" or "Memory" or "ReadOnlyMemory", ContainingNamespace.Name: "System" };
        if (!isOfArray && !isOfSpan)
        {
            return false;
        }

        IOperation[] operands = [.. new[] { call.Instance }.OfType<IOperation>(), .. call.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => Whole(a.Value))];
        if (operands.Length == 0 || !operands[0].Type.IsArray() || Types.ElementOf(operands[0].Type)!.IsArray())
        {
            return false;
        }

        if (operands[0].Type is IArrayTypeSymbol { Rank: > 1 } table)
        {
            return ReadEffect(method.Name, operands, table);
        }

        switch (method.Name, operands.Length)
        {
            case ("Clear", 1):
                Fill(operands, _ => null);
                return true;
            case ("Clear", 3) when isOfArray:
                FillPart(operands, start: 1, "global::System.IndexOutOfRangeException", _ => null);
                return true;
            case ("Fill", 2):
                Fill(operands, parts => parts[1]);
                return true;
            case ("Fill", 4) when isOfArray:
                FillPart(operands, start: 2, "global::System.ArgumentOutOfRangeException", parts => parts[1]);
                return true;
            case ("CopyTo", 2) when operands[1].Type.IsArray():
                CopyAll(operands);
                return true;
            case ("CopyTo", 3) when operands[1].Type.IsArray() && operands[2].Type!.IsIntegral():
                Expression[] placed = Parts(operands, written: 1);
                CopyPart(placed[0], Constants.Int(0), placed[1], placed[2], new Length(placed[0], null));
                return true;
            case ("Copy", 3) when operands[1].Type.IsArray() && operands[2].Type!.IsIntegral():
                Expression[] three = Parts(operands, written: 1);
                CopyPart(three[0], Constants.Int(0), three[1], Constants.Int(0), three[2]);
                return true;
            case ("Copy", 5) when operands[2].Type.IsArray():
                Expression[] five = Parts(operands, written: 2);
                CopyPart(five[0], five[1], five[2], five[3], five[4]);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The same for arrays of several dimensions: cleared whole, copied element after element in the order of memory.</summary>
    private bool ReadEffect(string method, IOperation[] operands, IArrayTypeSymbol table)
    {
        switch (method, operands.Length)
        {
            case ("Clear", 1):
                Expression array = context.Arrays.Once("array", context.Expressions.Read(operands[0]));
                RefuseIfOutside(array, operands[0]);
                ForEach(array, indices => context.Arrays.Write(array, indices, Constant.Default(array.Type.Element!)));
                return true;
            case ("Copy", 3) when table.Rank == 2 && operands[1].Type is IArrayTypeSymbol { Rank: 2 }:
                Expression[] parts = Parts(operands, written: 1);
                CopyPart(parts[0], Constants.Int(0), parts[1], Constants.Int(0), parts[2]);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The element at a place in memory.</summary>
    private static Expression[] At(Expression array, Expression place) => array.Type.Rank == 1
        ? [place]
        : [new Binary(IRType.Int32, BinaryOperator.Divide, place, new Length(array, 1)), new Binary(IRType.Int32, BinaryOperator.Remainder, place, new Length(array, 1))];

    /// <summary>Where an argument is converted to what the method takes, the array itself.</summary>
    private static IOperation Whole(IOperation argument) =>
        argument is IConversionOperation { Operand: { } inner } && inner.Type.IsArray() && !argument.Type.IsArray() ? inner : argument;

    private Expression[] Parts(IOperation[] operands, int written)
    {
        Expression[] parts = [.. context.InOrder(operands, o => context.Expressions.Read(o)).Select((p, i) => operands[i].Type.IsArray() ? context.Arrays.Once("array", p) : context.Once("t", p))];
        RefuseIfOutside(parts[written], operands[written]);
        return parts;
    }

    /// <summary>What is written to by a call must not outlive the method.</summary>
    private void RefuseIfOutside(Expression array, IOperation written)
    {
        IOperation call = written;
        while (call is not IInvocationOperation && call.Parent is { } around)
        {
            call = around;
        }

        context.Arrays.RefuseIfOutside(array, call, call);
    }

    private void Fill(IOperation[] operands, Func<Expression[], Expression?> value)
    {
        Expression[] parts = Parts(operands, written: 0);
        Fill(parts[0], Constants.Int(0), new Length(parts[0], null), value(parts));
    }

    private void FillPart(IOperation[] operands, int start, string exception, Func<Expression[], Expression?> value)
    {
        Expression[] parts = Parts(operands, written: 0);
        (Expression from, Expression count) = (parts[start], parts[start + 1]);
        Throws(Or(Less(from, Constants.Int(0)), Or(Less(count, Constants.Int(0)), Less(new Length(parts[0], null), from + count))), exception, "");
        Fill(parts[0], from, count, value(parts));
    }

    private void Fill(Expression array, Expression start, Expression count, Expression? value)
    {
        Expression held = value ?? Constant.Default(array.Type.Element!);
        context.Loops.Count("i", count, i => context.Arrays.Write(array, [Plus(start, i)], held));
    }

    private void CopyAll(IOperation[] operands)
    {
        Expression[] parts = Parts(operands, written: 1);
        Expression count = new Length(parts[0], null);
        Throws(Less(new Length(parts[1], null), count), "global::System.ArgumentException", "\"The array to copy to is too short.\"");
        CopyElements(parts[0], Constants.Int(0), parts[1], Constants.Int(0), count);
    }

    private void CopyPart(Expression source, Expression from, Expression target, Expression to, Expression count)
    {
        const string Outside = "global::System.ArgumentOutOfRangeException", Short = "global::System.ArgumentException";
        const string Message = "\"An array is too short for what is to be copied.\"";
        Binary isShort = Less(new Length(source, null), from + count), hasNoRoom = Less(new Length(target, null), to + count);
        Throws(Or(Less(from, Constants.Int(0)), Less(count, Constants.Int(0))), Outside, "");
        if (to is Constant)
        {
            Throws(Or(isShort, hasNoRoom), Short, Message);
        }
        else
        {
            // .NET asks for all of the source first.
            Throws(isShort, Short, Message);
            Throws(Less(to, Constants.Int(0)), Outside, "");
            Throws(hasNoRoom, Short, Message);
        }

        CopyElements(source, from, target, to, count);
    }

    /// <summary>Within one array, by way of another: what is copied is what was there before.</summary>
    private void CopyElements(Expression source, Expression from, Expression target, Expression to, Expression count)
    {
        if (context.Arrays.Memory(source).Equals(context.Arrays.Memory(target)))
        {
            (source, from) = (Copy(source, from, count, "copy"), Constants.Int(0));
        }

        context.Loops.Count("i", count, i => context.Arrays.Write(target, At(target, Plus(to, i)), context.Arrays.Element(source, At(source, Plus(from, i)))));
    }

    private Variable Copy(Expression array, Expression start, Expression count, string name)
    {
        Expression length = context.Once("count", count);
        Variable copy = context.Allocations.Make(IRType.ArrayOf(array.Type.Element!), [length], name == "t" ? "copy" : name, Place.Heap);
        context.Loops.Count("i", length, i => context.Arrays.Write(copy, [i], context.Arrays.Element(array, Plus(start, i))));
        return copy;
    }

    private static Expression Plus(Expression start, Expression i) => start is Constant { Number: 0 } ? i : start + i;

    private static Binary Less(Expression a, Expression b) => Binary.Of(BinaryOperator.Less, a, b);

    private static Expression Or(Expression a, Expression b) =>
        a is Binary { Left: Constant, Right: Constant } ? b : b is Binary { Left: Constant, Right: Constant } ? a : Binary.Of(BinaryOperator.ConditionalOr, a, b);

    /// <summary>The exception that .NET's method would throw.</summary>
    private void Throws(Expression test, string type, string message)
    {
        if (test is not Binary { Left: Constant, Right: Constant })
        {
            context.Branches.Read(test, () => context.Statements.Throw(new Opaque(new(type), EquatableArray.Of($"new {type}({message})"), EquatableArray<Expression>.Empty)), () => { });
        }
    }
}
