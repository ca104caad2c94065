using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>From the compiler's view of an annotated method to ours.</summary>
internal static class MethodReader
{
    public const string AttributeName = "Backprop.DifferentiableAttribute";

    public static ReadMethod Read(GeneratorAttributeSyntaxContext source, CancellationToken cancel)
    {
        IMethodSymbol method = HelperReader.Implementation((IMethodSymbol)source.TargetSymbol);
        TypeDeclaration type = TypeReader.Read(method.ContainingType);
        Signature signature = SignatureOf(method);
        Attempt<ReadMethod> attempt = Attempt.At(method.Name, () => Read(source, method, type, signature, cancel));
        return attempt.Value ?? new(
            type, signature, null, EquatableArray<Helper>.Empty,
            EquatableArray.Of(Problem.At(method.Locations[0], Descriptors.Failed, attempt.Failure!)));
    }

    private static ReadMethod Read(
        GeneratorAttributeSyntaxContext source, IMethodSymbol method, TypeDeclaration type, Signature signature, CancellationToken cancel)
    {
        List<Problem> problems = [.. UsageCheck.Run(method, (MethodDeclarationSyntax)source.TargetNode, source.SemanticModel.Compilation)];
        if (problems.Count > 0)
        {
            return new(type, signature, null, EquatableArray<Helper>.Empty, problems.ToEquatableArray());
        }

        Compilation compilation = source.SemanticModel.Compilation;
        HelperReader helpers = new(compilation, cancel);
        if (helpers.CustomOf(method) is { } custom)
        {
            return DerivativeFit.From(method.ContainingType, custom, compilation) is { } misfit
                ? new(type, signature, null, EquatableArray<Helper>.Empty, EquatableArray.Of(misfit))
                : new(type, signature, BodyReader.Call(method, custom), EquatableArray<Helper>.Empty, EquatableArray<Problem>.Empty);
        }

        helpers.Enter(method);
        if (helpers.Body(method) is not { } body)
        {
            return new(type, signature, null, EquatableArray<Helper>.Empty, EquatableArray<Problem>.Empty); // C# reports the missing body
        }

        (Function function, EquatableArray<Problem> found, Places places) = BodyReader.Read(compilation, method, body, method.ContainingType, helpers, cancel);
        if (found.Any(p => p.IsError))
        {
            return new(type, signature, null, EquatableArray<Helper>.Empty, found);
        }

        if (Requests.Check(method, function) is { } noJacobian)
        {
            return new(type, signature, null, EquatableArray<Helper>.Empty, EquatableArray.Of(noJacobian));
        }

        EquatableArray<Problem> warnings = ZeroGradients.Find(function, method).ToEquatableArray();
        signature = WithNamed(signature, function);
        return new(type, signature, function, helpers.Helpers.ToEquatableArray(), warnings)
        {
            Places = places with { Marks = places.Marks.Concat(helpers.Marks).ToEquatableArray() },
        };
    }

    /// <summary>With the dimensions that tensors name, after which nothing may be left out.</summary>
    private static Signature WithNamed(Signature signature, Function function)
    {
        ParameterSignature[] named = [.. function.Parameters.Skip(signature.Parameters.Count)
            .Select(p => new ParameterSignature(p.Variable.Type.Text, p.Variable.Name, "", null, false, false))];
        return signature with { Parameters = signature.Parameters.Concat(named).ToEquatableArray(), Named = named.Length };
    }

    private static Signature SignatureOf(IMethodSymbol method) => new(
        method.Name,
        SyntaxFacts.GetText(method.DeclaredAccessibility),
        BindingOf(method),
        Names.Saved(method, method.Name),
        $"{Constants.Identifier(method.Name)}({string.Join(", ", method.Parameters.Select(p => (p.RefKind == RefKind.In ? "in " : "") + p.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)))})", // without what may be null
        method.Locations[0].SourceTree?.FilePath ?? "",
        method.Parameters.Select(ParameterOf).ToEquatableArray())
    {
        HasJacobian = Requests.HasJacobian(method),
    };

    /// <summary>How a method is bound to its type. Without <c>readonly</c>, calling what is generated from such a method would copy the struct.</summary>
    public static string BindingOf(IMethodSymbol method) =>
        method.IsStatic ? "static" : method.IsReadOnly && !method.ContainingType.IsReadOnly ? "readonly" : "";

    private static ParameterSignature ParameterOf(IParameterSymbol parameter)
    {
        // Of a partial method, the part without a body declares what a caller may leave out.
        IParameterSymbol declared = ((IMethodSymbol)parameter.ContainingSymbol).PartialDefinitionPart?.Parameters[parameter.Ordinal] ?? parameter;
        return new(
            Types.Of(parameter.Type).Text,
            Constants.Identifier(parameter.Name),
            parameter.RefKind == RefKind.In ? "in " : "",
            declared.HasExplicitDefaultValue ? Constants.Of(declared.ExplicitDefaultValue, parameter.Type).Text : null,
            Parameters.IsDifferentiable(parameter),
            parameter.Type.IsArray())
        {
            Tensor = parameter.Type.IsTensor() ? parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : null,
        };
    }
}
