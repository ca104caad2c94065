using System.Globalization;

namespace Backprop.Generator.Writing;

/// <summary>XML documentation of generated members.</summary>
internal static class Docs
{
    /// <summary>The numbered forward lines and what the code costs.</summary>
    public static void Remarks(SourceWriter writer, Comments comments, string cost)
    {
        writer.Line("/// <remarks>");
        List<string> lines = [.. comments.Lines];
        if (lines.Count > 0)
        {
            writer.Line("/// <code>");
            lines.ForEach(line => writer.Line("/// " + Escape(line)));
            writer.Line("/// </code>");
        }

        writer.Line("/// " + cost);
        writer.Line("/// </remarks>");
    }

    /// <summary>A reference to a method, by its name and its parameters' types.</summary>
    public static string Cref(string reference) => $"<see cref=\"{Escape(reference)}\"/>";

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    public static string Count(int number, string noun) =>
        number.ToString(CultureInfo.InvariantCulture) + " " + noun + (number == 1 ? "" : "s");
}
