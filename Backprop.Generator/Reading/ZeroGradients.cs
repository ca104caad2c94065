using Backprop.Generator.Diagnostics;
using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>Parameters whose gradient is zero whatever the numbers: a step or a conversion cuts every path to the result.</summary>
internal static class ZeroGradients
{
    public static IEnumerable<Problem> Find(Function function, IMethodSymbol method)
    {
        HashSet<Variable> reached = Influence.Of(function);
        HashSet<Variable> read = [.. Traversal.All(function.Body).SelectMany(Traversal.Expressions).Append(function.Result).SelectMany(e => e.Variables)];
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            Parameter parameter = function.Parameters[i];
            if (!parameter.IsDifferentiable || reached.Contains(parameter.Variable) || (method.ReturnsVoid && Parameters.IsWritable(method.Parameters[i].Type)))
            {
                continue;
            }

            string why = read.Contains(parameter.Variable) ? "a step, a test, a conversion to an integer or a call without a derivative stands on every path" : "the result does not depend on it";
            yield return Problem.At(method.Parameters[i].Locations[0], Descriptors.AlwaysZero, method.Name, method.Parameters[i].Name, why);
        }
    }
}
