using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Generator.Reading;

namespace Backprop.Generator.Writing;

/// <summary>Members as text, and the type they go into; a helper that two methods share has the same text twice.</summary>
/// <param name="Path">The file that the annotated method stands in.</param>
/// <param name="IsHelper">Helpers stand after the annotated methods.</param>
internal sealed record MemberText(TypeDeclaration Type, string Path, string Text, bool IsHelper);

/// <summary>All that is written for one annotated method.</summary>
internal sealed record MemberTexts(EquatableArray<MemberText> Members)
{
    public static MemberTexts Of(Derivative derivative)
    {
        (TypeDeclaration type, string path) = (derivative.Type, derivative.Signature.Path);
        IEnumerable<MemberText> helpers = derivative.Helpers.Select(h => new MemberText(type, path, MethodWriter.WriteHelper(h), true));
        return new(helpers.Prepend(new(type, path, MethodWriter.Write(derivative), false)).ToEquatableArray());
    }
}
