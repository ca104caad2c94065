using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Tests.Language.Fuzzing;

/// <summary>The bodies of a compilation's methods; each is bound once, however often a loop calls it.</summary>
internal sealed class Bodies(Compilation compilation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Dictionary<IMethodSymbol, IBlockOperation> _bodies = new(SymbolEqualityComparer.Default);

    public IBlockOperation Of(IMethodSymbol method, CancellationToken cancel)
    {
        if (!_bodies.TryGetValue(method, out IBlockOperation? body))
        {
            SyntaxNode declaration = method.DeclaringSyntaxReferences[0].GetSyntax(cancel);
            if (!_models.TryGetValue(declaration.SyntaxTree, out SemanticModel? model))
            {
                _models.Add(declaration.SyntaxTree, model = compilation.GetSemanticModel(declaration.SyntaxTree));
            }

            IMethodBodyBaseOperation operation = (IMethodBodyBaseOperation)model.GetOperation(declaration, cancel)!;
            _bodies.Add(method, body = operation.BlockBody ?? operation.ExpressionBody!);
        }

        return body;
    }
}
