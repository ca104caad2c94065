namespace Backprop.Benchmarks.Data;

/// <summary>Where data sets lie.</summary>
/// <remarks>
/// They are not part of the repository: they lie in a folder <c>shared/data</c> beside it or above it, or where the
/// environment variable BACKPROP_DATA says.
/// </remarks>
internal static class DataFolder
{
    private const string Variable = "BACKPROP_DATA";

    /// <summary>The folder of a data set, or null where there is none.</summary>
    public static string? Find(string name) => Candidates().Select(data => Path.Combine(data, name)).FirstOrDefault(Directory.Exists);

    /// <summary>What to say where there is none.</summary>
    /// <param name="files">What the folder holds, in words.</param>
    public static string Absence(string files, string name) =>
        $"{files} are not here: no shared/data/{name} beside the repository, no {name} under ${Variable}.";

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
