using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Generator.Reading;

/// <summary>One semantic model a file: a new one would bind a helper again for every method that calls it.</summary>
internal static class SemanticModels
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, SemanticModel>> Models = new();

    /// <summary>The model of a tree, kept as long as the compilation lives.</summary>
    public static SemanticModel Of(Compilation compilation, SyntaxTree tree, CancellationToken cancel) =>
        Models.GetValue(compilation, static _ => new()).GetOrAdd(tree, found => Bound(compilation, found, cancel));

    /// <summary>
    /// A new model, which has bound what will be asked of it: binding takes longer than all that is read then, and methods
    /// are read one by one, but can be bound on all cores.
    /// </summary>
    private static SemanticModel Bound(Compilation compilation, SyntaxTree tree, CancellationToken cancel)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        IEnumerable<MethodDeclarationSyntax> annotated = tree.GetRoot(cancel)
            .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<MethodDeclarationSyntax>()
            .Where(static method => method.AttributeLists.Any(l => l.Attributes.Any(a => IsToBeRead(a.Name.ToString()))));
        Parallel.ForEach(annotated, new ParallelOptions { CancellationToken = cancel }, method => model.GetOperation(method, cancel));
        return model;
    }

    private static bool IsToBeRead(string attribute) => attribute.Contains("Differentiable") && !attribute.Contains("NonDifferentiable");
}
