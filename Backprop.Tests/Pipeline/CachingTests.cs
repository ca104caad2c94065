using Backprop.Generator;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Backprop.Tests.Pipeline;

/// <summary>A keystroke that changes no annotated method, nor what one calls, regenerates nothing.</summary>
public sealed class CachingTests
{
    private const string Source = """
        using System;
        using Backprop;

        namespace Shop;

        public static partial class Prices
        {
            [Differentiable]
            public static double Demand(double price, double rate)
            {
                double low = Cut(price) * 2.0;
                return Curve(price, rate) + low * Other.Weight(rate);
            }

            private static double Cut(double price) => price * 0.5;

            private static double Curve(double price, double rate)
            {
                double fall = Math.Exp(-rate * price);
                if (fall > 0.5) { fall *= price; }
                return fall * fall;
            }

            private static double Unrelated(double x) { return x + 1; }
        }

        public static class Other
        {
            public static double Weight(double rate) { double w = rate * rate; return w + w * rate; }
        }
        """;

    private const string Failing = """
        using Backprop;
        public static partial class Faults
        {
            [Differentiable] public static double Zero(double x, double y) => x * x;
            [Differentiable] public static double Loop(double x) { lock (new object()) { x *= x; } return x; }
        }
        """;

    [Theory]
    [InlineData("double low =", "/* a note */ double low =")]
    [InlineData("return Curve", "// a note\n        return Curve")]
    [InlineData("return Curve", "\n\n        return   Curve")]
    [InlineData("using System;", "using System;\nusing System.Linq;")]
    [InlineData("return x + 1;", "return x + 2;")]
    [InlineData("private static double Unrelated(double x) { return x + 1; }", "")]
    [InlineData("public static class Other", "public struct Another { public int A; }\npublic static class Other")]
    [InlineData("public static class Other\n{", "public static class Other\n{\n    public static double More(double x) => x;\n")]
    [InlineData("    [Differentiable]", "    /// <summary>Demand at a price.</summary>\n    [Differentiable]")]
    public void An_edit_that_means_nothing_to_the_method_leaves_all_cached(string old, string @new)
    {
        GeneratorRun run = GeneratorRun.Twice(Source, Edit(Source, old, @new));
        Assert.Equal([Unchanged], run.Reasons(TrackingNames.Read));
        Assert.Equal([Cached], run.Reasons(TrackingNames.Differentiate));
        Assert.Equal([Cached], run.Reasons(TrackingNames.Write));
        Assert.Equal([Cached], run.Reasons(TrackingNames.Files));
        Assert.All(run.OutputReasons(), static reason => Assert.Equal(Cached, reason));
    }

    [Theory]
    [InlineData("Cut(price) * 2.0", "Cut(price) * 3.0")]
    [InlineData("double low = Cut(price)", "double low = Cut(rate)")]
    [InlineData("price * 0.5", "price * 0.25")]
    [InlineData("fall > 0.5", "fall >= 0.5")]
    [InlineData("Math.Exp(-rate * price)", "Math.Exp(rate * price)")]
    [InlineData("w + w * rate", "w * w * rate")]
    [InlineData("double low =", "double high = price; double low = high *")]
    [InlineData("double price, double rate)\n", "double price, [NonDifferentiable] double rate)\n")]
    [InlineData("double rate)\n", "double rate = 2.0)\n")]
    [InlineData("public static double Demand", "internal static double Demand")]
    [InlineData("namespace Shop", "namespace Store")]
    [InlineData("partial class Prices", "partial struct Prices")]
    public void An_edit_of_the_method_or_of_what_it_calls_is_written(string old, string @new)
    {
        string edited = Edit(Source, old, @new).Replace("public static partial struct", "public partial struct");
        GeneratorRun run = GeneratorRun.Twice(Source, edited);
        Assert.Equal([Modified], run.Reasons(TrackingNames.Read));
        Assert.Equal([Modified], run.Reasons(TrackingNames.Differentiate));
        Assert.Contains(Modified, run.Reasons(TrackingNames.Files));
        Assert.Equal(GeneratorRun.Once(edited).Files, run.Files);
    }

