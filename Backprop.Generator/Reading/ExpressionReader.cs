using System.Runtime.CompilerServices;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>C# expressions to IR; what an expression does on the way (assign, branch, call) becomes statements before it.</summary>
internal sealed class ExpressionReader(ReadingContext context)
{
    /// <param name="name">What the value is called, should it need a variable.</param>
    public Expression Read(IOperation operation, string name = "t")
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (operation.ConstantValue.HasValue && operation.Type is { } type && ReadConstant(operation, type) is { } constant)
        {
            return constant;
        }

        switch (operation)
        {
            case ILocalReferenceOperation local:
                return context.Flow[local.Local] is { } held ? Known(held, operation, local.Local) : ReadUnknown(operation);
            case IParameterReferenceOperation parameter:
                return context.Flow[parameter.Parameter] is { } given ? Known(given, operation, parameter.Parameter) : context.Calls.ReadCaptured(parameter);
            case IParenthesizedOperation inner:
                return Read(inner.Operand, name);
            case IBinaryOperation { OperatorMethod: null, IsLifted: false } binary
                when Operators.Of(binary.OperatorKind) is { } found && IsScalar(binary.LeftOperand) && IsScalar(binary.RightOperand):
                return ReadBinary(binary, found);
            case IUnaryOperation { OperatorMethod: null, IsLifted: false } unary
                when Operators.Of(unary.OperatorKind) is { } found && IsScalar(unary.Operand):
                return new Unary(found, Read(unary.Operand), Checking(unary.IsChecked, unary.Type!)) { Type = Types.Of(unary.Type!) };
            case IConversionOperation { OperatorMethod: null } conversion when IsNumeric(conversion):
                return Convert(Read(conversion.Operand, name), conversion.Operand.Type!, conversion.Type!, conversion.IsChecked);
            case IConversionOperation { Operand: IThrowOperation { Exception: { } exception } } never:
                return ReadThrow(exception, Types.Of(never.Type!));
            case IThrowOperation { Exception: { } exception }:
                return ReadThrow(exception, IRType.Double);
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return context.Branches.Read(Read(choice.Condition), () => Read(choice.WhenTrue, name), () => Read(otherwise, name), name);
            case ISwitchExpressionOperation choice:
                return ReadSwitch(choice, name);
            case IIsPatternOperation test:
                return context.Patterns.Read(context.Once("tested", Read(test.Value)), test.Pattern);
            case ICoalesceOperation { ValueConversion.IsIdentity: true, Type.IsReferenceType: true } choice:
                Expression known = context.Once("known", Read(choice.Value, name));
                return context.Branches.Read(IsNull(known), () => Read(choice.WhenNull, name), () => known, name);
            case IAssignmentOperation or IIncrementOrDecrementOperation:
                return context.Assignments.Read(operation) ?? context.Calls.ReadOpaque(operation);
            case var _ when context.Tensors.Read(operation, name) is { } ofTensor:
                return ofTensor;
            case var _ when context.Arrays.Read(operation, name) is { } ofArray:
                return ofArray;
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                return context.Calls.ReadMember(operation);
            case IInvocationOperation call:
                return context.Calls.Read(call, name);
            default:
                return context.Calls.ReadOpaque(operation);
        }
    }

    /// <summary>Where a name has stood for one array or another, it stands for none.</summary>
    private Expression Known(Expression value, IOperation operation, ISymbol local) => value is Undefined { Type.IsArray: true }
        ? context.Refuse(operation, Diagnostics.Descriptors.SeveralArrays, local.Name)
        : value;

    /// <summary>A local that no declaration gave a value: its declaration has been refused, which is all there is to say.</summary>
    private Expression ReadUnknown(IOperation operation) =>
        context.Problems.Count > 0 ? Constant.Default(Types.Of(operation.Type!)) : context.Calls.ReadOpaque(operation);

    /// <summary>Reads an expression statement: what counts is what it does.</summary>
    public void ReadEffect(IOperation operation)
    {
        if (operation is IInvocationOperation { TargetMethod.ReturnsVoid: true } call)
        {
            context.Calls.ReadVoid(call);
        }
        else if (Read(operation) is var value && value.MayThrow)
        {
            context.Let("t", value);
        }
    }

    /// <summary>Nothing after it runs, so that what it gives back is never read.</summary>
    private Constant ReadThrow(IOperation exception, IRType type)
    {
        context.Statements.ReadThrow(exception);
        return Constant.Default(type);
    }

    private static Opaque IsNull(Expression value) => new(IRType.Boolean, EquatableArray.Of("", " is null"), EquatableArray.Of(value));

    /// <summary>The value that a variable of this name holds from here on, on a line of its own.</summary>
    public Expression Assign(string name, IOperation value)
    {
        int before = context.Block.Count;
        Expression read = Read(value, name);
        if (read.Type.IsArray)
        {
            return context.Arrays.Once(name, read); // another name for the same memory, or a new one
        }

        // A branch or call has just made a variable of this name for it: that is the line.
        bool hasLine = read is Variable made && made.Name == name && context.Block.Count > before
            && Traversal.Targets(context.Block[context.Block.Count - 1]).Contains(made);
        return hasLine ? read : context.Let(name, read);
    }

    public Expression Convert(Expression value, ITypeSymbol from, ITypeSymbol to, bool isChecked)
    {
        if (SymbolEqualityComparer.Default.Equals(from, to))
        {
            return value;
        }

        return new Conversion(Types.Of(to), value, to.IsIntegral() ? Checking(isChecked, to, value) : Overflow.Inherited);
    }

    private static Constant? ReadConstant(IOperation operation, ITypeSymbol type)
    {
        // Arithmetic of real constants stays as the user wrote it; a named constant keeps its name.
        bool isArithmetic = operation is IBinaryOperation or IUnaryOperation { Operand: not ILiteralOperation } or IConditionalOperation;
        if (!type.IsScalar() && type.SpecialType != SpecialType.System_String)
        {
            return null;
        }

        if (type.IsReal() && (isArithmetic || operation is IConversionOperation { Operand: IBinaryOperation }))
        {
            return null;
        }

        Constant constant = Constants.Of(operation.ConstantValue.Value, type);
        return operation is IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Public } field } && type.IsReal()
            && IsNamedByEveryone(field.ContainingType)
            ? constant with { Text = Types.Of(field.ContainingType).Text + "." + Constants.Identifier(field.Name) }
            : constant;
    }

    private static bool IsNamedByEveryone(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsNamedByEveryone(type.ContainingType));

    private static bool IsScalar(IOperation operand) => operand.Type?.IsScalar() == true;

    private static bool IsNumeric(IConversionOperation conversion) =>
        conversion.Operand.Type is { } from && conversion.Type is { } to && from.IsScalar() && to.IsScalar();

    /// <remarks>C# calculates with constants as checked unless told otherwise, and a choice that is decided may leave constants.</remarks>
    public Overflow Checking(bool isChecked, ITypeSymbol type, params Expression[] operands) =>
        type.IsIntegral() && !isChecked && operands.Length > 0 && operands.All(o => o.Variables.Count == 0) ? Overflow.Unchecked
        : !type.IsIntegral() || isChecked == context.Compilation.Options.CheckOverflow() ? Overflow.Inherited
        : isChecked ? Overflow.Checked : Overflow.Unchecked;

    private Expression ReadBinary(IBinaryOperation binary, BinaryOperator found)
    {
        if (found is BinaryOperator.ConditionalAnd or BinaryOperator.ConditionalOr)
        {
            return context.Branches.ReadLogic(found, Read(binary.LeftOperand), () => Read(binary.RightOperand));
        }

        Expression[] operands = context.InOrder([binary.LeftOperand, binary.RightOperand], o => Read(o));
        return new Binary(Types.Of(binary.Type!), found, operands[0], operands[1], Checking(binary.IsChecked, binary.Type!, operands));
    }

    private Expression ReadSwitch(ISwitchExpressionOperation choice, string name)
    {
        Expression value = context.Once("switched", Read(choice.Value));
        return ReadArms(value, [.. choice.Arms], 0, name);
    }

    private Expression ReadArms(Expression value, ISwitchExpressionArmOperation[] arms, int index, string name)
    {
        if (index == arms.Length)
        {
            // No arm fits: C# throws, and so does the generated code.
            context.Block.Add(new Throw(new Opaque(
                new("global::System.Exception"),
                EquatableArray.Of("new global::System.Runtime.CompilerServices.SwitchExpressionException((object)", ")"),
                EquatableArray.Of(value))));
            context.Flow.IsDead = true;
            return Constant.Default(IRType.Double);
        }

        ISwitchExpressionArmOperation arm = arms[index];
        Expression test = context.Patterns.Read(value, arm.Pattern, arm.Guard);
        return test.Equals(Constant.True)
            ? Read(arm.Value, name)
            : context.Branches.Read(test, () => Read(arm.Value, name), () => ReadArms(value, arms, index + 1, name), name);
    }
}
