using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Generator.Reading;

namespace Backprop.Generator.Writing;

/// <summary>What the gradient of a method is written from, annotated or not.</summary>
/// <param name="Reference">How docs name the method.</param>
/// <param name="Modifiers">Accessibility, and <c>static</c> or <c>readonly</c> where it is.</param>
/// <param name="Parameters">The method's parameters as declared.</param>
/// <param name="Partials">The types and names of what is given besides the value.</param>
/// <param name="IsTuple">Whether all is returned together, for a user to call; else each partial is an <c>out</c> parameter, which costs less.</param>
internal sealed record GradientMember(
    string Name, string Reference, string Modifiers, EquatableArray<string> Parameters, EquatableArray<(string Type, string Name)> Partials, bool IsTuple,
    Reversed Gradient)
{
    /// <summary>Whether the value is all that is returned.</summary>
    public bool IsAlone => Results.Count == 1;

    /// <summary>Types and names of what is returned together.</summary>
    public IReadOnlyList<(string Type, string Name)> Results => !IsTuple ? [] : Gradient.IsVoid ? [.. Partials] : [(Gradient.ReturnType.Text, "value"), .. Partials];

    public static GradientMember Of(Derivative derivative)
    {
        Signature signature = derivative.Signature;
        return new(
            signature.Name,
            Docs.Cref(signature.Reference),
            Halves.Join(signature.Accessibility, signature.Binding),
            signature.Parameters.Select(p => $"{p.Modifier}{p.Type} {p.Name}{(p.Default is null || derivative.Gradient.Given is not null || derivative.Gradient.Primal.HasTensors ? "" : " = " + p.Default)}").ToEquatableArray(),
            signature.Parameters.Where(p => p.IsDifferentiable && !p.IsArray).Select(p => (p.Type, "d" + p.Name.TrimStart('@'))).ToEquatableArray(),
            true,
            derivative.Gradient);
    }

    public static GradientMember Of(HelperDerivative helper)
    {
        EquatableArray<Parameter> parameters = helper.Code.Primal.Parameters;
        HashSet<string> taken = [.. parameters.Select(p => p.Variable.Name)];
        return new(
            helper.Pair.Name,
            $"<c>{helper.Pair.Name}</c>",
            Halves.Join("private", helper.Binding),
            parameters.Select(p => $"{p.Variable.Type} {p.Variable.Name}").ToEquatableArray(),
            parameters.Where(p => p.IsDifferentiable).Select(p => (p.Variable.Type.Text, taken.Take("by" + Describe.Upper(p.Variable.Name.TrimStart('@'))))).ToEquatableArray(),
            false,
            helper.Code);
    }
}
