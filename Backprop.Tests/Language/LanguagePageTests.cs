using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language;

/// <summary>docs/language.md says what is read and what is not: each of its rows is compiled.</summary>
public sealed partial class LanguagePageTests
{
    private static readonly string Page = File.ReadAllText(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../docs/language.md"))).ReplaceLineEndings("\n");

    public static TheoryData<string, string> Rows => [.. Row().Matches(Page).Select(m => (m.Groups[1].Value.Replace("\\|", "|"), m.Groups[2].Value))];

    [Fact]
    public void There_are_rows() => Assert.InRange(Rows.Count, 50, 500);

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_tells_the_truth(string code, string error)
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            using System;
            using System.Linq;
            using Backprop;
            public static partial class Page
            {
            {{Signature().Match(Page).Groups[1].Value.Replace("// the row", code)}}
            }
            """);
        Assert.DoesNotContain(run.Input.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS8795");
        Assert.Equal(error.Length == 0 ? [] : [error], run.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Distinct());
        if (error.Length == 0)
        {
            run.Load();
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^\| `(.*)` \| (BP\d+)? ?\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"```csharp\n(\[Differentiable\].*?)```", RegexOptions.Singleline)]
    private static partial Regex Signature();
}
