using System.Reflection;
using System.Runtime.CompilerServices;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language.Loops;

/// <summary>Differentiable methods that return an array: the value to the bit, and the gradient of a weighted sum of its elements.</summary>
public sealed partial class ReturnedArrayTests
{
    private const string Softmax = """
        [Differentiable]
        public static double[] F(double[] x)
        {
            double most = double.NegativeInfinity;
            foreach (double v in x) most = Math.Max(most, v);
            double[] p = new double[x.Length];
            double s = 0;
            for (int i = 0; i < x.Length; i++) { p[i] = Math.Exp(x[i] - most); s += p[i]; }
            for (int i = 0; i < x.Length; i++) p[i] /= s;
            return p;
        }
        """;

    [Theory]
    [InlineData("double[] y = new double[x.Length]; for (int i = 0; i < x.Length; i++) y[i] = Math.Sin(x[i]) * x[i]; return y;")]
    [InlineData("double[] y = new double[x.Length]; double s = 1; for (int i = 0; i < x.Length; i++) { s *= x[i]; y[i] = s; } return y;")]
    [InlineData("double[] y = new double[3]; for (int k = 0; k < 3; k++) { x[0] = x[1] * x[0]; for (int i = 0; i < 3; i++) y[i] += x[i] * x[0]; } return y;")]
    [InlineData("double[] y = new double[3]; for (int k = 0; k < 2; k++) for (int i = 0; i < 3; i++) y[i] = x[i] + y[(i + 1) % 3] * x[k]; double t = 0; foreach (double v in y) t += v * v; y[0] = t; return y;")]
    [InlineData("double[] y = new double[3]; for (int i = 0; i < 3; i++) y[i] = x[i] * x[i]; double t = 0; foreach (double v in y) t += v; x[0] = t; return y;")]
    [InlineData("double[] y = new double[2]; for (int i = 0; i < 3; i++) { y[0] += x[i] * x[i]; if (y[0] > 0.5) return y; } y[1] = x[0]; return y;")]
    [InlineData("return x[1..];")]
    [InlineData("return [x[0] * x[1], Math.Exp(x[2])];")]
    [InlineData("return [2, x[1], x[1]];")]
    [InlineData("double[] Twice(double[] a) { double[] r = (double[])a.Clone(); for (int i = 0; i < r.Length; i++) r[i] *= 2; return r; } return Twice(Twice(x));")]
    [InlineData("var b = new double[2][]; b[0] = [x[0] * x[1], x[2]]; b[1] = [3]; b[0][0] *= x[2]; return b[0];")]
    public void A_list(string body) => Holds($"[Differentiable] public static double[] F(double[] x) {{ {body} }}");

    [Fact]
    public void A_softmax() => Holds(Softmax);

    [Fact]
    public void One_that_another_returns() => Holds(Softmax.Replace(" F(", " G(", StringComparison.Ordinal) + "[Differentiable] public static double[] F(double[] x) { double[] p = G(G(x)); p[0] *= x[0]; return p; }");

    [Theory]
    [InlineData("double[,]", "var m = new double[2, 2]; for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) m[i, j] = x[i] * x[j + 1]; m[0, 0] *= m[0, 0]; return m;")]
    [InlineData("double[][]", "double[][] m = [[x[0] * x[1], x[2]], [x[0]]]; m[0][0] *= m[0][0]; return m;")]
    [InlineData("double[][]", "var m = new double[2][]; for (int i = 0; i < 2; i++) { m[i] = new double[i + 1]; for (int j = 0; j <= i; j++) m[i][j] = x[i] * Math.Exp(x[j]); } return m;")]
    public void A_table(string type, string body) => Holds($"[Differentiable] public static {type} F(double[] x) {{ {body} }}");

    [Fact]
    public void The_generated_code() => Snapshot.Match(ArrayProgram.Run(Softmax).File);

    [Fact]
    public void What_is_returned_may_be_changed_before_the_derivative_is_asked_for()
    {
        double[] dx = new double[2];
        double[] list = ExponentialsForward([0, 1], out ExponentialsSaved ofList);
        list.AsSpan().Clear();
        ExponentialsBackward(ref ofList, [1, 2], dx);
        ofList.Dispose();
        Assert.Equal([1, 2 * Math.E], dx);

        dx.AsSpan().Clear();
        double[,] table = TableForward([0, 1], out TableSaved ofTable);
        Array.Clear(table);
        TableBackward(ref ofTable, new double[,] { { 1, 2 } }, dx);
        Assert.Equal([1, 2 * Math.E], dx);

        dx.AsSpan().Clear();
        double[][] rows = RowsForward([0, 1], out RowsSaved ofRows);
        Array.Clear(rows[0]);
        rows[1] = [];
        RowsBackward(ref ofRows, [[1], [2]], dx);
        Assert.Equal([1, 2 * Math.E], dx);
    }

