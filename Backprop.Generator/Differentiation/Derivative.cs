using Backprop.Generator.IR;
using Backprop.Generator.Optimization;
using Backprop.Generator.Reading;

namespace Backprop.Generator.Differentiation;

/// <summary>All that is written for one annotated method.</summary>
/// <param name="Gradient">Value and gradient in one body.</param>
/// <param name="Pullback">The two halves.</param>
/// <param name="Helpers">The halves of the methods it calls that have none of their own.</param>
internal sealed record Derivative(
    TypeDeclaration Type, Signature Signature, Reversed Gradient, Reversed Pullback, EquatableArray<HelperDerivative> Helpers)
{
    public static Derivative Of(ReadMethod method, CancellationToken cancel)
    {
        Preaccumulation helpers = new(cancel);
        EquatableArray<HelperDerivative> called = method.Helpers.Select(helpers.Differentiate).ToList()
            .FindAll(h => !h.Pair.HasOwnCode).Select(h => h with { Code = Tidy(h.Code) }).ToEquatableArray();
        Function function = helpers.Prepare(method.Function!);
        return new(method.Type, method.Signature, Tidy(ReverseMode.Gradient(function, cancel)), Tidy(ReverseMode.Pullback(function, cancel)), called);
    }

    private static Reversed Tidy(Reversed reversed)
    {
        FreshVariables fresh = reversed.Fresh();
        Memories memories = new([.. reversed.Forward, .. reversed.Backward]);
        Additions additions = new(memories, [.. Zeros(reversed)]);
        Ascending ascending = new(memories);
        Slices slices = new(fresh, [.. reversed.Primal.Parameters.Select(p => p.Variable)]);
        EquatableArray<Statement> forward = additions.StoreFirst(
            additions.Join(TidyFused(reversed.Forward, fresh)), additions.Join(Tidy(reversed.Backward, fresh)), out EquatableArray<Statement> backward);
        return reversed with { Forward = slices.Cut(ascending.Turn(forward)), Backward = slices.Cut(ascending.Turn(backward)) };
    }

    /// <summary>Arrays of cotangents that hold zeros at first: a gradient's own, which are cleared, and those that the code makes.</summary>
    private static IEnumerable<Variable> Zeros(Reversed reversed) => reversed.Upstream is Variable || reversed.IsVoid ? [] : reversed.Arrays.Select(a => a.Cotangent);

    private static EquatableArray<Statement> Tidy(EquatableArray<Statement> backward, FreshVariables fresh) => RepeatedCalls.Name(Choices.Simplify(backward), () => fresh);

    /// <summary>The backward parts that run with the forward part.</summary>
    private static EquatableArray<Statement> TidyFused(EquatableArray<Statement> forward, FreshVariables fresh)
    {
        int turn = forward.ToList().FindIndex(s => s is Turn);
        EquatableArray<Statement> before = (turn < 0 ? forward : forward.Take(turn).ToEquatableArray()).Map(s => Traversal.Map(s, e => e, inner => TidyFused(inner, fresh)));
        return turn < 0 ? before : new([.. before, new Turn(), .. Tidy(forward.Skip(turn + 1).ToEquatableArray(), fresh)]);
    }
}

/// <summary>What is written for a method that has no annotation of its own: its gradient, or its halves.</summary>
internal sealed record HelperDerivative(Pair Pair, string Binding, Reversed Code, bool IsGradient);
