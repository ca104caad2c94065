using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Generator.Reading;

/// <summary>
/// What code may name from the type it is written into. A helper of another type is read into its caller's type, so all that
/// it uses must be accessible from there; a helper with code of its own stays where it may name everything.
/// </summary>
internal static class Reach
{
    /// <summary>The first thing out of reach that a method uses, itself or in the helpers that only it can call; null if there is none.</summary>
    public static string? FirstBeyond(INamedTypeSymbol target, IMethodSymbol method, Compilation compilation, CancellationToken cancel)
    {
        if (SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, target.OriginalDefinition))
        {
            return null;
        }

        Queue<IMethodSymbol> pending = new([method]);
        HashSet<ISymbol> met = new(SymbolEqualityComparer.Default) { method };
        while (pending.Count > 0)
        {
            foreach (ISymbol used in UsedBy(pending.Dequeue(), compilation, cancel).Where(s => !compilation.IsSymbolAccessibleWithin(s, target)))
            {
                if (used is not IMethodSymbol helper || !HelperReader.IsCopied(helper, target, compilation, cancel))
                {
                    return NameOf(used);
                }

                helper = HelperReader.Implementation(helper);
                if (met.Add(helper))
                {
                    pending.Enqueue(helper);
                }
            }
        }

        return null;
    }

    private static IEnumerable<ISymbol> UsedBy(IMethodSymbol method, Compilation compilation, CancellationToken cancel)
    {
        SyntaxNode declaration = method.DeclaringSyntaxReferences[0].GetSyntax(cancel);
        SemanticModel model = SemanticModels.Of(compilation, declaration.SyntaxTree, cancel);
        return declaration.DescendantNodes(static node => node is not AttributeListSyntax)
            .Where(static node => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax)
            .SelectMany(node => Written(model.GetSymbolInfo(node, cancel).Symbol) is { } used ? WithDerivative(used, compilation, cancel) : []);
    }

    /// <summary>A method with a custom derivative is called together with it.</summary>
    private static IEnumerable<ISymbol> WithDerivative(ISymbol used, Compilation compilation, CancellationToken cancel) =>
        used is IMethodSymbol method && CustomDerivatives.Of(compilation, cancel).Find(method) is { } custom ? [used, custom.Derivative] : [used];

    /// <summary>What a name comes down to where it is written out: of a constant only its type is, of a property what reads it.</summary>
    private static ISymbol? Written(ISymbol? named) => named switch
    {
        IFieldSymbol { IsConst: true } constant => constant.Type,
        IPropertySymbol { GetMethod: { } getter } => getter,
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => null,
        IFieldSymbol or IPropertySymbol or IEventSymbol or IMethodSymbol or INamedTypeSymbol => named,
        _ => null,
    };

    private static string NameOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => symbol.ContainingType.Name,
        IMethodSymbol { AssociatedSymbol: { } property } => property.Name,
        _ => symbol.Name,
    };
}
