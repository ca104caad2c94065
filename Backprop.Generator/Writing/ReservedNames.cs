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

        foreach (Statement statement in Traversal.All(statements))
        {
            string? called = statement switch
            {
                ForwardCall call => call.Pair.Name + "Forward",
                BackwardCall call => call.Pair.Name + "Backward",
                GradientCall { Pair.Custom: null } call => call.Pair.Name + "Gradient",
                _ => null,
            };
            if (called is not null)
            {
                yield return called;
            }
        }
    }
}
