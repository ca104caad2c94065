using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Backprop.Generator.Diagnostics;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Diagnostics;

public sealed partial class DescriptorTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../.."));

    public static TheoryData<string> Ids => [.. Descriptors.All.Select(d => d.Id)];

    [Fact]
    public void Ids_are_unique_and_in_a_range_that_tells_what_they_are_about()
    {
        string[] ids = [.. Descriptors.All.Select(d => d.Id)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(Descriptors.All, d => Assert.Matches(d.DefaultSeverity == DiagnosticSeverity.Error ? "^BP[012]\\d{3}$" : "^BP3\\d{3}$", d.Id));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Has_a_line_in_the_release_notes(string id) =>
        Assert.Contains($"\n{id} | Backprop | ", File.ReadAllText(Path.Combine(Root, "Backprop.Generator/AnalyzerReleases.Unshipped.md")));

    [Theory, MemberData(nameof(Ids))]
    public void Has_a_page_whose_wrong_code_draws_it_and_whose_right_code_draws_nothing(string id)
    {
        string page = File.ReadAllText(Path.Combine(Root, $"docs/diagnostics/{id}.md"));
        Assert.StartsWith($"# {id}: {Descriptors.All.Single(d => d.Id == id).Title}\n", page.ReplaceLineEndings("\n"));
        if (id == Descriptors.Failed.Id)
        {
            return; // no code draws it on purpose: AttemptTests does
        }

        string[] blocks = [.. CodeBlock().Matches(page).Select(m => m.Groups[1].Value)];
        Assert.Equal(2, blocks.Length);
        Assert.Contains(id, GeneratorRun.Once(Complete(blocks[0])).Diagnostics.Select(d => d.Id));
        GeneratorRun right = GeneratorRun.Once(Complete(blocks[1]));
        Assert.Empty(right.Diagnostics);
        right.Load();
    }

    /// <summary>Adds what a page leaves out: usings, and a type around lone methods.</summary>
    private static string Complete(string code)
    {
        bool isType = Regex.IsMatch(code, @"^public (static |sealed )?(partial )?class", RegexOptions.Multiline);
        string surroundings = """
            using System;
            using System.Numerics.Tensors;
            using Backprop;
            public record struct Point(double X, double Y);
            """;
        return isType ? surroundings + "\n" + code : $"{surroundings}\npublic sealed partial class Page\n{{\n{code}\n}}";
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```csharp\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
