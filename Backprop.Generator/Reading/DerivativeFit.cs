using Backprop.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Generator.Reading;

/// <summary>Whether a method that is marked [DerivativeOf] is what it says: there is such a method, and it fits that.</summary>
internal static class DerivativeFit
{
    private static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.MinimallyQualifiedFormat;

    /// <summary>The method that is meant, where there is one, and what is wrong.</summary>
    public static (IMethodSymbol? Method, Problem? Problem) Of(IMethodSymbol derivative, AttributeData attribute)
    {
        Location at = Place(attribute, derivative);
        string name = NameIn(attribute);
        ITypeSymbol owner = (attribute.ConstructorArguments[0].Value as ITypeSymbol)?.OriginalDefinition ?? derivative.ContainingType;
        List<IMethodSymbol> named = [.. Named(owner, name)];
        if (named.Count == 0)
        {
            string how = attribute.ConstructorArguments.Length == 1 ? "name its type, as in [DerivativeOf(typeof(Math), nameof(Math.Exp))]" : "name one that it has";
            return (null, Problem.At(at, Descriptors.NoDerivativeOfThis, name, $"'{owner.ToDisplayString(Short)}' has no such method", how));
        }

        List<IMethodSymbol> same = named.FindAll(m => HasSameParameters(m, derivative));
        if (same.Count == 0 && named.Count > 1)
        {
            string all = string.Join("' or '", named.Where(m => Obstacle(m) is null).Select(m => Wanted(m, derivative.Name)));
            return all.Length > 0
                ? (null, Problem.At(at, Descriptors.DerivativeMisfit, derivative.Name, name, "no overload has its parameters", all))
                : (null, Cannot(at, named[0], Obstacle(named[0])!.Value));
        }

        IMethodSymbol method = same.Count > 0 ? same[0] : named[0];
        if (same.Count > 1)
        {
            return (method, Cannot(at, method, ("another overload differs in how it passes its parameters", "give one of them another name")));
        }

        return Obstacle(method) is { } obstacle ? (method, Cannot(at, method, obstacle))
            : Misfit(method, derivative) is { } misfit ? (method, Problem.At(at, Descriptors.DerivativeMisfit, derivative.Name, Shown(method), misfit, Wanted(method, derivative.Name)))
            : (method, null);
    }

    /// <summary>What is wrong where a method with a custom derivative is called, if the derivative does not fit or cannot be called there.</summary>
    public static Problem? From(INamedTypeSymbol target, CustomDerivative custom, Compilation compilation) => custom.Problem
        ?? (compilation.IsSymbolAccessibleWithin(custom.Derivative, target) ? null : Problem.At(
            custom.Place, Descriptors.DerivativeMisfit, custom.Derivative.Name, Shown(custom.Method),
            $"it is not accessible from '{target.Name}', where that is called", "internal " + Wanted(custom.Method, custom.Derivative.Name)));

    /// <summary>Where the attribute stands.</summary>
    public static Location Place(AttributeData attribute, IMethodSymbol derivative) =>
        attribute.ApplicationSyntaxReference is { } place ? place.SyntaxTree.GetLocation(place.Span) : derivative.Locations[0];

    /// <summary>The name that the attribute gives.</summary>
    public static string NameIn(AttributeData attribute) => attribute.ConstructorArguments[attribute.ConstructorArguments.Length - 1].Value as string ?? "";

    public static string Shown(IMethodSymbol method) => method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    private static Problem Cannot(Location at, IMethodSymbol method, (string Why, string Instead) obstacle) =>
        Problem.At(at, Descriptors.NoDerivativeOfThis, Shown(method), obstacle.Why, obstacle.Instead);

    /// <summary>The methods of a name, as C# finds them: of the type itself, else of its base type.</summary>
    private static IEnumerable<IMethodSymbol> Named(ITypeSymbol owner, string name)
    {
        for (ITypeSymbol? type = owner; type is not null; type = type.BaseType)
        {
            List<IMethodSymbol> own = [.. type.GetMembers(name).OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary)];
            if (own.Count > 0)
            {
                return own;
            }
        }

