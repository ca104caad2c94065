using System.IO.Compression;

namespace Backprop.Benchmarks.Adbench;

/// <summary>Where the input files of ADBench lie, and their text.</summary>
/// <remarks>
/// The data are not part of the repository: they lie in a folder <c>shared/data</c> beside it or above it, or where the
/// environment variable BACKPROP_DATA says.
/// </remarks>
internal static class AdbenchData
{
    private const string Variable = "BACKPROP_DATA";

    /// <summary>The folder, or null where there is none.</summary>
    public static string? Folder { get; } = Candidates().Select(data => Path.Combine(data, "adbench")).FirstOrDefault(Directory.Exists);

    /// <summary>What to say where there is none.</summary>
    public static string Absence =>
        $"The input files of ADBench are not here: no shared/data/adbench beside the repository, no adbench under ${Variable}.";

    /// <summary>The whole text of a file of the folder, unpacked where its name ends in .gz.</summary>
    public static string Text(string name)
    {
        string path = Path.Combine(Folder ?? throw new DirectoryNotFoundException(Absence), name);
        using Stream file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(plain);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            yield return named;

        foreach (string start in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() })
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
                yield return Path.Combine(folder.FullName, "shared", "data");
        }
    }
}
