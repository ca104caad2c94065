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
        Function function = Numbering.Number(method.Function!);
        return new(
            method.Type,
            method.Signature,
            Tidy(ReverseMode.Gradient(function, cancel)),
            Tidy(ReverseMode.Pullback(function, cancel)),
            method.Helpers.Select(h => new HelperDerivative(h.Pair, h.Binding, Tidy(ReverseMode.Pullback(Numbering.Number(h.Function), cancel)))).ToEquatableArray());
    }

    private static Reversed Tidy(Reversed reversed)
    {
        EquatableArray<Statement> backward = Choices.Simplify(reversed.Backward);
        FreshVariables fresh = FreshVariables.After(
            [.. Traversal.Definitions(reversed.Forward), .. Traversal.Definitions(backward), .. Traversal.Free(backward, reversed.Cotangents)]);
        return reversed with { Backward = RepeatedCalls.Name(backward, fresh) };
    }
}

/// <summary>The halves of a method that has no annotation of its own.</summary>
internal sealed record HelperDerivative(Pair Pair, string Binding, Reversed Pullback);
