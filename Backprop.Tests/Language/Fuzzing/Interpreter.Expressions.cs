using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Tests.Language.Fuzzing;

internal sealed partial class Interpreter
{
    private bool Test(IOperation operation) => (bool)Evaluate(operation)!;

    private object? Evaluate(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant is double or float ? Constant(Convert.ToDouble(constant)) : constant;
        }

        switch (operation)
        {
            case ILocalReferenceOperation local:
                return _values[local.Local];
            case IParameterReferenceOperation parameter:
                return _values[parameter.Parameter];
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field }:
                return Initial(field);
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IPropertyReferenceOperation:
                return Read(operation);
            case IArrayCreationOperation or ICollectionExpressionOperation or { Kind: OperationKind.None } or IDefaultValueOperation:
                return Create(operation);
            case ITupleOperation tuple:
                return tuple.Elements.Select(Evaluate).ToArray();
            case IRangeOperation range:
                return Range(range);
            case IConversionOperation { Operand: IThrowOperation { Exception: { } exception } }:
                throw Exception(exception);
            case IThrowOperation { Exception: { } exception }:
                throw Exception(exception);
            case IConversionOperation conversion:
                return ConvertTo(Evaluate(conversion.Operand), conversion.Type!, conversion.IsChecked);
            case IUnaryOperation unary:
                return Unary(unary, Evaluate(unary.Operand)!);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and:
                return Test(and.LeftOperand) && Test(and.RightOperand);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } or:
                return Test(or.LeftOperand) || Test(or.RightOperand);
            case IBinaryOperation binary:
                return Binary(binary.OperatorKind, Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand), binary.Type!, binary.IsChecked);
            case IConditionalOperation choice:
                return Evaluate(Test(choice.Condition) ? choice.WhenTrue : choice.WhenFalse!);
            case ISwitchExpressionOperation choice:
                object? value = Evaluate(choice.Value);
                return Evaluate((choice.Arms.FirstOrDefault(a => Fits(value, a.Pattern) && (a.Guard is null || Test(a.Guard))) ?? throw new SwitchExpressionException()).Value);
            case IIsPatternOperation test:
                return Fits(Evaluate(test.Value), test.Pattern);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment);
            case IDeconstructionAssignmentOperation assignment:
                return Deconstruct(assignment);
            case ICompoundAssignmentOperation assignment:
                return Compound(assignment);
            case IIncrementOrDecrementOperation step:
                return Step(step);
            case IInvocationOperation call:
                return Invoke(call);
            default:
                throw new NotSupportedException($"{operation.Kind}: {operation.Syntax}");
        }
    }

    /// <summary>What a field that never changes holds.</summary>
    private object? Initial(IFieldSymbol field)
    {
        SyntaxNode declarator = field.DeclaringSyntaxReferences[0].GetSyntax(cancel);
        return Evaluate(((IFieldInitializerOperation)compilation.GetSemanticModel(declarator.SyntaxTree)
            .GetOperation(((VariableDeclaratorSyntax)declarator).Initializer!, cancel)!).Value);
    }

    private object? ConvertTo(object? value, ITypeSymbol type, bool isChecked) =>
        value is null or Elements or View or object?[] || type.Name == nameof(Index) ? Reshaped(value, type) : ConvertNumber(value, type, isChecked);

    private object ConvertNumber(object value, ITypeSymbol type, bool isChecked)
    {
        SpecialType to = ((type as INamedTypeSymbol)?.EnumUnderlyingType ?? type).SpecialType;
        return (value, to) switch
        {
            (Dual real, SpecialType.System_Double) => real,
            (Dual real, SpecialType.System_Single) => Rounded(real, type),
            (Dual real, _) => Integers.Convert(real.Value, to, isChecked),
            (bool or string, _) => value,
            (_, SpecialType.System_Double) => Constant(Integers.ToDouble(value)),
            (_, SpecialType.System_Single) => Rounded(Constant(Integers.ToSingle(value)), type),
            _ => Integers.Convert(value, to, isChecked),
        };
    }

    private Dual Rounded(Dual real, ITypeSymbol type)
    {
        if (type.SpecialType != SpecialType.System_Single)
        {
            return real;
        }

        HasSingle = true;
        return real.WithValue((float)real.Value);
    }

    private object Unary(IUnaryOperation unary, object operand) => (unary.OperatorKind, operand) switch
    {
        (UnaryOperatorKind.Hat, int fromEnd) => new Position(fromEnd, true),
        (UnaryOperatorKind.Plus, _) => operand,
        (UnaryOperatorKind.Minus, Dual real) => Dual.Of(-real.Value, (real, -1)),
        (UnaryOperatorKind.Minus, _) => Integers.Negate(operand, unary.IsChecked),
        (UnaryOperatorKind.Not, bool truth) => !truth,
        (UnaryOperatorKind.BitwiseNegation, _) => Integers.Complement(operand),
        _ => throw new NotSupportedException(unary.Syntax.ToString()),
    };

    private object Binary(BinaryOperatorKind kind, object? left, object? right, ITypeSymbol type, bool isChecked) => (left, right) switch
    {
        (Dual a, Dual b) when type.SpecialType == SpecialType.System_Boolean => Compare(kind, a.Value, b.Value),
        (Dual a, Dual b) => Rounded(Arithmetic(kind, a, b), type),
        (bool a, bool b) => kind switch
        {
            BinaryOperatorKind.And => a & b,
            BinaryOperatorKind.Or => a | b,
            BinaryOperatorKind.ExclusiveOr or BinaryOperatorKind.NotEquals => a ^ b,
            _ => a == b,
        },
        (string or null, string or null) => Equals(left, right) == (kind == BinaryOperatorKind.Equals),
        _ => Integers.Binary(kind, left!, right!, isChecked),
    };

    private static bool Compare(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Equals => a == b,
        BinaryOperatorKind.NotEquals => a != b,
        BinaryOperatorKind.LessThan => a < b,
        BinaryOperatorKind.LessThanOrEqual => a <= b,
        BinaryOperatorKind.GreaterThan => a > b,
        _ => a >= b,
    };

    private static Dual Arithmetic(BinaryOperatorKind kind, Dual a, Dual b)
    {
        (double x, double y) = (a.Value, b.Value);
        return kind switch
        {
            BinaryOperatorKind.Add => Dual.Of(x + y, (a, 1), (b, 1)),
            BinaryOperatorKind.Subtract => Dual.Of(x - y, (a, 1), (b, -1)),
            BinaryOperatorKind.Multiply => Dual.Of(x * y, (a, y), (b, x)),
            BinaryOperatorKind.Divide => Dual.Of(x / y, (a, 1 / y), (b, -x / (y * y))),
            BinaryOperatorKind.Remainder => Dual.Of(x % y, (a, 1, 1), (b, -Math.Truncate(x / y), 1 + Math.Abs(x / y))),
            _ => throw new NotSupportedException(kind.ToString()),
        };
    }

    private object? Compound(ICompoundAssignmentOperation assignment)
    {
        Place target = PlaceOf(assignment.Target);
        ITypeSymbol own = assignment.Target.Type!;
        object before = target.Read()!;
        object? right = Evaluate(assignment.Value);
        bool isShift = assignment.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        bool isBool = own.SpecialType == SpecialType.System_Boolean;
        ITypeSymbol operating = isShift ? Promoted(own) : assignment.Value.Type!;
        object left = isBool ? before : ConvertNumber(before, operating, false);
        object result = Binary(assignment.OperatorKind, left, right, operating, assignment.IsChecked);
        object after = isBool ? result : ConvertNumber(result, own, assignment.IsChecked);
        target.Write(after);
        return after;
    }

    private object? Step(IIncrementOrDecrementOperation step)
    {
        Place target = PlaceOf(step.Target);
        ITypeSymbol own = step.Target.Type!, operating = IsReal(own) ? own : Promoted(own);
        object before = target.Read()!;
        BinaryOperatorKind kind = step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        object one = ConvertNumber(1, operating, false);
        object after = ConvertNumber(Binary(kind, ConvertNumber(before, operating, false), one, operating, step.IsChecked), own, step.IsChecked);
        target.Write(after);
        return step.IsPostfix ? before : after;
    }

    private ITypeSymbol Promoted(ITypeSymbol type)
    {
        ITypeSymbol plain = (type as INamedTypeSymbol)?.EnumUnderlyingType ?? type;
        return plain.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
            ? plain
            : compilation.GetSpecialType(SpecialType.System_Int32);
    }

    private object? Invoke(IInvocationOperation call)
    {
        object? instance = call.Instance is { } receiver && call.TargetMethod.MethodKind != MethodKind.LocalFunction ? Evaluate(receiver) : null;
        object?[] arguments = new object?[call.Arguments.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            arguments[argument.Parameter!.Ordinal] = Evaluate(argument.Value);
        }

        IMethodSymbol method = call.TargetMethod;
        return _localFunctions.TryGetValue(method, out ILocalFunctionOperation? local) ? Call(method, local.Body!, arguments)
            : method.DeclaringSyntaxReferences.Length > 0 ? Call(method, arguments)
            : method.ContainingType.Name is nameof(Array) or nameof(MemoryExtensions) or "Span" or "ReadOnlySpan" ? Bulk(method, instance, arguments)
            : Function(method, arguments);
    }

    /// <summary>A function of .NET: its value is .NET's own.</summary>
    private object Function(IMethodSymbol method, object?[] arguments)
    {
        Type owner = Runtime(method.ContainingType);
        Type[] types = [.. method.Parameters.Select(p => Runtime(p.Type))];
        object?[] values = [.. arguments.Select((a, i) => a is Dual real ? types[i] == typeof(float) ? (object)(float)real.Value : real.Value : a)];
        object result = owner.GetMethod(method.Name, types)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, values, null)!;
        if (result is not (double or float))
        {
            return result;
        }

        double y = Convert.ToDouble(result);
        (double Partial, double Size)[]? partials = Partials.Of(method.Name, [.. arguments.Select(a => a is Dual real ? real.Value : 0)], y);
        HasKink |= partials is null;
        HasSingle |= result is float;
        return partials is null ? Constant(y) : Dual.Of(y, [.. arguments.Zip(partials, (a, p) => (a as Dual ?? Constant(0), p.Partial, p.Size))]);
    }

    private static Type Runtime(ITypeSymbol type) => Type.GetType(type.SpecialType == SpecialType.None
        ? type.ContainingNamespace + "." + type.Name
        : type.SpecialType.ToString().Replace('_', '.'))!;

    private bool Fits(object? value, ICaseClauseOperation clause) => clause switch
    {
        ISingleValueCaseClauseOperation single => IsEqual(value, Evaluate(single.Value)),
        IPatternCaseClauseOperation pattern => Fits(value, pattern.Pattern) && (pattern.Guard is null || Test(pattern.Guard)),
        _ => false,
    };

    private bool Fits(object? value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return IsEqual(value, Evaluate(constant.Value));
            case IRelationalPatternOperation relation:
                return (bool)Binary(relation.OperatorKind, value, Evaluate(relation.Value), compilation.GetSpecialType(SpecialType.System_Boolean), false);
            case INegatedPatternOperation not:
                return !Fits(value, not.Pattern);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return Fits(value, both.LeftPattern) && Fits(value, both.RightPattern);
            case IBinaryPatternOperation either:
                return Fits(value, either.LeftPattern) || Fits(value, either.RightPattern);
            case IDiscardPatternOperation:
                return true;
            case IDeclarationPatternOperation declaration:
                _values[declaration.DeclaredSymbol!] = value;
                return true;
            default:
                throw new NotSupportedException(pattern.Syntax.ToString());
        }
    }

    private static bool IsEqual(object? a, object? b) => a is Dual x && b is Dual y ? x.Value == y.Value || (double.IsNaN(x.Value) && double.IsNaN(y.Value)) : Equals(a, b);
}
