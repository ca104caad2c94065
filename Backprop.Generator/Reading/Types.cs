using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>Roslyn's types as the IR's, and what may be done with them.</summary>
internal static class Types
{
    private static readonly SymbolDisplayFormat Format =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <remarks>Of a tensor IR has the memory, row after row; what its shape is, is known to the reader alone.</remarks>
    public static IRType Of(ITypeSymbol type) => IsTensor(type) ? IRType.ReadOnlySpanOf(Of(ElementOf(type)!)) : new(
        type.ToDisplayString(Format), ElementOf(type) is { } element ? Of(element) : null, type is IArrayTypeSymbol array ? array.Rank : ElementOf(type) is null ? 0 : 1);

    /// <summary>What an array, a span or a memory of scalars, or an array of such arrays, holds; null for any other type.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { ElementType: var element } when element.IsScalar() || (element is IArrayTypeSymbol && ElementOf(element) is not null) => element,
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory", TypeArguments.Length: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } span
            when span.TypeArguments[0].IsScalar() => span.TypeArguments[0],
        INamedTypeSymbol { TypeArguments.Length: 1 } tensor when IsTensor(tensor) => tensor.TypeArguments[0],
        _ => null,
    };

    /// <summary>A tensor of .NET's, or a span of one.</summary>
    public static bool IsTensor(this ITypeSymbol? type) => type is INamedTypeSymbol
    {
        Name: "Tensor" or "TensorSpan" or "ReadOnlyTensorSpan",
        TypeArguments.Length: 1,
        ContainingNamespace: { Name: "Tensors", ContainingNamespace: { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } },
    } tensor && tensor.TypeArguments[0].IsScalar();

    /// <summary>An array, a span or a memory, or an array of arrays, of scalars.</summary>
    public static bool IsArray(this ITypeSymbol? type) => ElementOf(type) is not null;

    /// <summary>Whether a derivative can flow through a value of the type: a real number, or an array of such.</summary>
    public static bool CarriesReals(this ITypeSymbol type) => type.IsReal() || (ElementOf(type) is { } element && element.CarriesReals());

    public static bool IsReal(this ITypeSymbol type) => type.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    /// <summary>Integers and characters: what C#'s arithmetic on whole numbers takes.</summary>
    public static bool IsIntegral(this ITypeSymbol type) => type.SpecialType is
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32
        or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Char
        or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    /// <summary>Numbers, truth values and enums: a conversion to one of these visibly cuts the path of a derivative.</summary>
    public static bool IsScalar(this ITypeSymbol type) =>
        type.IsReal() || type.IsIntegral() || type.SpecialType == SpecialType.System_Boolean || type.TypeKind == TypeKind.Enum;

    /// <summary>Real numbers that are not differentiated; a derivative must not be lost through one.</summary>
    public static bool IsOtherReal(this ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Decimal || (type.Name == "Half" && type.ContainingNamespace?.ToDisplayString() == "System");
}
