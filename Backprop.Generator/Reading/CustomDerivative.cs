using Backprop.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>A method with the derivative that its user wrote.</summary>
/// <param name="Place">Of the attribute that says so.</param>
/// <param name="Problem">Why the one does not serve the other; null where it does.</param>
internal sealed record CustomDerivative(IMethodSymbol Method, IMethodSymbol Derivative, Location Place, Problem? Problem);
