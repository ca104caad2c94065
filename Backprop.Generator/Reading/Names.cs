using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>What generated members are called.</summary>
internal static class Names
{
    public static string Camel(string name) => name.Length == 0 ? "t" : char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>A static method as it is called from anywhere.</summary>
    public static string Full(IMethodSymbol method) =>
        method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + Constants.Identifier(method.Name);

    /// <summary>
    /// Methods of one name share the names of their halves, as overloads; the struct between them cannot be overloaded,
    /// so it counts: FSaved, FSaved2, in the order of declaration.
    /// </summary>
    public static string Saved(IMethodSymbol method, string name)
    {
        IMethodSymbol declared = (method.OriginalDefinition.PartialDefinitionPart ?? method).OriginalDefinition;
        int place = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
            .OrderBy(m => m.Locations[0].SourceTree?.FilePath ?? "", StringComparer.Ordinal).ToList()
            .FindIndex(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, declared));
        return name + "Saved" + (place > 0 ? (place + 1).ToString(CultureInfo.InvariantCulture) : "");
    }

    /// <summary>
    /// What a helper's halves are named after. One of another type carries that type's name, and all names around it where
    /// that does not tell it from others; a number follows where the type that it is written into has such members already.
    /// </summary>
    public static string Helper(IMethodSymbol method, INamedTypeSymbol target, Compilation compilation)
    {
        bool isOwn = SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, target.OriginalDefinition);
        string wanted = isOwn ? Own(method) : IsAmbiguous(method, compilation) ? Qualified(method) : method.ContainingType.Name + method.Name;
        string name = wanted;
        for (int next = 2; IsTaken(name, isOwn && next == 2); next++)
        {
            name = wanted + next.ToString(CultureInfo.InvariantCulture);
        }

        return name;

        bool IsTaken(string name, bool isItself) =>
            (!isItself && target.GetMembers(name).Length > 0)
            || new[] { name + "Forward", name + "Backward", name + "Gradient", Saved(method, name) }.Any(n => target.GetMembers(n).Length > 0);
    }

    /// <summary>A number tells apart what C# tells apart by <c>in</c>: the generated methods take all by value.</summary>
    private static string Own(IMethodSymbol method)
    {
        List<IMethodSymbol> overloads = [.. method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()];
        List<IMethodSymbol> twins = overloads.FindAll(m => m.Parameters.Length == method.Parameters.Length
            && m.Parameters.Zip(method.Parameters, (a, b) => SymbolEqualityComparer.Default.Equals(a.Type, b.Type)).All(same => same));
        return twins.Count < 2 ? method.Name : method.Name + (overloads.IndexOf(method) + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsAmbiguous(IMethodSymbol method, Compilation compilation) =>
        compilation.GetSymbolsWithName(method.ContainingType.Name, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .Count(t => t.GetMembers(method.Name).OfType<IMethodSymbol>().Any()) > 1;

    private static string Qualified(IMethodSymbol method)
    {
        IEnumerable<string> types = TypeReader.WithContaining(method.ContainingType)
            .Select(t => t.Arity == 0 ? t.Name : t.Name + t.Arity.ToString(CultureInfo.InvariantCulture));
        string space = method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString().Replace("@", "").Replace('.', '_') + "_";
        return space + string.Join("_", types) + "_" + method.Name;
    }
}
