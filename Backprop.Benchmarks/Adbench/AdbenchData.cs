using System.IO.Compression;
using Backprop.Benchmarks.Data;

namespace Backprop.Benchmarks.Adbench;

/// <summary>Where the input files of ADBench lie, and their text.</summary>
internal static class AdbenchData
{
    /// <summary>The folder, or null where there is none.</summary>
    public static string? Folder { get; } = DataFolder.Find("adbench");

    /// <summary>What to say where there is none.</summary>
    public static string Absence => DataFolder.Absence("The input files of ADBench", "adbench");

    /// <summary>The whole text of a file of the folder, unpacked where its name ends in .gz.</summary>
    public static string Text(string name)
    {
        string path = Path.Combine(Folder ?? throw new DirectoryNotFoundException(Absence), name);
        using Stream file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(plain);
        return reader.ReadToEnd();
    }
}
