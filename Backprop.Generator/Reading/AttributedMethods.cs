using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Generator.Reading;

/// <summary>The methods of a file that have attributes with arguments, found once a file: a keystroke makes one of them new.</summary>
internal sealed class AttributedMethods
{
    private const string Suffix = "Attribute";

    private static readonly ConditionalWeakTable<SyntaxTree, AttributedMethods> Known = new();

    private readonly List<(string Attribute, MethodDeclarationSyntax Method)> _methods = [];
    private readonly List<(string Name, string Attribute)> _aliases = [];

    private AttributedMethods(SyntaxNode root)
    {
        foreach (SyntaxNode node in root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            if (node is UsingDirectiveSyntax { Alias.Name.Identifier.ValueText: var alias, Name: { } named })
            {
                _aliases.Add((Short(alias), Short(Last(named))));
            }
            else if (node is MethodDeclarationSyntax { AttributeLists.Count: > 0 } method)
            {
                _methods.AddRange(method.AttributeLists.SelectMany(l => l.Attributes)
                    .Where(a => a.ArgumentList is not null).Select(a => (Short(Last(a.Name)), method)));
            }
        }
    }

    /// <summary>Those of a compilation whose attribute is called by its name or by an alias of it, in order.</summary>
    /// <param name="compilation">Whose files are searched.</param>
    /// <param name="attribute">The attribute's name without the type's <c>Attribute</c> at its end.</param>
    /// <param name="cancel">Stops the search.</param>
    public static IEnumerable<MethodDeclarationSyntax> Of(Compilation compilation, string attribute, CancellationToken cancel)
    {
        List<AttributedMethods> files = [.. compilation.SyntaxTrees.Select(tree => Of(tree, cancel))];
        HashSet<string> names = [attribute, .. files.SelectMany(f => f._aliases).Where(a => a.Attribute == attribute).Select(a => a.Name)];
        return files.SelectMany(f => f._methods).Where(m => names.Contains(m.Attribute)).Select(m => m.Method);
    }

    private static AttributedMethods Of(SyntaxTree tree, CancellationToken cancel) =>
        Known.TryGetValue(tree, out AttributedMethods known) ? known : Known.GetValue(tree, found => new(found.GetRoot(cancel)));

    private static string Last(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private static string Short(string name) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length ? name.Substring(0, name.Length - Suffix.Length) : name;
}
