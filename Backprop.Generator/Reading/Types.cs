using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>Roslyn's types as the IR's, and what may be done with them.</summary>
internal static class Types
{
    private static readonly SymbolDisplayFormat Format =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static IRType Of(ITypeSymbol type) => new(type.ToDisplayString(Format));

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
