using Backprop.Generator.IR;

namespace Backprop.Generator.Writing;

/// <summary>Simple names that code refers to as they stand, and that a local must not hide.</summary>
internal static class ReservedNames
{
    public static IEnumerable<string> In(IEnumerable<Statement> body)
    {
        List<Statement> statements = [.. body];
        foreach (Symbol symbol in Traversal.Nodes(statements).OfType<Symbol>())
        {
            yield return symbol.Text.TrimStart('@');
        }

        foreach (Pair pair in Traversal.All(statements).Select(s => s is ForwardCall call ? call.Pair : (s as BackwardCall)?.Pair).OfType<Pair>())
        {
            yield return pair.Name + "Forward";
            yield return pair.Name + "Backward";
        }
    }
}
