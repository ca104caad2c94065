using System.Collections.Immutable;
using System.Globalization;
using Backprop.Generator.Reading;

namespace Backprop.Generator.Writing;

/// <summary>One generated file: all members of one type.</summary>
internal sealed record FileText(string HintName, string Text)
{
    /// <remarks>The order of the project's files, which differs between machines, makes no difference.</remarks>
    public static IEnumerable<FileText> ByType(ImmutableArray<MemberText> members)
    {
        // Types may differ where names of files do not: in case.
        foreach (var alike in members.GroupBy(m => m.Type).GroupBy(t => t.Key.HintName, StringComparer.OrdinalIgnoreCase))
        {
            int place = 0;
            foreach (IGrouping<TypeDeclaration, MemberText> type in alike.OrderBy(t => string.Join(".", t.Key.Declarations), StringComparer.Ordinal))
            {
                string name = type.Key.HintName + (++place == 1 ? "" : "-" + place.ToString(CultureInfo.InvariantCulture));
                yield return new(name + ".Backprop.g.cs", FileWriter.Write(type.Key, Texts(type)));
            }
        }
    }

    private static IEnumerable<string> Texts(IEnumerable<MemberText> members) =>
        members.OrderBy(m => m.IsHelper).ThenBy(m => m.Path, StringComparer.Ordinal).Select(m => m.Text).Distinct();
}
