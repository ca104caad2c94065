using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;

namespace Backprop.Generator.Reading;

/// <summary>An annotated method, as far as the compiler's objects are needed: from here on everything is values.</summary>
/// <param name="Type">Where the generated members go.</param>
/// <param name="Signature">What they look like from outside.</param>
/// <param name="Function">What is computed; null where there are errors.</param>
/// <param name="Helpers">Methods that it calls, each after those that it calls itself.</param>
/// <param name="Problems">What the user is told; leaves by its own door.</param>
internal sealed record ReadMethod(
    TypeDeclaration Type, Signature Signature, Function? Function, EquatableArray<Helper> Helpers, EquatableArray<Problem> Problems)
{
    /// <summary>Where its loops stand; leaves with what is said of them.</summary>
    public Places Places { get; init; } = Places.None;

    /// <summary>The method's meaning, which does not move with the lines above it.</summary>
    public ReadMethod Placeless => this with { Problems = EquatableArray<Problem>.Empty, Places = Places.None };
}

/// <summary>The partial type that generated members are added to.</summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Declarations">The outermost type first, as C# declares it: <c>partial record struct Pair&lt;T&gt;</c>.</param>
/// <param name="HintName">The generated file's name, without what all of them end in.</param>
internal sealed record TypeDeclaration(string Namespace, EquatableArray<string> Declarations, string HintName);

/// <summary>An annotated method from outside.</summary>
/// <param name="Accessibility">As C# writes it: <c>protected internal</c>.</param>
/// <param name="Binding">As C# writes it: <c>static</c>; <c>readonly</c> where a struct's method says so; nothing for any other.</param>
/// <param name="SavedName">The struct that passes between the halves.</param>
/// <param name="Reference">The method as an XML doc refers to it: <c>F(double, int)</c>.</param>
/// <param name="Path">The file it stands in.</param>
internal sealed record Signature(
    string Name, string Accessibility, string Binding, string SavedName, string Reference, string Path, EquatableArray<ParameterSignature> Parameters)
{
    /// <summary>How many of the parameters, the last ones, are named dimensions: the method's user gives them by its tensors.</summary>
    public int Named { get; init; }

    /// <summary>Whether the Jacobian is asked for.</summary>
    public bool HasJacobian { get; init; }
}

/// <summary>A parameter from outside.</summary>
/// <param name="Modifier"><c>in</c>, or nothing.</param>
/// <param name="Default">The default value as C# writes it; null without one.</param>
internal sealed record ParameterSignature(string Type, string Name, string Modifier, string? Default, bool IsDifferentiable, bool IsArray)
{
    /// <summary>What a tensor is to the user, whose memory the parameter is; null for any other.</summary>
    public string? Tensor { get; init; }
}
