using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>The declarations that a generated file must repeat to add members to a type.</summary>
internal static class TypeReader
{
    public static TypeDeclaration Read(INamedTypeSymbol type)
    {
        string space = type.ContainingNamespace is { IsGlobalNamespace: false } found
            ? found.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted))
            : "";
        return new(space, WithContaining(type).Select(Declaration).ToEquatableArray(), HintName(type));
    }

    /// <summary>The type and those around it, outermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> WithContaining(INamedTypeSymbol type) =>
        type.ContainingType is null ? [type] : WithContaining(type.ContainingType).Append(type);

    /// <summary>Whether a type is known in its file only, so that generated code cannot name it.</summary>
    public static bool IsFileLocal(INamedTypeSymbol type) => WithContaining(type).Any(t => t.IsFileLocal);

    private static string Declaration(INamedTypeSymbol type)
    {
        string kind = type switch
        {
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        string parameters = type.TypeParameters.Length == 0 ? "" : $"<{string.Join(", ", type.TypeParameters.Select(p => Constants.TypeName(p.Name)))}>";
        return $"partial {kind} {Constants.TypeName(type.Name)}{parameters}";
    }

    /// <summary>Unique among types, readable, and fit for a file's name.</summary>
    private static string HintName(INamedTypeSymbol type)
    {
        string space = type.ContainingNamespace is { IsGlobalNamespace: false } found ? found.ToDisplayString() + "." : "";
        string names = string.Join(".", WithContaining(type).Select(t => t.Arity == 0 ? t.Name : $"{t.Name}`{t.Arity}"));
        return new([.. (space + names).Where(c => c != '@').Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '`' ? c : '_')]);
    }
}
