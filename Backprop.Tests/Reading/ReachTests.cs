using System.Reflection;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Reading;

public sealed class ReachTests
{
    private const string Loss = """
        using System;
        using Backprop;

        public static partial class Losses
        {
            [Differentiable]
            public static double Loss(double x) => 2.0 * Physics.Drag(x);
        }

        """;

    [Theory]
    [InlineData("Scale", "private static readonly double Scale = 3.0; public static double Drag(double v) => Scale * v;")]
    [InlineData("Scale", "private static double Scale { get; } = 3.0; public static double Drag(double v) { var a = v * v; return a * Scale; }")]
    [InlineData("Scale", "public static double Scale { private get; set; } = 3.0; public static double Drag(double v) => v * Scale;")]
    [InlineData("Twice", "static int Twice(int n) => 2 * n; public static double Drag(double v) => Twice(2) * v;")]
    [InlineData("s", "static double s = 3.0; static double Square(double v) => s * v * v; public static double Drag(double v) => Square(v);")]
    [InlineData("Square", "[Differentiable] static double Square(double v) => v * v; public static double Drag(double v) => Square(v);")]
    [InlineData("Mode", "enum Mode { Slow, Fast } const Mode Now = Mode.Fast; public static double Drag(double v) => Now == Mode.Fast ? v * v : v;")]
    [InlineData("Limit", "class Limit : Exception; public static double Drag(double v) { if (v > 9.0) throw new Limit(); return v; }")]
    public void A_helper_that_uses_what_its_caller_cannot_is_to_be_marked(string hidden, string members)
    {
        GeneratorRun run = GeneratorRun.Once(Loss + $"public static partial class Physics {{ {members} }}");
        Diagnostic found = Assert.Single(run.Diagnostics);
        Assert.Equal("BP1008", found.Id);
        Assert.Equal(
            $"'Physics.Drag(double)' uses '{hidden}', which is not accessible from 'Losses'; mark 'Physics.Drag(double)' [Differentiable], so that its derivative is written in its own type",
            found.GetMessage());
        Assert.Equal("Physics.Drag(x)", run.Input.SyntaxTrees.First().ToString().Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));

