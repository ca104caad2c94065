using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Checkpoints;

/// <summary>What the page on checkpoints shows compiles, and its loops keep states.</summary>
public sealed partial class CheckpointPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs/checkpoint.md")).ReplaceLineEndings("\n");

    public static TheoryData<string> Blocks => [.. Block().Matches(Page).Select(m => m.Groups[1].Value)];

    [Theory, MemberData(nameof(Blocks))]
    public void Its_code_keeps_states(string code)
    {
        GeneratorRun run = GeneratorRun.Once("using System;\nusing Backprop;\n" + code);
        Assert.Empty(run.Warnings);
        Assert.Contains("segments", run.File, StringComparison.Ordinal);
        run.Load();
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```csharp\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