    [Fact]
    public void An_edited_helper_in_another_file_is_written()
    {
        const string helper = "public static class Far { public static double Away(double x) { double y = x * x; return y * y; } }";
        const string caller = "public static partial class Near { [Backprop.Differentiable] public static double F(double x) => Far.Away(x); }";
        GeneratorRun run = GeneratorRun.OfFiles(caller, helper).Then(helper, helper.Replace("y * y;", "y + y;"));
        Assert.Equal([Modified], run.Reasons(TrackingNames.Differentiate));
        Assert.Equal([Modified], run.Reasons(TrackingNames.Files));
    }

    private const string Slope = "public static class Slopes { [Backprop.DerivativeOf(typeof(Shop.Other), nameof(Shop.Other.Weight))] public static (double value, double dr) Weight(double rate) => (0, 2 * rate); }";

    [Fact]
    public void A_custom_derivative_that_comes_and_goes_is_written()
    {
        GeneratorRun without = GeneratorRun.Once(Source), with = without.With(Slope);
        Assert.Equal([Modified], with.Reasons(TrackingNames.Read));
        Assert.Equal([Modified], with.Reasons(TrackingNames.Files));
        Assert.Contains("global::Slopes.Weight(rate)", with.File, StringComparison.Ordinal);

        GeneratorRun gone = with.Then(Slope, Slope.Replace("[Backprop.DerivativeOf(typeof(Shop.Other), nameof(Shop.Other.Weight))] ", "", StringComparison.Ordinal));
        Assert.Equal([Modified], gone.Reasons(TrackingNames.Differentiate));
        Assert.Equal(without.Files, gone.Files);
    }

    [Theory]
    [InlineData("Weight(double rate) => (0, 2 * rate)", "Heavier(double rate) => (0, 2 * rate)")]
    [InlineData("class Slopes", "class Falls")]
    public void A_renamed_custom_derivative_is_written(string old, string @new)
    {
        GeneratorRun run = GeneratorRun.Once(Source).With(Slope).Then(Slope, Edit(Slope, old, @new));
        Assert.Equal([Modified], run.Reasons(TrackingNames.Differentiate));
        Assert.Equal([Modified], run.Reasons(TrackingNames.Files));
        run.Load();
    }

    [Theory]
    [InlineData("2 * rate", "3 * rate")]
    [InlineData("double dr", "double slope")]
    [InlineData("public static class", "// a note\npublic static class")]
    public void The_body_of_a_custom_derivative_means_nothing_to_its_users(string old, string @new)
    {
        GeneratorRun run = GeneratorRun.Once(Source).With(Slope).Then(Slope, Edit(Slope, old, @new));
        Assert.Equal([Unchanged], run.Reasons(TrackingNames.Read));
        Assert.Equal([Cached], run.Reasons(TrackingNames.Files));
    }

    [Fact] // Its method is called as it is.
    public void The_body_of_its_method_means_nothing_either()
    {
        string edited = Edit(Source, "w + w * rate", "w * w * rate");
        GeneratorRun run = GeneratorRun.Once(Source).With(Slope).Then(Source, edited);
        Assert.Equal([Unchanged], run.Reasons(TrackingNames.Read));
    }

    [Fact]
    public void A_custom_derivative_that_no_longer_fits_takes_the_code_with_it()
    {
        GeneratorRun run = GeneratorRun.Once(Source).With(Slope).Then(Slope, Edit(Slope, "(double value, double dr)", "(double value, float dr)"));
        Assert.Equal(["BP0008"], run.Diagnostics.Select(d => d.Id));
        Assert.Empty(run.Files);
        GeneratorRun mended = run.Then(run.Input.SyntaxTrees.Last().ToString(), Slope);
        Assert.Empty(mended.Diagnostics);
        Assert.NotEmpty(mended.Files);
    }

