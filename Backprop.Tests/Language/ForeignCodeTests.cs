using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language;

/// <summary>Code that is called and not read: of other projects, of other files, and what gives nothing back.</summary>
public sealed class ForeignCodeTests
{
    [Fact] // An editor knows its source, which is none of this compilation's.
    public void A_test_by_a_method_of_another_project_may_keep_its_number()
    {
        GeneratorRun library = GeneratorRun.Once("public static class Library { public static bool IsBig(double x) => x > 1; }");
        GeneratorRun run = GeneratorRun.Once("public static partial class Code { [Backprop.Differentiable] public static double F(double x) => Library.IsBig(x) ? x * x : x; }")
            .With(library.Output.ToMetadataReference());
        Assert.Equal(["BP1009"], run.Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void A_call_that_gives_nothing_may_depend_on_whether_there_is_an_object() =>
        Specimen.Of("""
            readonly Log? _log = new();
            class Log { public int Count; public void Add(int n) => Count += n; }
            [Differentiable] double F(double x, int n) { _log?.Add(n); return x * x; }
            """).IsRight(1.5, 2);

    [Fact]
    public void A_type_that_only_its_file_knows_is_refused() =>
        Specimen.Of("[Differentiable] static double F(double x) => x * Near.Of(\"a\");", "file static class Near { internal static double Of(string key) => 2; }")
            .IsRefused("BP1002", "Near.Of(\"a\")");
}
