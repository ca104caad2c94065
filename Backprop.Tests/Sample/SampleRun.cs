using System.Diagnostics;

namespace Backprop.Tests.Sample;

/// <summary>The sample as a person starts it, its output going into a pipe.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Error)
{
    private static readonly DirectoryInfo Own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>…/Backprop.Sample/bin/Release/net10.0, as this is …/Backprop.Tests/bin/Release/net10.0.</summary>
    public static string Folder =>
        Path.Combine(Own.Parent!.Parent!.Parent!.Parent!.FullName, "Backprop.Sample", "bin", Own.Parent.Name, Own.Name);

    public string[] Lines => Output.TrimEnd('\n').Split('\n');

    /// <summary>A line's words and numbers.</summary>
    public static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static SampleRun Of(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(Folder, "Backprop.Sample.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A build server asks programs for colours; a pipe still gets none.
        start.Environment["GITHUB_ACTIONS"] = "true";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output.ReplaceLineEndings("\n"), error.Result);
    }
}