    [Fact]
    public void A_method_that_becomes_a_constant_is_written()
    {
        GeneratorRun run = GeneratorRun.Twice(Source, Edit(Source, "public static double Weight", "[NonDifferentiable] public static double Weight"));
        Assert.Equal([Modified], run.Reasons(TrackingNames.Differentiate));
        Assert.Contains("global::Shop.Other.Weight(rate)", run.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_in_another_file_leaves_the_first_cached()
    {
        GeneratorRun run = GeneratorRun.Once(Source).With("public static partial class More { [Backprop.Differentiable] public static double F(double x) => x * x; }");
        Assert.Equal([Unchanged, New], run.Reasons(TrackingNames.Read));
        Assert.Equal([Cached, New], run.Reasons(TrackingNames.Differentiate));
        Assert.Equal([Unchanged, New], run.Reasons(TrackingNames.Files));
        Assert.Equal(2, run.Files.Count);
    }

    [Fact]
    public void A_second_method_of_the_type_leaves_the_first_differentiated()
    {
        GeneratorRun run = GeneratorRun.Once(Source).With("namespace Shop { partial class Prices { [Backprop.Differentiable] public static double F(double x) => x * x; } }");
        Assert.Equal([Cached, New], run.Reasons(TrackingNames.Differentiate));
        Assert.Equal([Modified], run.Reasons(TrackingNames.Files));
    }

    [Fact]
    public void A_type_of_a_helpers_name_elsewhere_renames_the_helper()
    {
        GeneratorRun run = GeneratorRun.Once(Source).With("namespace Far { public static class Other { public static double Weight(double x) => x; } }");
        Assert.Equal([Modified], run.Reasons(TrackingNames.Read));
        run.Load();
    }

    [Fact]
    public void Lines_typed_above_leave_the_gradient_cached_and_move_the_problems()
    {
        string moved = Edit(Failing, "    [Differentiable] public static double Zero", "\n\n    [Differentiable] public static double Zero");
        GeneratorRun run = GeneratorRun.Twice(Failing, moved);
        Assert.Equal([Modified, Modified], run.Reasons(TrackingNames.Problems));
        Assert.Equal([Cached], run.Reasons(TrackingNames.Differentiate));
        Assert.Equal([Cached], run.Reasons(TrackingNames.Files));

        Assert.Equal(["BP3001", "BP1001"], run.Diagnostics.Select(d => d.Id));
        Assert.Equal(["y", "lock"], run.Diagnostics.Select(d => moved.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length).Split(' ')[^1]));
        Assert.Equal([5, 6], run.Diagnostics.Select(d => d.Location.GetLineSpan().StartLinePosition.Line));
        Assert.All(run.Diagnostics, d => Assert.Equal("Test.cs", d.Location.GetLineSpan().Path));
    }

    [Fact]
    public void Problems_are_told_again_while_nothing_changes()
    {
        GeneratorRun run = GeneratorRun.Twice(Failing, Failing + "\n// a note");
        Assert.Equal([Cached, Cached], run.Reasons(TrackingNames.Problems));
        Assert.Equal(["BP3001", "BP1001"], run.Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void A_mended_problem_gives_way_to_code()
    {
        GeneratorRun run = GeneratorRun.Twice(Failing, Edit(Failing, "lock (new object()) { x *= x; }", "x *= x;"));
        Assert.Equal(["BP3001"], run.Diagnostics.Select(d => d.Id));
        Assert.Contains("LoopGradient", run.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_method_is_no_longer_written() =>
        Assert.Empty(GeneratorRun.Twice(Source, Edit(Source, "[Differentiable]", "")).Files);

    private static string Edit(string source, string old, string @new)
    {
        Assert.Contains(old, source, StringComparison.Ordinal);
        return source.Replace(old, @new, StringComparison.Ordinal);
    }
}
