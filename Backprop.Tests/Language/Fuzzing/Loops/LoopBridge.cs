using System.Text;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>
/// Methods that call a program's members with arrays where those take spans, which reflection cannot hand over. They are
/// written after the generator has run, against what it has promised.
/// </summary>
internal static class LoopBridge
{
    public const string Value = "ValueOfF", Gradient = "GradientOfF", Halves = "HalvesOfF";

    /// <param name="hasGradient">The generator has written its part.</param>
    public static string Write(INamedTypeSymbol type, bool hasGradient)
    {
        IMethodSymbol f = Method(type, "F")!;
        StringBuilder text = new($"partial class {type.Name}\n{{\n");
        string list = string.Join(", ", f.Parameters.Select(Declaration)), names = string.Join(", ", f.Parameters.Select(p => p.Name));
        text.AppendLine($"    public static {f.ReturnType} {Value}({list}) => F({names});");
        if (hasGradient)
        {
            IParameterSymbol[] arrays = [.. Differentiable(f).Where(IsArray)];
            list = string.Join(", ", [list, .. arrays.Select(p => $"{Array(p.Type)} d{p.Name}")]);
            string all = string.Join(", ", [names, .. arrays.Select(p => "d" + p.Name)]);
            text.AppendLine($"    public static object {Gradient}({list}) => FGradient({all});");
            if (Method(type, "FForward") is not null && Method(type, "FBackward") is { } backward)
            {
                WriteHalves(text, f, backward, list, names);
            }
        }

        return text.AppendLine("}").ToString();
    }

    public static IEnumerable<IParameterSymbol> Differentiable(IMethodSymbol method) => method.Parameters.Where(p =>
        Leaf(p.Type).SpecialType is SpecialType.System_Double or SpecialType.System_Single
        && !p.GetAttributes().Any(a => a.AttributeClass!.Name == nameof(NonDifferentiableAttribute)));

    public static bool IsArray(IParameterSymbol parameter) => !Leaf(parameter.Type).Equals(parameter.Type, SymbolEqualityComparer.Default);

    private static IMethodSymbol? Method(INamedTypeSymbol type, string name) => type.GetMembers(name).OfType<IMethodSymbol>().SingleOrDefault();

    /// <summary>One call of each half, from derivatives of 0; the result is what <c>FGradient</c> returns.</summary>
    private static void WriteHalves(StringBuilder text, IMethodSymbol f, IMethodSymbol backward, string list, string names)
    {
        string[] scalars = [.. Differentiable(f).Where(p => !IsArray(p)).Select(p => "d" + p.Name)];
        string handed = string.Join(", ", backward.Parameters.Skip(2).Select(p => p.RefKind == RefKind.Ref ? "ref " + p.Name : p.Name));
        bool isDisposable = backward.Parameters[0].Type.GetMembers("Dispose").Length > 0;
        text.AppendLine($"    public static object[] {Halves}({list})\n    {{");
        text.AppendLine($"        var value = FForward({names}, out var saved);");
        foreach (IParameterSymbol scalar in Differentiable(f).Where(p => !IsArray(p)))
        {
            text.AppendLine($"        {scalar.Type} d{scalar.Name} = 0;");
        }

        text.AppendLine($"        var again = saved; FBackward(ref again, 1{(handed.Length > 0 ? ", " + handed : "")}); // what is saved may be read again");
        foreach (IParameterSymbol own in Differentiable(f))
        {
            text.AppendLine(IsArray(own) ? $"        Backprop.CompilerServices.Guard.Clear(d{own.Name});" : $"        d{own.Name} = 0;");
        }

        text.AppendLine($"        FBackward(ref saved, 1{(handed.Length > 0 ? ", " + handed : "")});");
        text.AppendLine(isDisposable ? "        saved.Dispose();" : "");
        text.AppendLine($"        return [{string.Join(", ", ["value", .. scalars])}];\n    }}");
    }

    private static string Declaration(IParameterSymbol parameter) => $"{Array(parameter.Type)} {parameter.Name}";

    private static string Array(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments: [var element] } ? element + "[]" : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static ITypeSymbol Leaf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Leaf(array.ElementType),
        INamedTypeSymbol { TypeArguments: [var element] } => element,
        _ => type,
    };
}
