using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Backprop.Tests.Harness;

namespace Backprop.Tests.EndToEnd;

/// <summary>The code that the README shows is the code that comes of it, full names and the columns of comments apart.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] Blocks = [.. CodeBlock().Matches(File.ReadAllText(Path()).ReplaceLineEndings("\n")).Select(m => m.Groups[1].Value)];

    public static TheoryData<int> Annotated => [.. Enumerable.Range(0, Blocks.Length).Where(i => Blocks[i].Contains("[Differentiable]"))];

    [Fact]
    public void There_is_an_example_of_a_formula_a_loop_an_array_and_tensors() => Assert.Equal(4, Annotated.Count);

    [Theory, MemberData(nameof(Annotated))]
    public void What_is_shown_behind_a_method_is_what_the_generator_writes(int block)
    {
        GeneratorRun run = GeneratorRun.Once(Whole(Blocks[block]));
        run.Load();
        Assert.Empty(run.Warnings);
        Assert.Contains(Plain(Blocks[block + 1]), Plain(run.File));
    }

    [Fact]
    public void The_call_that_is_shown_gives_the_numbers_that_are_shown()
    {
        string call = Blocks.Single(b => b.Contains("FractionGradient(3, -4)"));
        Type circuits = GeneratorRun.Once(Whole(Blocks[0])).Load().GetType("Circuits")!;
        ITuple found = (ITuple)circuits.GetMethod("FractionGradient")!.Invoke(null, [3.0, -4.0])!;
        Assert.EndsWith($"// {found[0]:R}, {found[1]:R}, {found[2]:R}", call.TrimEnd());
    }

    /// <summary>A type around a method that is shown without one, and the using directives that it takes.</summary>
    private static string Whole(string block) =>
        "using System;\n" + (block.Contains("class") ? block : $"using System.Numerics.Tensors;\nusing Backprop;\nusing static Backprop.Nn;\npublic static partial class Code\n{{\n{block}\n}}\n");

    private static string Plain(string code)
    {
        string[] names = ["global::System.", "global::Backprop.CompilerServices.", "global::"];
        string plain = names.Aggregate(code, (c, name) => c.Replace(name, "", StringComparison.Ordinal));
        return string.Join("\n", plain.Split('\n').Select(l => Gap().Replace(l.Trim(), " "))).Trim();
    }

    private static string Path([CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", "README.md");

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();
}
