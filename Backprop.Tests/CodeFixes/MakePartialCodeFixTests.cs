using Backprop.CodeFixes;
using Backprop.Generator.Diagnostics;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Backprop.Tests.CodeFixes;

public sealed class MakePartialCodeFixTests
{
    private const string Square = "[Backprop.Differentiable] public static double Square(double x) => x * x;";

    private static readonly MakePartialCodeFix Fix = new();

    [Theory]
    [InlineData("class Losses", "partial class Losses")]
    [InlineData("public static class Losses", "public static partial class Losses")]
    [InlineData("internal sealed class Losses<T> where T : notnull", "internal sealed partial class Losses<T> where T : notnull")]
    [InlineData("struct Losses", "partial struct Losses")]
    [InlineData("public readonly struct Losses", "public readonly partial struct Losses")]
    [InlineData("public ref struct Losses", "public ref partial struct Losses")]
    [InlineData("record Losses", "partial record Losses")]
    [InlineData("public sealed record class Losses(int N)", "public sealed partial record class Losses(int N)")]
    [InlineData("public readonly record struct Losses", "public readonly partial record struct Losses")]
    [InlineData("public interface Losses", "public partial interface Losses")]
    [InlineData("unsafe class @event", "unsafe partial class @event")]
    public void The_keyword_goes_last_before_the_kind_of_type(string before, string after)
    {
        CodeFixRun mended = CodeFixRun.Over($"{before} {{ {Square} }}").Apply(Fix);
        Assert.Equal($"{after} {{ {Square} }}", mended.File);
        mended.Load();
    }

    [Fact]
    public void What_stands_around_the_declaration_stays_as_it_is()
    {
        const string Source = """
            // Copyright: somebody.
            using System;   // for Math

            #nullable enable
            namespace Seeds
            {
            	/// <summary>Losses.</summary>
            	[Obsolete("no longer"), Serializable] /* two */
            	[CLSCompliant(false)]
            	public   static // as ever

            	    class   Losses	{ [Backprop.Differentiable] public static double Square(double x) => Math.Abs(x) * x; }
            }
            """;
        string source = Source.ReplaceLineEndings("\r\n");
        Assert.Equal(source.Replace("class   Losses", "partial class   Losses"), CodeFixRun.Over(source).Apply(Fix).File);
    }

    [Fact]
    public void Its_name_says_which_type_is_changed()
    {
        CodeFixRun run = CodeFixRun.Over($"class Losses {{ {Square} }}");
        Assert.Equal("Make 'Losses' partial", Assert.Single(run.Offers(Fix, run.Diagnostics[0])).Title);
    }

    [Fact]
    public void The_types_around_it_become_partial_with_it()
    {
        CodeFixRun run = CodeFixRun.Over($$"""
            public static class Outer
            {
                internal partial struct Middle
                {
                    public interface Between
                    {
                        private protected sealed record Inner
                        {
                            {{Square}}
                        }
                    }
                }
            }
            """);
        Assert.Equal(["'Outer'", "'Between'", "'Inner'"], run.Diagnostics.Select(d => d.GetMessage().Split(' ')[0]));
        Assert.Equal("Make 'Outer', 'Between' and 'Inner' partial", run.Offers(Fix, run.Diagnostics[2])[0].Title);
        Assert.Equal("Make 'Outer' partial", run.Offers(Fix, run.Diagnostics[0])[0].Title);

        foreach (CodeFixRun mended in new[] { run.Apply(Fix).Apply(Fix).Apply(Fix), run.ApplyAll(Fix, FixAllScope.Document) })
        {
            Assert.Contains("public static partial class Outer\n", mended.File);
            Assert.Contains("        public partial interface Between\n", mended.File);
            Assert.Contains("private protected sealed partial record Inner", mended.File);
            Assert.DoesNotContain("partial partial", mended.File);
            Assert.Empty(mended.Diagnostics);
        }
    }

    [Fact]
    public void Every_declaration_of_the_type_becomes_partial()
    {
        CodeFixRun mended = CodeFixRun.Over($"partial class Losses {{ {Square} }}", "public class Losses { }", "public class Losses { }").Apply(Fix);
        Assert.Equal(
            [$"partial class Losses {{ {Square} }}", "public partial class Losses { }", "public partial class Losses { }"], mended.Files);
        mended.Load();
    }

    [Fact]
    public void Two_differentiable_methods_of_a_type_need_one_keyword()
    {
        CodeFixRun run = CodeFixRun.Over($"class Losses {{ {Square} {Square.Replace("Square", "Twice")} }}");
        Assert.Equal(2, run.Diagnostics.Count);
        Assert.StartsWith("partial class Losses {", run.Apply(Fix).File);
        Assert.StartsWith("partial class Losses {", run.ApplyAll(Fix, FixAllScope.Document).File);
    }

    [Theory]
    [InlineData(FixAllScope.Document, 1)]
    [InlineData(FixAllScope.Project, 3)]
    [InlineData(FixAllScope.Solution, 3)]
    public void Fixing_all_reaches_as_far_as_asked(FixAllScope scope, int mended)
    {
        CodeFixRun run = CodeFixRun.Over([.. Enumerable.Range(1, 3).Select(n => $"public static class Losses{n} {{ {Square} }}")]);
        run = run.ApplyAll(Fix, scope);
        Assert.Equal(mended, run.Files.Count(f => f.StartsWith("public static partial class", StringComparison.Ordinal)));
        Assert.Equal(3 - mended, run.Diagnostics.Count);
    }

    [Fact]
    public void Nothing_is_offered_where_the_type_is_partial_already()
    {
        CodeFixRun before = CodeFixRun.Over($"class Losses {{ {Square} }}");
        CodeFixRun after = CodeFixRun.Over($"partial class Losses {{ {Square} }}");
        Assert.Empty(after.Offers(Fix, before.Diagnostics[0]));
    }

    [Fact]
    public void It_mends_what_the_generator_reports_of_a_type_that_is_not_partial() =>
        Assert.Equal([Descriptors.TypeNotPartial.Id], Fix.FixableDiagnosticIds);
}
