using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Shapes.Fuzzing;

/// <summary>Methods that call a program's members with arrays of arguments, since reflection cannot hand over a tensor's span.</summary>
internal static class ShapedBridge
{
    public const string Value = "ValueOfF", Gradient = "GradientOfF", Halves = "HalvesOfF";

    public static string Write(INamedTypeSymbol type)
    {
        IMethodSymbol f = type.GetMembers("F").OfType<IMethodSymbol>().Single(), backward = type.GetMembers("FBackward").OfType<IMethodSymbol>().First(m => m.DeclaredAccessibility == Accessibility.Public);
        string arguments = string.Join(", ", f.Parameters.Select((p, i) => $"({p.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})a[{i}]"));
        string[] scalars = [.. f.Parameters.Where(IsScalar).Select(p => p.Name)];
        string gradients = string.Concat(f.Parameters.Where(IsActiveTensor).Select((_, i) => $", d[{i}]"));
        string dispose = backward.Parameters[0].Type.GetMembers("Dispose").Length > 0 ? "saved.Dispose();" : "";
        string handed = string.Concat(scalars.Select((_, i) => $", ref s[{i}]")) + gradients;
        return $$"""
            partial class {{type.Name}}
            {
                public static double {{Value}}(object[] a) => F({{arguments}});

                public static double {{Gradient}}(object[] a, System.Numerics.Tensors.Tensor<double>[] d, double[] s)
                {
                    var result = FGradient({{arguments}}{{gradients}});
                    {{string.Concat(scalars.Select((_, i) => $"s[{i}] = result.Item{i + 2}; "))}}
                    return {{(scalars.Length > 0 ? "result.Item1" : "result")}};
                }

                public static double {{Halves}}(object[] a, double dvalue, System.Numerics.Tensors.Tensor<double>[] d, double[] s)
                {
                    var value = FForward({{arguments}}, out var saved);
                    FBackward(ref saved, dvalue{{handed}});
                    {{dispose}}
                    return value;
                }
            }
            """;
    }

    /// <summary>Whether a parameter is a number that has a derivative.</summary>
    private static bool IsScalar(IParameterSymbol parameter) => parameter.Type.SpecialType == SpecialType.System_Double;

    private static bool IsActiveTensor(IParameterSymbol parameter) => parameter.Type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Double }] }
        && !parameter.GetAttributes().Any(a => a.AttributeClass!.Name == nameof(NonDifferentiableAttribute));
}
