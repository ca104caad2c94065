using Backprop.Generator.Diagnostics;
using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>What an annotation asks for besides the gradient.</summary>
internal static class Requests
{
    /// <summary>As in the runtime's enum of the same name.</summary>
    private const int Jacobian = 1;

    public static bool HasJacobian(IMethodSymbol method) => ((method.GetAttributes().Concat(method.PartialDefinitionPart?.GetAttributes() ?? [])
        .FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == MethodReader.AttributeName)?.ConstructorArguments.FirstOrDefault().Value as int? ?? 0) & Jacobian) != 0;

    /// <summary>Why a method has no Jacobian where one is asked for: rows and columns are those of lists.</summary>
    public static IEnumerable<Problem> Check(IMethodSymbol method, Location name)
    {
        if (!HasJacobian(method))
        {
            yield break;
        }

        if (!method.ReturnsVoid && (method.ReturnType is not IArrayTypeSymbol { Rank: 1 } result || !result.ElementType.IsReal()))
        {
            yield return Problem.At(name, Descriptors.NoJacobian, method.Name, "it does not return a list of numbers", "return double[] or float[]");
        }

        foreach (IParameterSymbol parameter in method.Parameters.Where(p => Parameters.IsDifferentiable(p) && p.Type.IsArray()))
        {
            if (parameter.Type is IArrayTypeSymbol { Rank: > 1 } || parameter.Type.IsTensor() || Types.ElementOf(parameter.Type)!.IsArray())
            {
                yield return Problem.At(parameter.Locations[0], Descriptors.NoJacobian, method.Name, $"its parameter '{parameter.Name}' is no list", "hand its numbers over in one dimension, or mark it [NonDifferentiable]");
            }
        }
    }

    /// <summary>Why a method that leaves its results in an array has no Jacobian: it has a row for each of them, and a column for nothing that they replace.</summary>
    public static Problem? Check(IMethodSymbol method, Function function) =>
        HasJacobian(method) && method.ReturnsVoid && FixedResults.Of(function) is null
            ? Problem.At(
                method.Locations[0], Descriptors.NoJacobian, method.Name, "what it leaves in its arrays are not the first elements of one of them, each written once",
                "write err[0], err[1] and so on, each once and whichever way is taken, without reading them, or return the list")
            : null;
}
