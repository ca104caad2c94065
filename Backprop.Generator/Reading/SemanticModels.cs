using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>One semantic model a file: a new one would bind a helper again for every method that calls it.</summary>
internal static class SemanticModels
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, SemanticModel>> Models = new();

    /// <summary>The model of a tree, kept as long as the compilation lives.</summary>
    public static SemanticModel Of(Compilation compilation, SyntaxTree tree) =>
        Models.GetValue(compilation, static _ => new()).GetOrAdd(tree, found => compilation.GetSemanticModel(found));
}
