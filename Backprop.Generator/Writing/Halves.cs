using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Generator.Reading;

namespace Backprop.Generator.Writing;

/// <summary>What the forward and backward halves of a method are written from, annotated or not.</summary>
/// <param name="Reference">How docs name the method.</param>
/// <param name="Modifiers">Accessibility, and <c>static</c> or <c>readonly</c> where it is.</param>
/// <param name="SavedAccessibility">Of the struct between the halves.</param>
/// <param name="Parameters">The method's parameters as declared, without defaults.</param>
internal sealed record Halves(
    string Name, string Reference, string Modifiers, string SavedName, string SavedAccessibility, EquatableArray<string> Parameters, Reversed Pullback)
{
    /// <summary>What passes between the halves.</summary>
    public EquatableArray<Variable> Saved { get; } = Pullback.Saved;

    public static Halves Of(Derivative derivative)
    {
        Signature signature = derivative.Signature;
        return new(
            signature.Name,
            Docs.Cref(signature.Reference),
            Join(signature.Accessibility, signature.Binding),
            signature.SavedName,
            AtLeastInternal(signature.Accessibility),
            signature.Parameters.Select(p => $"{p.Modifier}{p.Type} {p.Name}").ToEquatableArray(),
            derivative.Pullback);
    }

    public static Halves Of(HelperDerivative helper) => new(
        helper.Pair.Name,
        $"<c>{helper.Pair.Name}</c>",
        Join("private", helper.Binding),
        helper.Pair.SavedName,
        AtLeastInternal("private"),
        helper.Code.Primal.Parameters.Select(p => $"{p.Variable.Type} {p.Variable.Name}").ToEquatableArray(),
        helper.Code);

    /// <summary>The modifiers of a generated member.</summary>
    public static string Join(string accessibility, string binding) => binding.Length == 0 ? accessibility : accessibility + " " + binding;

    /// <summary>At least internal: the struct of a caller, which may be more accessible than the method, holds it in an internal field.</summary>
    private static string AtLeastInternal(string accessibility) => accessibility switch
    {
        "public" => "public",
        "protected" or "protected internal" => "protected internal",
        _ => "internal",
    };
}
