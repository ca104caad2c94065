using Backprop.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Generator.Reading;

/// <summary>Whether the annotation stands on a method that can have a gradient at all.</summary>
internal static class UsageCheck
{
    public static IEnumerable<Problem> Run(IMethodSymbol method, MethodDeclarationSyntax declaration, Compilation compilation)
    {
        Location name = declaration.Identifier.GetLocation();
        if (Kind(method, declaration) is { } kind)
        {
            return [Problem.At(name, Descriptors.UnsupportedMethod, method.Name, kind.What, kind.Instead)];
        }

        return [.. Types(method), .. Result(method, declaration), .. Parameters(method, name), .. Requests.Check(method, name), .. Taken(method, name)];
    }

    private static (string What, string Instead)? Kind(IMethodSymbol method, MethodDeclarationSyntax declaration) => method switch
    {
        { IsGenericMethod: true } => ("generic", "write it for double or float"),
        { IsAsync: true } => ("asynchronous", "differentiate the method that computes, and await around it"),
        { IsAbstract: true } => ("abstract", "annotate the method that has a body"),
        { IsExtern: true } => ("extern", "give it a body in C#"),
        { IsVirtual: true } or { IsOverride: true, IsSealed: false } when !method.ContainingType.IsSealed && !method.ContainingType.IsValueType =>
            ("virtual, so that a derived type may compute something else", "seal the method or its type"),
        _ when WithContaining(method).FirstOrDefault(t => t.IsFileLocal) is { } local =>
            ($"in the file-local type '{local.Name}'", "make the type internal, so that generated code can reach it"),
        _ when WithContaining(method).FirstOrDefault(t => t.TypeParameters.Any(p => p.Variance != VarianceKind.None)) is { } variant =>
            ($"in the interface '{variant.Name}' of variant types", "move it to a type without 'in' and 'out', which can hold a struct"),
        _ when !method.ReturnType.IsReal() && !method.ReturnsVoid && declaration.DescendantNodes().Any(n => n is YieldStatementSyntax) => ("an iterator", "return one number"),
        _ when Reading.Parameters.IsNonDifferentiable(method) => ("marked [NonDifferentiable] as well", "remove one of the two"),
        _ when method.MethodKind != MethodKind.Ordinary => ("an explicit interface implementation", "annotate the method that it calls"),
        _ => null,
    };

    private static IEnumerable<INamedTypeSymbol> WithContaining(IMethodSymbol method) => TypeReader.WithContaining(method.ContainingType);

    private static IEnumerable<Problem> Types(IMethodSymbol method)
    {
        foreach (INamedTypeSymbol type in WithContaining(method))
        {
            if (type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<TypeDeclarationSyntax>().FirstOrDefault(
                d => !d.Modifiers.Any(SyntaxKind.PartialKeyword)) is { } declaration)
            {
                yield return Problem.At(declaration.Identifier.GetLocation(), Descriptors.TypeNotPartial, type.Name, method.Name);
            }
        }
    }

    private static IEnumerable<Problem> Result(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        bool fillsArray = method.ReturnsVoid && method.Parameters.Any(p => Reading.Parameters.IsDifferentiable(p) && Reading.Parameters.IsWritable(p.Type));
        if (method.ReturnsByRef || method.ReturnsByRefReadonly || !(method.ReturnType.IsReal() || ((method.ReturnType is IArrayTypeSymbol || method.ReturnType.IsTensor()) && method.ReturnType.CarriesReals()) || fillsArray))
        {
            yield return Problem.At(declaration.ReturnType.GetLocation(), Descriptors.ResultNotReal, method.Name, declaration.ReturnType.ToString());
        }
    }

    private static IEnumerable<Problem> Parameters(IMethodSymbol method, Location name)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            Location at = parameter.Locations[0];
            if (parameter.RefKind is not (RefKind.None or RefKind.In))
            {
                yield return Problem.At(at, Descriptors.UnsupportedParameter, parameter.Name, "passed by reference", "take it by value and return what it becomes");
            }
            else if (Reading.Parameters.Refusal(parameter.Type) is { } refusal)
            {
                yield return Problem.At(at, Descriptors.UnsupportedParameter, parameter.Name, refusal.What, refusal.Instead);
            }
        }

        if (!method.Parameters.Any(Reading.Parameters.IsDifferentiable) && method.Parameters.All(p => Reading.Parameters.Refusal(p.Type) is null))
        {
            yield return Problem.At(name, Descriptors.NothingToDifferentiate, method.Name);
        }
    }

    /// <summary>A generated method may be one more overload; nothing else may have its name.</summary>
    private static IEnumerable<Problem> Taken(IMethodSymbol method, Location name)
    {
        string[] suffixes = ["Gradient", "Forward", "Backward"];
        foreach (string suffix in Requests.HasJacobian(method) ? [.. suffixes, "Jacobian"] : suffixes)
        {
            if (method.ContainingType.GetMembers(method.Name + suffix).Any(m => m is not IMethodSymbol other || HasSameParameters(other, method, suffix)))
            {
                yield return Problem.At(name, Descriptors.NameTaken, method.ContainingType.Name, method.Name + suffix, method.Name);
            }
        }

        string saved = Names.Saved(method, method.Name);
        if (method.ContainingType.GetMembers(saved).Length > 0 || method.ContainingType.Name == saved)
        {
            yield return Problem.At(name, Descriptors.NameTaken, method.ContainingType.Name, saved, method.Name);
        }
    }

    private static bool HasSameParameters(IMethodSymbol other, IMethodSymbol method, string suffix) =>
        suffix != "Gradient" || (other.Parameters.Length == method.Parameters.Length
            && other.Parameters.Zip(method.Parameters, (a, b) => SymbolEqualityComparer.Default.Equals(a.Type, b.Type)).All(same => same));
}
