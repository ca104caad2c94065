using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language.Loops;

/// <summary>Methods that return arrays, where they are called: their arrays are those of the caller.</summary>
public sealed class ArrayResultTests
{
    private const string Helpers = """
        static double[] Softmax(double[] z)
        {
            double[] p = new double[z.Length];
            double s = 0;
            for (int i = 0; i < z.Length; i++) { p[i] = Math.Exp(z[i]); s += p[i]; }
            for (int i = 0; i < z.Length; i++) p[i] /= s;
            return p;
        }
        static double[] Weighted(double[] a) { double[] t = Softmax(a); for (int i = 0; i < t.Length; i++) t[i] *= a[i]; return t; }
        static double[] Scaled(double[] a, double k) => [k * a[0], a[1]];
        static double[] Same(double[] a) => a;
        static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) { double s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * b[i]; return s; }
        """;

    [Theory]
    [InlineData("double[] p = Softmax(x); return p[0];")]
    [InlineData("return Softmax(x)[1];")]
    [InlineData("return Dot(Softmax(x), Weighted(x));")]
    [InlineData("double r = 0; for (int k = 0; k < 3; k++) { double[] p = Softmax(x); r += p[k] * p[0]; } return r;")]
    [InlineData("double r = 0; for (int k = 0; k < 3; k++) { var p = Weighted(x); var q = Weighted(p); r += p[k] * q[0]; x[k] = q[k]; } return r + Dot(Weighted(x), x);")]
    [InlineData("double r = 0; foreach (double v in Scaled(Scaled(x, 2), x[0])) r += v * v; return r * Scaled(x, 1).Length;")]
    [InlineData("double[] p = Same(x); p[0] = 2 * x[1]; return x[0] * p[0] + Same(Same(p))[2];")]
    [InlineData("double[] Pair(double k) => [k * x[0], x[2]]; return Pair(x[1])[0] * Pair(3)[1];")]
    public void One_array(string body) => Program("", body).IsRight(0.3, 0.7, -0.4);

    [Theory]
    [InlineData("static Span<double> Part(Span<double> a) => a[1..];", "Span<double> p = Part(x); p[0] *= x[0]; return p[0] * x[1] * p[1];")]
    [InlineData("static ReadOnlySpan<double> Part(ReadOnlySpan<double> a) => a.Slice(1, 2);", "return Part(x)[0] * Part(x)[1];")]
    [InlineData("static Memory<double> Part(Memory<double> a) => a[1..];", "Part(x).Span[0] *= x[0]; return Part(x).Span[0] * Part(Part(x)).Span[0];")]
    [InlineData("static double[,] Outer(double[] a) { var m = new double[2, 2]; m[0, 1] = a[0] * a[1]; m[1, 1] = a[2]; return m; }", "return Outer(x)[0, 1] * Outer(x)[1, 1];")]
    [InlineData("static double[][] Rows(double[] a) { var m = new double[2][]; m[0] = new double[2]; m[1] = new double[1]; m[0][1] = a[0] * a[1]; m[1][0] = a[2]; return m; }", "return Rows(x)[0][1] * Rows(x)[1][0];")]
    public void Of_every_kind(string helper, string body) => Program(helper, body).IsRight(0.3, 0.7, -0.4);

    [Theory]
    [InlineData("double[] r = new double[2]; if (a[0] > 0) { r[0] = a[0]; return r; } r[1] = a[1]; return r;")]
    [InlineData("double[] r = new double[2]; for (int i = 0; i < a.Length; i++) { r[0] += a[i] * a[i]; if (r[0] > 0.5) return r; } r[1] = a[0]; return r;")]
    [InlineData("double[] r = new double[2]; switch (a.Length) { case 3: if (a[0] > 0) { r[0] = a[0]; return r; } break; default: r[1] = 3; return r; } r[1] = a[1]; return r;")]
    [InlineData("if (a.Length == 3) { double[] r = new double[2]; r[0] = a[0] * a[1]; return r; } else throw new ArgumentException();")]
    [InlineData("double[] r; if (a.Length < 2) throw new ArgumentException(); else r = new double[] { a[0] * a[1], 3 }; return r;")]
    public void Returned_early(string body)
    {
        ArrayProgram program = Program($"static double[] Early(double[] a) {{ {body} }}", "double[] p = Early(x); return p[0] * p[1] + p[0] + p[1] * p[1];");
        program.IsRight(0.3, 0.7, -0.4);
        program.IsRight(-0.3, 0.1, -0.4);
    }

