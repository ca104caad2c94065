using Backprop.Generator.Differentiation;

namespace Backprop.Generator.Writing;

/// <summary>The members written for one annotated method, and for each helper that it calls.</summary>
internal static class MethodWriter
{
    public static readonly string Attribute =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"Backprop.Generator\", \"{typeof(MethodWriter).Assembly.GetName().Version.ToString(3)}\")]";

    public static string Write(Derivative derivative) =>
        GradientWriter.Write(GradientMember.Of(derivative)) + "\n" + HalvesWriter.Write(Halves.Of(derivative));

    public static string WriteHelper(HelperDerivative helper) =>
        helper.IsGradient ? GradientWriter.Write(GradientMember.Of(helper)) : HalvesWriter.Write(Halves.Of(helper));
}
