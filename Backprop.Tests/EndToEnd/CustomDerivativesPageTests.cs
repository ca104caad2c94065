using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Backprop.Tests.Harness;

namespace Backprop.Tests.EndToEnd;

/// <summary>What the page on custom derivatives shows compiles, is right, and is written as it says.</summary>
public sealed partial class CustomDerivativesPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../docs/custom-derivatives.md")).ReplaceLineEndings("\n");

    public static TheoryData<string> Blocks => [.. Block().Matches(Page).Select(m => m.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Its_code_compiles(string code)
    {
        GeneratorRun run = Run(code);
        Assert.Empty(run.Diagnostics);
        run.Load();
    }

    [Fact]
    public void The_lines_that_it_shows_are_written()
    {
        GeneratorRun run = Run(Block().Match(Page).Groups[1].Value);
        GradientAssert.Holds(run, "Roots.Loss", 0.7, 1.3);
        string[] shown = Lines().Match(Page).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, shown.Length);
        Assert.All(shown, line => Assert.Contains(line.Split("  //")[0].Split(" //")[0].TrimEnd(), run.File, StringComparison.Ordinal));
    }

    private static GeneratorRun Run(string code) => GeneratorRun.Once("using System;\nusing System.Collections.Generic;\nusing Backprop;\n" + code);

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```csharp\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("```\\n(var .*?)```", RegexOptions.Singleline)]
    private static partial Regex Lines();
}
