using System.Reflection;
using Backprop.CodeFixes;
using Backprop.Generator.Diagnostics;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Backprop.Tests.CodeFixes;

public sealed class MarkDifferentiableCodeFixTests
{
    private const string Loss = "public static partial class Losses { [Backprop.Differentiable] public static double Loss(double x) => System.Math.Sqrt(Physics.Drag(x)); }";

    private static readonly MarkDifferentiableCodeFix Fix = new();

    [Fact]
    public void The_called_method_is_marked_on_a_line_of_its_own()
    {
        CodeFixRun run = CodeFixRun.Over("""
            using System;
            using Backprop;

            namespace Seeds;

            public static partial class Losses
            {
                [Differentiable]
                public static double Loss(double x) => 2.0 * Physics.Drag(x);
            }

            internal static class Physics
            {
                private static readonly double Scale = 3.0;

                /// <summary>Drag.</summary>
                internal static double Drag(double speed) => Scale * speed * speed; // a comment
            }
            """);
        Assert.Equal("Mark 'Physics.Drag' [Differentiable]", Assert.Single(run.Offers(Fix, Assert.Single(run.Diagnostics))).Title);

        CodeFixRun mended = run.Apply(Fix);
        Assert.Equal(
            run.File
                .Replace("internal static class Physics", "internal static partial class Physics")
                .Replace("    internal static double Drag", "    [Differentiable]\n    internal static double Drag"),
            mended.File);
        MethodInfo gradient = mended.Load().GetType("Seeds.Losses")!.GetMethod("LossGradient")!;
        Assert.Equal((24.0, 24.0), gradient.Invoke(null, [2.0]));
    }

    [Fact]
    public void A_method_of_another_file_is_marked_there()
    {
        CodeFixRun run = CodeFixRun.Over(
            Loss,
            "public static partial class Physics { private static double s_scale = 3.0; }",
            """
            // The law of drag.

            namespace Seeds
            {
            	public static class Air
            	{
            		public static double Density => 1.2;
            	}
            }

            public static partial class Physics
            {
            	[System.Diagnostics.Contracts.Pure]
            	public static double Drag(double v)
            	{
            		var density = Seeds.Air.Density * s_scale;
            		return density * v * v;
            	}
            }
            """.ReplaceLineEndings("\r\n"));
        CodeFixRun mended = run.Apply(Fix);
        Assert.Equal(run.Files.Take(2), mended.Files.Take(2));
        Assert.Equal(
            run.Files[2]
                .Replace("namespace Seeds", "using Backprop;\r\n\r\nnamespace Seeds")
                .Replace("\t[System", "\t[Differentiable]\r\n\t[System"),
            mended.Files[2]);
        mended.Load();
    }

    [Fact]
    public void The_types_around_the_method_become_partial()
    {
        CodeFixRun mended = CodeFixRun.Over(
            Loss.Replace("Physics.", "Physics.Fluids."),
            "class Physics { private static double s = 1.0; internal class Fluids { internal static double Drag(double v) => s * v; } }").Apply(Fix);
        Assert.Equal(
            "using Backprop;\n\npartial class Physics { private static double s = 1.0; internal partial class Fluids { [Differentiable] internal static double Drag(double v) => s * v; } }",
            mended.Files[1]);
        mended.Load();
    }

    [Fact]
    public void A_partial_method_is_marked_where_its_body_is()
    {
        CodeFixRun run = CodeFixRun.Over(
            Loss,
            "partial class Physics { public static partial double Drag(double v); }",
            "using Backprop;\npartial class Physics { static double s = 1.0; public static partial double Drag(double v) => s * v; }");
        CodeFixRun mended = run.Apply(Fix);
        Assert.Equal([.. run.Files.Take(2), run.Files[2].Replace("public static", "[Differentiable] public static")], mended.Files);
        mended.Load();
    }

    [Fact]
    public void A_method_called_as_an_extension_is_marked()
    {
        CodeFixRun mended = CodeFixRun.Over(
            Loss.Replace("Physics.Drag(x)", "(1.0 + x).Drag()"),
            "using Backprop;\nstatic class Physics { static double s = 1.0; public static double Drag(this double v) => s * v; }").Apply(Fix);
        Assert.Equal("using Backprop;\nstatic partial class Physics { static double s = 1.0; [Differentiable] public static double Drag(this double v) => s * v; }", mended.Files[1]);
        mended.Load();
    }

    [Theory]
    [InlineData("global using Backprop;\n", "")]
    [InlineData("", "namespace Backprop.Physical;\n")]
    [InlineData("", "namespace Seeds { using Backprop; ")]
    public void No_using_directive_is_added_where_the_name_is_known(string elsewhere, string before)
    {
        string space = before.Contains("Physical") ? "Backprop.Physical." : before.Contains("Seeds") ? "Seeds." : "";
        string physics = before + "public static partial class Physics { private static double s = 1.0; public static double Drag(double v) => s * v; }"
            + (before.Contains('{') ? "}" : "");
        CodeFixRun mended = CodeFixRun.Over(elsewhere + Loss.Replace("Physics.", space + "Physics."), physics).Apply(Fix);
        Assert.Equal(physics.Replace("public static double Drag", "[Differentiable] public static double Drag"), mended.Files[1]);
        mended.Load();
    }

    [Fact]
    public void Another_attribute_of_the_name_is_not_taken_for_ours()
    {
        CodeFixRun mended = CodeFixRun.Over(
            Loss,
            "public static partial class Physics { private static double s = 1.0; public static double Drag(double v) => s * v; class DifferentiableAttribute : System.Attribute; }")
            .Apply(Fix);
        Assert.Contains("[global::Backprop.Differentiable] public static double Drag", mended.Files[1]);
        mended.Load();
    }

    [Fact]
    public void Fixing_all_marks_each_method_once()
    {
        CodeFixRun mended = CodeFixRun.Over(
            Loss,
            Loss.Replace("Losses", "Others").Replace("Drag(x)", "Drag(x) + Physics.Lift(x)"),
            "using System;\nclass Physics { static double s = 1.0; public static double Drag(double v) => s * v; public static double Lift(double v) => s * Math.Exp(v); }")
            .ApplyAll(Fix, FixAllScope.Solution);
        Assert.Equal(
            "using System;\nusing Backprop;\npartial class Physics { static double s = 1.0; [Differentiable] public static double Drag(double v) => s * v; [Differentiable] public static double Lift(double v) => s * Math.Exp(v); }",
            mended.Files[2]);
        mended.Load();
    }

    [Fact]
    public void What_the_marked_method_calls_can_be_marked_next()
    {
        CodeFixRun run = CodeFixRun.Over(
            Loss,
            "static partial class Physics { static double s = 1.0; public static double Drag(double v) { var d = s * Air.Density(v); return d * v; } }",
            "static partial class Air { static double s = 1.0; public static double Density(double v) { var d = s * v; return d * d; } }");
        CodeFixRun mended = run.Apply(Fix);
        Assert.Equal("File1.cs", Path.GetFileName(Assert.Single(mended.Diagnostics).Location.GetLineSpan().Path));
        mended.Apply(Fix).Load();
    }

    [Fact]
    public void It_mends_what_the_generator_reports_of_a_helper_out_of_reach() =>
        Assert.Equal([Descriptors.HelperOutOfReach.Id], Fix.FixableDiagnosticIds);
}
