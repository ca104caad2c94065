using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>Which parameters are read, and which of them are differentiated.</summary>
internal static class Parameters
{
    public static bool IsDifferentiable(IParameterSymbol parameter) => parameter.Type.CarriesReals() && !IsNonDifferentiable(parameter);

    /// <summary>Whether a parameter, or what a method returns, is marked to be a constant as far as derivatives go.</summary>
    public static bool IsNonDifferentiable(ISymbol symbol) => symbol.OriginalDefinition.GetAttributes().Any(a =>
        a.AttributeClass is { Name: "NonDifferentiableAttribute", ContainingNamespace: { Name: "Backprop", ContainingNamespace.IsGlobalNamespace: true } });

    /// <summary>Whether a method can leave something in an argument of the type.</summary>
    public static bool IsWritable(ITypeSymbol type) => type.IsArray() && type.Name is not ("ReadOnlySpan" or "ReadOnlyMemory");

    /// <summary>What a type that is not read is, and what to take instead; null for one that is read.</summary>
    public static (string What, string Instead)? Refusal(ITypeSymbol type) => type switch
    {
        _ when type.IsOtherReal() => ($"of type '{type.Name}'", "make it double or float"),
        _ when type.IsScalar() || type.IsArray() || type.SpecialType == SpecialType.System_String => null,
        IArrayTypeSymbol => ("an array of what is no number", "take an array of numbers"),
        ITypeParameterSymbol => ("of a type parameter", "make it double or float"),
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => ("a pointer", "make it double or float"),
        { IsValueType: true } => ($"of struct type '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "make each number of it a parameter"),
        _ => ($"of type '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "take the numbers it holds as parameters"),
    };
}