        return [];
    }

    private static bool HasSameParameters(IMethodSymbol method, IMethodSymbol derivative) => method.Parameters.Length == derivative.Parameters.Length
        && method.Parameters.Zip(derivative.Parameters, (a, b) => SymbolEqualityComparer.Default.Equals(a.Type, b.Type)).All(same => same);

    /// <summary>Why a method cannot have a custom derivative, and what to do; null where it can.</summary>
    private static (string Why, string Instead)? Obstacle(IMethodSymbol method) => method switch
    {
        { IsStatic: false } => ("it is not static", "make it static"),
        { IsAbstract: true } or { IsVirtual: true } => ("which method runs is known only at run time", "name one that is not virtual"),
        _ when IsGeneric(method) => ("it is generic, or in a generic type", "write it for double or float"),
        _ when TypeReader.IsFileLocal(method.ContainingType) => ("its type is known in its file only", "make the type internal"),
        _ when Parameters.IsNonDifferentiable(method) => ("it is marked [NonDifferentiable]", "remove one of the two"),
        _ when !method.ReturnType.IsReal() || method.ReturnsByRef || method.ReturnsByRefReadonly => ($"it returns '{method.ReturnType.ToDisplayString(Short)}'", "return double or float"),
        _ when method.Parameters.FirstOrDefault(p => Refusal(p) is not null) is { } odd => ($"its parameter '{odd.Name}' is {Refusal(odd)!.Value.What}", Refusal(odd)!.Value.Instead),
        _ when !method.Parameters.Any(Parameters.IsDifferentiable) => ("it has no parameter to differentiate", "give it one of type double or float"),
        _ => null,
    };

    /// <summary>What carries real numbers is told apart from them only where it is one number; anything else must be a constant.</summary>
    private static (string What, string Instead)? Refusal(IParameterSymbol parameter) => parameter.Type switch
    {
        _ when parameter.RefKind is not (RefKind.None or RefKind.In) => ("passed by reference", "pass it by value"),
        IArrayTypeSymbol or INamedTypeSymbol { Name: "Memory" or "ReadOnlyMemory", ContainingNamespace.Name: "System" } => ("an array", "pass each number, or have its body read"),
        { IsRefLikeType: true } => ("a span", "pass each number, or have its body read"),
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => ("a pointer", "pass each number"),
        var type when type.IsOtherReal() => ($"of type '{type.Name}'", "make it double or float"),
        _ => null,
    };

    /// <summary>Why a derivative does not fit its method; null where it does.</summary>
    private static string? Misfit(IMethodSymbol method, IMethodSymbol derivative) => derivative switch
    {
        _ when !HasSameParameters(method, derivative) => "its parameters are others",
        _ when derivative.Parameters.Any(p => p.RefKind is not (RefKind.None or RefKind.In)) => "it passes a parameter by reference",
        { IsStatic: false } => "it is not static",
        { IsAbstract: true } or { IsVirtual: true } => "which method runs is known only at run time",
        _ when IsGeneric(derivative) => "it is generic, or in a generic type",
        _ when !Returns(derivative, [method.ReturnType, .. method.Parameters.Where(Parameters.IsDifferentiable).Select(p => p.Type)]) =>
            $"it returns '{derivative.ReturnType.ToDisplayString(Short)}'",
        _ when TypeReader.IsFileLocal(derivative.ContainingType) => "its type is known in its file only",
        _ => null,
    };

    private static bool Returns(IMethodSymbol derivative, IReadOnlyList<ITypeSymbol> types) => !derivative.ReturnsByRef && !derivative.ReturnsByRefReadonly
        && derivative.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
        && tuple.TupleElements.Select(e => e.Type).SequenceEqual(types, SymbolEqualityComparer.Default);

    private static bool IsGeneric(IMethodSymbol method) => method.IsGenericMethod || TypeReader.WithContaining(method.ContainingType).Any(t => t.IsGenericType);

    /// <summary>The signature that the derivative of a method has.</summary>
    private static string Wanted(IMethodSymbol method, string name)
    {
        IEnumerable<string> partials = method.Parameters.Where(Parameters.IsDifferentiable).Select(p => $"{p.Type.ToDisplayString(Short)} d{p.Name}");
        IEnumerable<string> parameters = method.Parameters.Select(p => $"{p.Type.ToDisplayString(Short)} {Constants.Identifier(p.Name)}");
        string tuple = string.Join(", ", partials.Prepend(method.ReturnType.ToDisplayString(Short) + " value"));
        return $"static ({tuple}) {Constants.Identifier(name)}({string.Join(", ", parameters)})";
    }
}
