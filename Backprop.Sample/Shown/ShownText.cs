namespace Backprop.Sample.Shown;

/// <summary>The files beside the program: the examples' sources, and what the generator wrote for them.</summary>
internal static class ShownText
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "text");

    /// <summary>The file in which an example is written.</summary>
    public static string Source(Type example) => Read(Path.Combine(Folder, "examples", example.Name + ".cs"));

    /// <summary>The file that the generator wrote for it.</summary>
    public static string Generated(Type example)
    {
        string folder = Path.Combine(Folder, "generated");
        string pattern = example.FullName + ".*.cs";
        string[] paths = Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];
        return Read(paths is [string path, ..] ? path : Path.Combine(folder, pattern));
    }

    private static string Read(string path) =>
        File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : throw new ShownTextException($"{path} is missing.");
}
