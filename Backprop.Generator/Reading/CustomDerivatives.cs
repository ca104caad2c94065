using System.Runtime.CompilerServices;
using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Generator.Reading;

/// <summary>The methods of a project that are marked [DerivativeOf], by the methods whose derivatives they are.</summary>
internal sealed class CustomDerivatives
{
    public const string AttributeName = "Backprop.DerivativeOfAttribute";

    private static readonly ConditionalWeakTable<Compilation, CustomDerivatives> Known = new();

    private readonly Dictionary<IMethodSymbol, CustomDerivative> _byMethod = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, Problem> _problems = new(SymbolEqualityComparer.Default);

    private CustomDerivatives(Compilation compilation, CancellationToken cancel)
    {
        foreach (MethodDeclarationSyntax declaration in AttributedMethods.Of(compilation, "DerivativeOf", cancel))
        {
            if (compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancel) is IMethodSymbol derivative
                && AttributeOf(derivative) is { ConstructorArguments.Length: > 0 } attribute)
            {
                Add(DerivativeFit.Of(derivative, attribute), derivative, attribute);
            }
        }
    }

    /// <summary>Found once a compilation.</summary>
    public static CustomDerivatives Of(Compilation compilation, CancellationToken cancel) =>
        Known.TryGetValue(compilation, out CustomDerivatives known) ? known : Known.GetValue(compilation, c => new(c, cancel));

    /// <summary>What is wrong with a method that is marked.</summary>
    public static EquatableArray<Problem> Check(GeneratorAttributeSyntaxContext source, CancellationToken cancel)
    {
        if (source.TargetSymbol is not IMethodSymbol derivative || source.Attributes[0].ConstructorArguments.Length == 0)
        {
            return EquatableArray<Problem>.Empty; // C# says why
        }

        if (derivative is not { MethodKind: MethodKind.Ordinary })
        {
            Location at = DerivativeFit.Place(source.Attributes[0], derivative);
            return EquatableArray.Of(Problem.At(at, Descriptors.DerivativeMisfit, derivative.Name, DerivativeFit.NameIn(source.Attributes[0]), "it is no method of a type", "a static method"));
        }

        return Of(source.SemanticModel.Compilation, cancel)._problems.TryGetValue(Whole(derivative), out Problem problem)
            ? EquatableArray.Of(problem)
            : EquatableArray<Problem>.Empty;
    }

    /// <summary>The custom derivative of a method; null where it has none.</summary>
    public CustomDerivative? Find(IMethodSymbol method) =>
        _byMethod.Count > 0 && _byMethod.TryGetValue(Whole(method), out CustomDerivative found) ? found : null;

    private static AttributeData? AttributeOf(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == AttributeName);

    /// <summary>Of a partial method's two parts the one that is called.</summary>
    private static IMethodSymbol Whole(IMethodSymbol method) => method.OriginalDefinition.PartialDefinitionPart ?? method.OriginalDefinition;

    private void Add((IMethodSymbol? Method, Problem? Problem) fit, IMethodSymbol derivative, AttributeData attribute)
    {
        derivative = Whole(derivative);
        Problem? problem = fit.Problem;
        if (fit.Method is { } method)
        {
            if (_byMethod.TryGetValue(Whole(method), out CustomDerivative first))
            {
                problem = SymbolEqualityComparer.Default.Equals(first.Derivative, derivative)
                    ? first.Problem // the other part of a partial method
                    : Problem.At(DerivativeFit.Place(attribute, derivative), Descriptors.SecondDerivative, derivative.Name, DerivativeFit.Shown(method), first.Derivative.Name);
            }
            else
            {
                _byMethod.Add(Whole(method), new(method, derivative, DerivativeFit.Place(attribute, derivative), problem));
            }
        }

        if (problem is not null)
        {
            _problems[derivative] = problem;
        }
    }
}
