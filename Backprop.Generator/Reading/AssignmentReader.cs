using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>Assignments of every form, to locals, parameters and elements of arrays.</summary>
internal sealed class AssignmentReader(ReadingContext context)
{
    /// <summary>The assigned value, or for <c>i++</c> the one before; null for an assignment that is not read.</summary>
    public Expression? Read(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: IDiscardOperation } discard:
                return context.Expressions.Read(discard.Value);
            case ISimpleAssignmentOperation { IsRef: false } assignment when Symbol(assignment.Target) is { } symbol:
                return Set(symbol, context.Expressions.Assign(symbol.Name, assignment.Value), assignment);
            case ISimpleAssignmentOperation { IsRef: false } assignment when context.Arrays.ReadAssignable(assignment.Target) is { } place:
                return ReadElement(assignment, place);
            case ICompoundAssignmentOperation { OperatorMethod: null } assignment
                when IsScalar(assignment.Target) && IsScalar(assignment.Value) && Operators.Of(assignment.OperatorKind) is { } found && Of(assignment.Target) is { } place:
                return ReadCompound(assignment, found, place);
            case IIncrementOrDecrementOperation { OperatorMethod: null, IsLifted: false } step when Of(step.Target) is { } place:
                return ReadStep(step, place);
            case IDeconstructionAssignmentOperation { Value: var value } assignment when Tuple(assignment.Target) is { } targets && Tuple(value) is { } values:
                return ReadTuple(targets, values);
            default:
                return null;
        }
    }

    private Assignable? Of(IOperation target) => Symbol(target) is { } symbol
        ? new(symbol.Name, false, () => context.Flow[symbol]!, value => Set(symbol, context.Let(symbol.Name, value)))
        : context.Arrays.ReadAssignable(target);

    private ISymbol? Symbol(IOperation target) => target switch
    {
        ILocalReferenceOperation { Local.IsRef: false } local => local.Local,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local.IsRef: false } declared } => declared.Local,
        IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter when context.Flow[parameter.Parameter] is not null => parameter.Parameter,
        _ => null,
    };

    private Expression Set(ISymbol symbol, Expression value, IOperation? at = null)
    {
        if (at is not null && value.Type.IsArray)
        {
            // a copy leaves another flow behind
            value = context.Tensors.Changing.Assign(symbol, value, at) ?? context.Tensors.Changing.Kept(value, symbol.Name);
        }

        context.Flow[symbol] = value;
        context.Joints.Settle(symbol);
        return context.Flow[symbol]!;
    }

    private static bool IsScalar(IOperation operand) => operand.Type?.IsScalar() == true;

    public static ITupleOperation? Tuple(IOperation operation) => operation switch
    {
        ITupleOperation tuple => tuple,
        IDeclarationExpressionOperation { Expression: ITupleOperation tuple } => tuple,
        IConversionOperation { Operand: ITupleOperation tuple } => tuple,
        _ => null,
    };

    private Expression ReadElement(ISimpleAssignmentOperation assignment, Assignable place)
    {
        if (assignment.Type.IsArray())
        {
            return ReadRow(assignment, place);
        }

        int line = context.Block.Count;
        Expression value = context.Expressions.Read(assignment.Value);
        if (assignment.Target is not IArrayElementReferenceOperation)
        {
            LookUp([place], line, [value]);
        }

        return Written(assignment, place, value);
    }

    /// <summary>C# looks up an element of a span, and any that a tuple assigns, before it computes what is put there: it may throw first.</summary>
    /// <param name="places">The elements.</param>
    /// <param name="line">Where what computes the values begins.</param>
    /// <param name="values">What is put there.</param>
    private void LookUp(IEnumerable<Assignable> places, int line, IReadOnlyList<Expression> values)
    {
        if (Traversal.ThrowsMore(context.Block.Skip(line)) || values.Any(Traversal.ThrowsMore))
        {
            foreach (Expression element in places.Where(p => p.IsElement).Select(p => p.Read()).Where(e => !e.Type.IsArray).ToList())
            {
                context.Block.Insert(line++, new Let(context.Fresh.Temporary(element.Type, "t"), element));
            }
        }
    }

    /// <summary>An array of arrays takes new rows only: a row that has another name would be one memory under two.</summary>
    private Expression ReadRow(ISimpleAssignmentOperation assignment, Assignable place)
    {
        Load row = (Load)place.Read();
        if (context.Arrays.HasOtherNames(context.Arrays.Memory(row.Array)))
        {
            return context.Refuse(assignment, Descriptors.SeveralArrays, Refusals.Quote(assignment.Target));
        }

        return context.Rows.Put(assignment.Value, row.Array, row.Indices);
    }

    private Expression ReadCompound(ICompoundAssignmentOperation assignment, BinaryOperator found, Assignable place)
    {
        ITypeSymbol own = assignment.Target.Type!;
        bool isShift = found is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight;
        ITypeSymbol operating = isShift ? Operators.Promoted(own, context.Compilation) : assignment.Value.Type!;
        Expression before = place.Read();
        Expression[] operands = context.InOrder(
            [assignment.Target, assignment.Value],
            o => o == assignment.Target ? context.Expressions.Convert(before, own, operating, isChecked: false) : context.Expressions.Read(o));
        Expression result = new Binary(
            Types.Of(operating), found, operands[0], operands[1], context.Expressions.Checking(assignment.IsChecked, operating));
        Expression value = context.Expressions.Convert(result, operating, own, assignment.IsChecked);
        return Written(assignment, place, value);
    }

    private Expression ReadStep(IIncrementOrDecrementOperation step, Assignable place)
    {
        ITypeSymbol own = step.Type!;
        ITypeSymbol operating = own.IsReal() ? own : Operators.Promoted((own as INamedTypeSymbol)?.EnumUnderlyingType ?? own, context.Compilation);
        Expression before = IsUsed(step) ? context.Once(place.Name, place.Read()) : place.Read();
        Constant one = own.IsReal() ? Constant.One(Types.Of(own)) : Constants.Of(1, operating);
        BinaryOperator found = step.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
        Expression result = new Binary(
            Types.Of(operating), found, context.Expressions.Convert(before, own, operating, isChecked: false), one, context.Expressions.Checking(step.IsChecked, operating));
        Expression value = context.Expressions.Convert(result, operating, own, step.IsChecked);
        Expression after = Written(step, place, value);
        return step.IsPostfix && IsUsed(step) ? before : after;
    }

    /// <summary>Puts a value in its place; it is computed once, and kept for what uses the assignment as an expression.</summary>
    private Expression Written(IOperation assignment, Assignable place, Expression value)
    {
        if (IsUsed(assignment))
        {
            return place.Write(place.IsElement ? context.Once("t", value) : value);
        }

        place.Write(value);
        return Constant.False;
    }

    /// <summary><c>(a[i], a[j]) = (a[j], a[i])</c>: all values are read before the first is put anywhere.</summary>
    private Constant ReadTuple(ITupleOperation targets, ITupleOperation values)
    {
        List<Assignable> places = [];
        int line = context.Block.Count;
        foreach (IOperation target in targets.Elements)
        {
            Assignable place = target is IDiscardOperation ? new("t", false, () => Constant.False, value => value) : Of(target) ?? Refused(target);
            LookUp(places, line, []);
            places.Add(place);
            line = context.Block.Count;
        }

        Expression[] read = context.InOrder(values.Elements, v => context.Expressions.Read(v));
        LookUp(places, line, read);
        for (int i = 0; i < read.Length; i++)
        {
            read[i] = read[i] is { MayThrow: true, Type.IsArray: false } ? context.Once("t", read[i]) : read[i];
        }

        for (int i = 0; i < read.Length; i++)
        {
            if (read[i].Type.IsArray)
            {
                Rename(targets.Elements[i], context.Arrays.Once(places[i].Name, read[i]));
            }
            else
            {
                places[i].Write(context.Expressions.Convert(read[i], values.Elements[i].Type!, targets.Elements[i].Type!, isChecked: false));
            }
        }

        return Constant.False;
    }

    private void Rename(IOperation target, Expression array)
    {
        if (Symbol(target) is { } symbol && !target.Type.IsTensor())
        {
            context.Flow[symbol] = array;
            context.Joints.Settle(symbol);
        }
        else
        {
            Refused(target);
        }
    }

    private Assignable Refused(IOperation target)
    {
        (string what, string instead) = Refusals.Expression(target);
        context.Refuse(target, Descriptors.UnsupportedExpression, Refusals.Quote(target), what, instead);
        return new("t", false, () => Constant.Zero(IRType.Double), value => value);
    }

    private static bool IsUsed(IOperation operation) => operation.Parent is not IExpressionStatementOperation and not IForLoopOperation;
}