    [Differentiable]
    private static double[] Exponentials(double[] x)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Math.Exp(x[i]);
        }

        return y;
    }

    [Differentiable]
    private static double[,] Table(double[] x)
    {
        double[,] y = new double[1, x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            y[0, i] = Math.Exp(x[i]);
        }

        return y;
    }

    [Differentiable]
    private static double[][] Rows(double[] x)
    {
        double[][] y = new double[x.Length][];
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = new double[1];
            y[i][0] = Math.Exp(x[i]);
        }

        return y;
    }

    [Fact]
    public void Numbers_have_their_derivatives_beside_it()
    {
        Type type = ArrayProgram.Run("[Differentiable] public static float[] F(float[] x, float k, int n = 2) { float[] y = new float[x.Length]; for (int i = 0; i < x.Length; i++) y[i] = n * k * x[i]; return y; }").Load().GetType("Code")!;
        float[] dx = new float[2];
        ITuple result = (ITuple)SpanCall.Of(type.GetMethod("FGradient")!)(null, [new float[] { 3, 5 }, 7f, 2, new float[] { 1, 10 }, dx])!;
        Assert.Equal([42f, 70f], (float[])result[0]!);
        Assert.Equal(106f, result[1]);
        Assert.Equal([14f, 140f], dx);
    }

    [Theory] // F(x) of three elements.
    [InlineData(2, 3, "dvalue")]
    [InlineData(4, 3, "dvalue")]
    [InlineData(3, 2, "dx")]
    public void Lengths_are_asked_for(int given, int gradient, string name)
    {
        Type type = ArrayProgram.Run(Softmax).Load().GetType("Code")!;
        var call = SpanCall.Of(type.GetMethod("FGradient")!);
        Assert.Equal(name, Assert.Throws<ArgumentException>(() => call(null, [new double[3], new double[given], new double[gradient]])).ParamName);
        var halves = SpanCall.OfHalves(type.GetMethod("FForward")!, type.GetMethod("FBackward")!);
        if (given != 3)
        {
            Assert.Equal(name, Assert.Throws<ArgumentException>(() => halves(null, [new double[3]], new double[given], [new double[3]])).ParamName);
        }
    }

    [Fact]
    public void What_is_given_has_memory_of_its_own()
    {
        var call = SpanCall.Of(ArrayProgram.Run(Softmax).Load().GetType("Code")!.GetMethod("FGradient")!);
        double[] both = [1, 2, 3];
        Assert.Equal("dx", Assert.Throws<ArgumentException>(() => call(null, [new double[3], both, both])).ParamName);
        call(null, [both, both, new double[3]]); // read only
    }

    [Fact] // The method changes x before the backward part reads what is given.
    public void What_is_given_is_not_what_the_method_writes_to()
    {
        var call = SpanCall.Of(ArrayProgram.Run("""
            [Differentiable]
            public static double[] F(double[] x)
            {
                double[] y = new double[3];
                for (int i = 0; i < 3; i++) { x[i] *= x[i]; y[i] = x[i] * x[(i + 1) % 3]; }
                return y;
            }
            """).Load().GetType("Code")!.GetMethod("FGradient")!);
        double[] both = [1, 2, 3];
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => call(null, [both, both, new double[3]])).ParamName);
    }

    [Theory]
    [InlineData("public static double[] F(double[] x) { x[0] *= 2; return x; }", "BP1011")]
    [InlineData("public static double[] F(double[] x) { double[] y = x; return y; }", "BP1011")]
    [InlineData("public static double[] F(double[][] x) => x[0];", "BP1011")]
    [InlineData("private static readonly double[] Table = [3]; [Differentiable] public static double[] F(double x) => Table;", "BP1011")]
    [InlineData("public static Span<double> F(Span<double> x) => x[1..];", "BP0003")]
    [InlineData("public static int[] F(double x) => [(int)x];", "BP0003")]
    [InlineData("public static double[] F(double[] x) { if (x[0] > 0) return [x[0]]; return [x[0], 1]; }", "BP1010")]
    public void What_is_not_its_own_is_refused(string method, string id) =>
        Assert.Equal(id, Assert.Single(ArrayProgram.Run((method.StartsWith("private", StringComparison.Ordinal) ? "" : "[Differentiable] ") + method).Diagnostics).Id);

    private static void Holds(string members)
    {
        GeneratorRun run = ArrayProgram.Run(members);
        Assert.DoesNotContain(run.Diagnostics, d => d.Severity > DiagnosticSeverity.Info);
        Type type = run.Load().GetType("Code")!;
        MethodInfo method = type.GetMethod("F")!, backward = type.GetMethod("FBackward")!;
        var gradient = SpanCall.Of(type.GetMethod("FGradient")!);
        var halves = SpanCall.OfHalves(type.GetMethod("FForward")!, backward);
        double[] point = [0.3, 0.7, -0.4], dx = new double[3], added = new double[3];
        Array Value(double[] x) => (Array)method.Invoke(null, [x])!;
        Array expected = Value([.. point]), given = Weights(expected, out double[] weights);
        Assert.Equal(expected, gradient(null, [point.ToArray(), given, dx]));
        Assert.Equal(expected, halves(null, [point.ToArray()], given, [added]));
        Assert.Equal(weights, Numbers(given));
        GradientCheck.Of(p => Numbers(Value([.. p])).Zip(weights, (v, w) => v * w).Sum(), point, dx).ThrowIfWrong();
        Assert.All(dx.Zip(added), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    private static Array Weights(Array like, out double[] weights)
    {
        int next = 0;
        Array Fill(Array array)
        {
            Array filled = (Array)array.Clone();
            for (int i = 0; filled is Array[] rows && i < rows.Length; i++)
            {
                rows[i] = Fill(rows[i]);
            }

            for (int i = 0; filled is double[] list && i < list.Length; i++)
            {
                list[i] = 1 + (0.5 * next++);
            }

            for (int i = 0; filled is double[,] table && i < table.Length; i++)
            {
                table[i / table.GetLength(1), i % table.GetLength(1)] = 1 + (0.5 * next++);
            }

            return filled;
        }

        Array all = Fill(like);
        weights = Numbers(all);
        return all;
    }

    private static double[] Numbers(Array array) => [.. array.Cast<object>().SelectMany(o => o is Array row ? Numbers(row) : [(double)o])];
}
