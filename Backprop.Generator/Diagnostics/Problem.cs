using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Diagnostics;

/// <summary>A diagnostic as values, so that the step that finds it can be cached.</summary>
internal sealed record Problem(DiagnosticDescriptor Descriptor, Spot Spot, EquatableArray<string> Arguments)
{
    public static Problem At(Location location, DiagnosticDescriptor descriptor, params string[] arguments) =>
        new(descriptor, Spot.At(location), new(arguments));

    public static Problem At(Spot spot, DiagnosticDescriptor descriptor, params string[] arguments) => new(descriptor, spot, new(arguments));

    public bool IsError => Descriptor.DefaultSeverity == DiagnosticSeverity.Error;

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Spot.ToLocation(), [.. Arguments]);
}