    [Theory]
    [InlineData("b[0] = new double[] { x[0] * x[1], x[2] }; b[1] = [x[0]];")]
    [InlineData("b[0] = Scaled(x, x[2]); b[1] = Softmax(x);")]
    [InlineData("b[0] = (double[])x.Clone(); b[1] = x[1..]; b[0][0] *= b[1][0];")]
    [InlineData("for (int i = 0; i < 2; i++) b[i] = [x[i] * x[i], x[2]];")]
    public void As_rows(string body) => Program("", $"var b = new double[2][]; {body} return b[0][0] * b[0][1] * b[1][0] + x[0];").IsRight(0.3, 0.7, -0.4);

    [Fact] // In the halves, the row was asked for under a name that the branch alone knows.
    public void The_length_of_a_row_in_a_branch() => Program("", "var c = new double[1][]; c[0] = new double[2]; if (x[0] > 9) return 1; c[0][0] = x[0]; return c[0][c[0].Length - 2];").IsRight(0.3, 0.7);

    [Fact]
    public void Rows_written_out() => Program("", "double[][] b = [[x[0] * x[1], x[2]], Scaled(x, 3)]; return b[0][0] * b[0][1] * b[1][0] + x[0];").IsRight(0.3, 0.7, -0.4);

    [Theory] // One memory under two names, or one name for two memories.
    [InlineData("static double[] Either(double[] a, bool f) { if (f) return a; return [a[0] * a[1]]; }", "return Either(x, x.Length > 2)[0];", "'what Either returns'")]
    [InlineData("static double[] Either(double[] a, bool f) => f ? a : [a[0]];", "return Either(x, x.Length > 2)[0];", "'the result of a choice'")]
    [InlineData("static double[] Inner(double[] a) { for (int i = 0; i < 3; i++) { double[] r = [a[i]]; if (a[i] > 0) return r; } return [a[0]]; }", "return Inner(x)[0];", "'what Inner returns'")]
    [InlineData("", "var b = new double[2][]; b[0] = x; return b[0][0];", "'x'")]
    [InlineData("", "var b = new double[2][]; b[0] = Same(x); return b[0][0];", "'Same(x)'")]
    [InlineData("", "double[] p; var b = new double[2][]; b[0] = p = [x[0]]; p[0] = 3; return b[0][0];", "'p = [x[0]]'")]
    [InlineData("", "double[] p = [x[0]]; double[][] b = [p]; p[0] = 3; return b[0][0];", "'p'")]
    public void Several_arrays_are_refused(string helper, string body, string name)
    {
        var problem = Assert.Single(ArrayProgram.Run(Source(helper, body)).Diagnostics);
        Assert.Equal("BP1010", problem.Id);
        Assert.StartsWith(name, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_do_not_go_to_another_project()
    {
        GeneratorRun library = ArrayProgram.Run("[Differentiable] public static double Square(ReadOnlySpan<double> a) => a[0] * a[0];");
        GeneratorRun user = GeneratorRun.Once("""
            public static partial class Own
            {
                private static readonly double[] Table = [3];
                [Backprop.Differentiable] public static double Lost(double[] x) => x[1] + Code.Square(x);
                [Backprop.Differentiable] public static double Kept(double x) => x * Code.Square(Table);
            }
            """).With(library.Output.ToMetadataReference());
        Diagnostic problem = Assert.Single(user.Diagnostics);
        Assert.Equal("BP1006", problem.Id);
        Assert.Contains("Lost", user.Input.SyntaxTrees.First().GetText(TestContext.Current.CancellationToken).Lines[problem.Location.GetLineSpan().StartLinePosition.Line].ToString(), StringComparison.Ordinal);
    }

    private static ArrayProgram Program(string helper, string body) => new(Source(helper, body));

    private static string Source(string helper, string body) => $"{Helpers}\n{helper}\n[Differentiable] public static double F(double[] x) {{ {body} }}";
}
