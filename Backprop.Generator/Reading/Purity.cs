using Backprop.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>
/// Whether C# that sees an active value only looks at it. What is kept somewhere could come back later, from a field say,
/// without its derivative.
/// </summary>
/// <param name="compilation">Where the source of methods is found.</param>
/// <param name="cancel">Stops the search.</param>
/// <param name="mayFill">Whether elements of locals and parameters may be written, as they may where the code is read.</param>
/// <param name="trusts">Whether a method marked [NonDifferentiable] is taken at its word that nothing it keeps is missed.</param>
/// <param name="onlyKnown">Whether code that cannot be looked into is taken to keep nothing.</param>
/// <param name="mustRepeat">Whether it must also give the same when it is run again.</param>
internal sealed class Purity(Compilation compilation, CancellationToken cancel, bool mayFill = false, bool trusts = false, bool onlyKnown = false, bool mustRepeat = false)
{
    private readonly HashSet<IMethodSymbol> _met = new(SymbolEqualityComparer.Default);

    /// <summary>The first thing that may keep what it is given; null where nothing does.</summary>
    public Problem? Leak(IOperation operation) => operation.DescendantsAndSelf().Select(LeakOf).FirstOrDefault(p => p is not null);

    private Problem? LeakOf(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment when !IsOwn(assignment.Target) => Written(assignment.Target),
        IIncrementOrDecrementOperation step when !IsOwn(step.Target) => Written(step.Target),
        IInvocationOperation call => LeakOf(call, call.TargetMethod),
        IPropertyReferenceOperation property => LeakOf(property, property.Property.GetMethod),
        IObjectCreationOperation creation => LeakOf(creation, creation.Constructor),
        IBinaryOperation { OperatorMethod: { } method } => LeakOf(operation, method),
        IUnaryOperation { OperatorMethod: { } method } => LeakOf(operation, method),
        IConversionOperation { OperatorMethod: { } method } => LeakOf(operation, method),
        IDynamicInvocationOperation or IDynamicIndexerAccessOperation or IDynamicMemberReferenceOperation or IDynamicObjectCreationOperation
            or IFunctionPointerInvocationOperation or IAddressOfOperation or IAwaitOperation or IEventAssignmentOperation => Kept(operation),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument when !IsOwn(argument.Value) => Written(argument.Value),
        IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } => Kept(operation),
        _ => null,
    };

    private Problem? LeakOf(IOperation operation, IMethodSymbol? method)
    {
        if (method is null || !_met.Add(method.OriginalDefinition) || (trusts && Parameters.IsNonDifferentiable(method)))
        {
            return null; // known, or being looked at already
        }

        cancel.ThrowIfCancellationRequested();
        if (!HelperReader.HasSource(method, compilation))
        {
            return IsHarmless(method) ? null : Kept(operation);
        }

        if (method.IsAbstract || method.IsExtern || ((method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed))
        {
            return Kept(operation);
        }

        SyntaxNode declaration = HelperReader.Implementation(method).DeclaringSyntaxReferences[0].GetSyntax(cancel);
        IOperation? body = SemanticModels.Of(compilation, declaration.SyntaxTree, cancel).GetOperation(declaration, cancel);
        return body is null ? null : Leak(body);
    }

    /// <summary>A local, or a parameter that is a copy; nothing that outlives the call.</summary>
    private bool IsOwn(IOperation target) => target switch
    {
        ILocalReferenceOperation { Local.RefKind: RefKind.None } or IDiscardOperation or IDeclarationExpressionOperation => true,
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } => !Flow.IsMember(parameter),
        ITupleOperation tuple => tuple.Elements.All(IsOwn),
        IArrayElementReferenceOperation element => mayFill && IsOwn(element.ArrayReference),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } span } when span.Type.IsArray() => mayFill && IsOwn(span),
        IImplicitIndexerReferenceOperation element => mayFill && IsOwn(element.Instance),
        _ => false,
    };

    /// <summary>Members of .NET without a memory: of numbers, strings and the like, and what creates or throws an exception.</summary>
    private bool IsHarmless(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        if (mustRepeat && IsOfTheMoment(method, type))
        {
            return false;
        }

        if (BulkReader.Reads(method) && (mayFill || !method.Parameters.Any(p => MayBeFilled(p, type))))
        {
            return true;
        }

        if (mayFill && (type.IsArray() || type is { Name: "MemoryExtensions" or "Array", ContainingNamespace.Name: "System" }))
        {
            return true;
        }

        bool isSystem = type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
        return IsException(type) || FrozenReader.IsStop(method) || (isSystem && !method.Parameters.Any(p => MayBeFilled(p, type)) && (HoldsOnlyItself(type)
            || (type.Name == "Array" && method.MethodKind == MethodKind.PropertyGet) // its length
            || type is { Name: "Math" or "MathF" or "String" or "Object" or "Convert" or "BitConverter" or "Nullable" or "Enum" }
            || type.IsScalar() || type.SpecialType == SpecialType.System_Decimal));
    }

    /// <summary>The time, and identifiers made of it or of chance.</summary>
    private static bool IsOfTheMoment(IMethodSymbol method, INamedTypeSymbol type) => method.IsStatic && method.MethodKind != MethodKind.BuiltinOperator
        && type.Name is "DateTime" or "DateTimeOffset" or "Guid" && (method.Parameters.Length == 0 || method.Name == "CreateVersion7");

    /// <summary>A struct without a reference to what others see too, as a span has.</summary>
    private static bool HoldsOnlyItself(INamedTypeSymbol type) => type is { IsValueType: true, IsReadOnly: true, IsRefLikeType: false, IsGenericType: false };

    /// <summary>Whether a method may write a number into what it is given. Strings are made of arrays, and fill none but of characters.</summary>
    private static bool MayBeFilled(IParameterSymbol parameter, INamedTypeSymbol type) =>
        parameter.Type is { Name: "Span" or "Memory" } || (parameter.Type is IArrayTypeSymbol && type.SpecialType != SpecialType.System_String);

    private static bool IsException(INamedTypeSymbol? type) =>
        type is not null && (type is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } || IsException(type.BaseType));

    private static Problem Written(IOperation target) => Problem.At(target.Syntax.GetLocation(), Descriptors.StateWritten, Refusals.Quote(target));

    private Problem? Kept(IOperation operation) => onlyKnown ? null : Problem.At(operation.Syntax.GetLocation(), Descriptors.MayKeep, Refusals.Quote(operation));
}
