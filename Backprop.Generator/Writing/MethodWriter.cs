using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Writing;

/// <summary>The members written for one annotated method, and for each helper that it calls.</summary>
internal static class MethodWriter
{
    public static readonly string Attribute =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"Backprop.Generator\", \"{typeof(MethodWriter).Assembly.GetName().Version.ToString(3)}\")]";

    /// <summary>What a method gives back: a number, or an array that is the caller's from then on.</summary>
    /// <param name="isCopied">Whether the array is read later, so that the caller gets a copy.</param>
    public static string Returned(Reversed reversed, StatementWriter statements, bool isCopied)
    {
        IRType type = reversed.Primal.Result.Type;
        string value = statements.Print(reversed.Primal.Result);
        return reversed.Primal.Result is not Variable ? value
            : type.IsSpan ? $"{value}.ToArray()"
            : !isCopied || !type.IsArray ? value
            : type.Element!.IsArray ? $"global::Backprop.CompilerServices.Shadow.Copy({value})"
            : $"({type}){value}.Clone()";
    }

    public static string Write(Derivative derivative)
    {
        string halves = HalvesWriter.Write(Halves.Of(derivative), out bool isDisposable);
        string jacobian = derivative.Signature.HasJacobian ? "\n" + JacobianWriter.Write(derivative, isDisposable) : "";
        string tensors = TensorMembers.Write(derivative) is { Length: > 0 } members ? "\n" + members : "";
        return GradientWriter.Write(GradientMember.Of(derivative)) + "\n" + halves + jacobian + tensors;
    }

    public static string WriteHelper(HelperDerivative helper) =>
        helper.IsGradient ? GradientWriter.Write(GradientMember.Of(helper)) : HalvesWriter.Write(Halves.Of(helper), out _);
}
