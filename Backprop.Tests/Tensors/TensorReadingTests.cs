using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Tests.Tensors;

/// <summary>Which calls of <see cref="TensorPrimitives"/> are read, how they are written, and what is told of those that are not.</summary>
public sealed class TensorReadingTests
{
    [Fact]
    public void A_layer_is_written_as_a_careful_person_would()
    {
        GeneratorRun run = Run("""
            [Differentiable]
            public static double Loss(ReadOnlySpan<double> w, ReadOnlySpan<double> x, double b, int label)
            {
                int outputs = w.Length / x.Length;
                double[] z = new double[outputs];
                for (int r = 0; r < outputs; r++)
                {
                    z[r] = TensorPrimitives.Dot(w.Slice(r * x.Length, x.Length), x);
                }

                TensorPrimitives.Add(z, b, z);
                double[] p = new double[outputs];
                TensorPrimitives.SoftMax(z, p);
                return -Math.Log(p[label]) + 0.01 * TensorPrimitives.SumOfSquares(w);
            }
            """);
        Assert.Empty(run.Diagnostics);
        run.Load();
        Snapshot.Match(run.File);
    }

    [Theory]
    [InlineData("TensorPrimitives.BitwiseAnd(x, y, d)", "BP1007", "'TensorPrimitives.BitwiseAnd' cannot be differentiated: it works on bits; multiply by a number instead")]
    [InlineData("TensorPrimitives.SinCos(x, d, y)", "BP1007", "'TensorPrimitives.SinCos' cannot be differentiated: it fills two arrays; call Sin and Cos")]
    [InlineData("TensorPrimitives.ConvertTruncating<double, Half>(x, Halves)", "BP1003", "'TensorPrimitives.ConvertTruncating<double, Half>(ReadOnlySpan<double>, Span<Half>)' has no derivative rule; call a method whose source is in this project, or a function of Math, MathF, double or float, or give it a derivative with [DerivativeOf]")]
    [InlineData("TensorPrimitives.Exp(x, Field)", "BP1005", "'Field' is changed here, and outlives the call, so the derivative through it would be lost; keep the value in a local and return it")]
    public void What_has_no_derivative_is_told_at_the_call(string call, string id, string message)
    {
        GeneratorRun run = Run($$"""
            private static readonly double[] Field = new double[3];
            private static readonly Half[] Halves = new Half[3];
            [Differentiable]
            public static double F(double[] x, double[] y, [NonDifferentiable] double[] d)
            {
                {{call}};
                return d[0] * x[0] + y[0];
            }
            """);
        Diagnostic found = Assert.Single(run.Diagnostics, d => d.Id == id);
        Assert.Equal(message, found.GetMessage());
        Assert.Equal(call, run.Input.SyntaxTrees.First().GetText(TestContext.Current.CancellationToken).ToString(found.Location.SourceSpan));
    }

    [Fact]
    public void A_method_that_is_not_known_is_told_where_its_value_varies()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        CSharpCompilation later = CSharpCompilation.Create(
            "Later",
            [CSharpSyntaxTree.ParseText("namespace System.Numerics.Tensors; public static class TensorPrimitives { public static double Median(System.ReadOnlySpan<double> x) => x[0]; }", cancellationToken: cancel)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new(OutputKind.DynamicallyLinkedLibrary));
        using MemoryStream image = new();
        Assert.True(later.Emit(image, cancellationToken: cancel).Success);
        GeneratorRun run = GeneratorRun.Once("""
            extern alias later;
            using Backprop;
            public static partial class Code
            {
                [Differentiable] public static double Varies(double[] x) => later::System.Numerics.Tensors.TensorPrimitives.Median(x) * x[0];
                [Differentiable] public static double Stays([NonDifferentiable] double[] c, double x) => later::System.Numerics.Tensors.TensorPrimitives.Median(c) * x;
            }
            """).With(MetadataReference.CreateFromImage(image.ToArray(), new MetadataReferenceProperties(aliases: ["later"])));
        Diagnostic found = Assert.Single(run.Diagnostics);
        Assert.Equal("BP1003", found.Id);
        Assert.StartsWith("'TensorPrimitives.Median(ReadOnlySpan<double>)' has no derivative rule", found.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_looked_at_needs_no_derivative()
    {
        GeneratorRun run = Run("""
            [Differentiable]
            public static double F(double[] x, [NonDifferentiable] double[] mask, int[] places)
            {
                double[] bits = new double[mask.Length];
                TensorPrimitives.BitwiseAnd(mask, mask, bits);
                bool[] finite = new bool[x.Length];
                TensorPrimitives.IsFinite(x, finite);
                int[] signs = new int[x.Length];
                TensorPrimitives.Sign(x, signs);
                int best = TensorPrimitives.IndexOfMax(x), last = TensorPrimitives.Max<int>(places);
                return finite[best] && !TensorPrimitives.IsNaNAny(x) ? x[best] * bits[last] * signs[last] : 0;
            }
            """);
        Assert.Empty(run.Diagnostics);
        run.Load();
    }

    [Fact]
    public void A_step_cuts_the_path()
    {
        GeneratorRun run = Run("""
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                double[] d = new double[x.Length];
                TensorPrimitives.Floor(x, d);
                return TensorPrimitives.Dot(d, y);
            }
            """);
        Assert.Equal("BP3001", Assert.Single(run.Diagnostics).Id);
    }

    [Fact]
    public void The_documentation_lists_what_is_read()
    {
        string path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../docs/tensor-primitives.md"));
        string table = TensorTable.Write();
        Assert.True(File.ReadAllText(path).ReplaceLineEndings("\n").Contains(table), $"{path} has not this table:\n{table}");
    }

    private static GeneratorRun Run(string members) => GeneratorRun.Once($$"""
        using System;
        using System.Numerics.Tensors;
        using Backprop;
        public static partial class Code
        {
        {{members}}
        }
        """);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