        GeneratorRun marked = GeneratorRun.Once(
            Loss + $"public static partial class Physics {{ {members.Replace("public static double Drag", "[Differentiable] public static double Drag")} }}");
        Assert.Empty(marked.Diagnostics);
        marked.Load();
    }

    [Theory]
    [InlineData("static double Square(double v) => v * v; public static double Drag(double v) => Square(v) + v;", 12.0, 10.0)]
    [InlineData("static double Cube(double v) { var a = v * v; return a * v; } public static double Drag(double v) { var a = Cube(v); return a * v; }", 32.0, 64.0)]
    [InlineData("const double Scale = 3.0; const int N = 2; public static double Drag(double v) => Scale * v * N;", 24.0, 12.0)]
    [InlineData("public static double Drag(double v) { double Own(double a) => a * v; return Own(v); }", 8.0, 8.0)]
    public void A_helper_whose_own_parts_can_be_copied_needs_no_mark(string members, double value, double derivative)
    {
        GeneratorRun run = GeneratorRun.Once(Loss + $"public static class Physics {{ {members} }}");
        Assert.Empty(run.Diagnostics);
        MethodInfo gradient = run.Load().GetType("Losses")!.GetMethod("LossGradient")!;
        Assert.Equal((value, derivative), gradient.Invoke(null, [2.0]));
    }

    [Fact]
    public void A_small_marked_helper_within_reach_is_still_put_in_the_place_of_its_call()
    {
        GeneratorRun run = GeneratorRun.Once(Loss + "public static partial class Physics { [Differentiable] public static double Drag(double v) => v * v; }");
        run.Load();
        Assert.DoesNotContain("DragForward", run.Files["Losses.Backprop.g.cs"]);
    }

    [Fact]
    public void What_a_marked_helper_calls_is_written_in_its_own_type_alone()
    {
        GeneratorRun run = GeneratorRun.Once(Loss + """
            public static partial class Physics
            {
                private static readonly double Scale = 3.0;

                [Differentiable]
                public static double Drag(double v)
                {
                    var a = Wave(v);
                    return a * v;
                }

                private static double Wave(double v)
                {
                    var a = Scale * v;
                    return Math.Sin(a) * a;
                }
            }
            """);
        Assert.Empty(run.Diagnostics);
        run.Load();
        Assert.DoesNotContain("Wave", run.Files["Losses.Backprop.g.cs"]);
        Assert.Contains("WaveGradient", run.Files["Physics.Backprop.g.cs"]);
    }

    [Fact]
    public void Marking_a_helper_in_a_private_type_would_not_help()
    {
        GeneratorRun run = GeneratorRun.Once("""
            public static partial class Losses
            {
                [Backprop.Differentiable]
                public static double Loss(double x) => Air.Drag(x);

                private static partial class Air
                {
                    private static readonly double Density = 1.2;

                    [Backprop.Differentiable]
                    public static double Drag(double v) => Density * v;
                }
            }
            """);
        Diagnostic found = Assert.Single(run.Diagnostics);
        Assert.Equal(
            "'Losses.Air.Drag(double)' cannot be differentiated here: it uses 'Density', which is not accessible from 'Losses'; make 'Density' internal",
            found.GetMessage());
    }

    [Theory] // An editor refers to another project by its compilation, a build by its assembly.
    [InlineData(true)]
    [InlineData(false)]
    public void A_method_of_another_project_is_called_if_marked_and_else_has_no_rule(bool isBuild)
    {
        Compilation physics = GeneratorRun.Once("""
            using System;
            using Backprop;

            public static partial class Physics
            {
                [Differentiable]
                public static double Drag(double v)
                {
                    var a = v * v;
                    return Math.Sin(a) * a;
                }

                public static double Lift(double v) => v * v;
            }
            """).Output;
        using MemoryStream image = new();
        Assert.True(physics.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        MetadataReference reference = isBuild ? MetadataReference.CreateFromImage(image.ToArray()) : physics.ToMetadataReference();

        GeneratorRun marked = GeneratorRun.Once(Loss).With(reference);
        Assert.Empty(marked.CompilerDiagnostics);
        Assert.Contains("global::Physics.DragForward(", marked.File);

        Diagnostic found = Assert.Single(GeneratorRun.Once(Loss.Replace("Drag", "Lift")).With(reference).Diagnostics);
        Assert.Equal("BP1003", found.Id);
    }

    [Fact]
    public void A_problem_of_a_helper_is_told_once_however_many_call_it()
    {
        GeneratorRun run = GeneratorRun.Once(Loss + Loss.Substring(Loss.IndexOf("public", StringComparison.Ordinal)).Replace("Losses", "Others") + """
            public static partial class Physics
            {
                [Differentiable]
                public static double Drag(double v)
                {
                    lock (typeof(Physics))
                    {
                        return v;
                    }
                }
            }
            """);
        Assert.Equal("BP1001", Assert.Single(run.Diagnostics).Id);
        Assert.Empty(run.Files);
    }

    [Fact]
    public void Where_a_marked_helper_has_no_code_its_callers_have_none()
    {
        GeneratorRun run = GeneratorRun.Once(Loss + """
            public static class Physics
            {
                [Differentiable]
                public static double Drag(double v)
                {
                    var a = v * v;
                    return Math.Sin(a) * a;
                }
            }
            """);
        Assert.Equal("BP0001", Assert.Single(run.Diagnostics).Id);
        Assert.Empty(run.Files);
    }

    [Fact]
    public void Helpers_out_of_reach_that_call_each_other_are_recursion()
    {
        GeneratorRun run = GeneratorRun.Once(Loss + """
            public static class Physics
            {
                static double Even(double v) => v > 1.0 ? Odd(v - 1.0) : v;

                static double Odd(double v) => Even(v - 1.0);

                public static double Drag(double v) => Even(v);
            }
            """);
        Assert.Equal("BP1004", Assert.Single(run.Diagnostics).Id);
    }
}
