using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Loops;

/// <summary>Arrays of arrays whose rows are one array: where something is written to them, they are refused.</summary>
public sealed class SharedRowTests
{
    private const string Writes = "public static double F(double[][] g, double[][] h) { for (int i = 0; i < g.Length; i++) g[i][0] *= g[i][0] * h[i][1]; return g[0][0] + g[1][0]; }";
    private const string Reads = "public static double F(double[][] g, double[][] h) { double s = 0; for (int i = 0; i < g.Length; i++) s += g[i][0] * g[i][1] * h[i][1]; return s; }";

    private static readonly double[] Row = [1.5, 2], Other = [0.5, 3];

    [Theory]
    [InlineData(Writes, "g", null)]
    [InlineData(Reads, "dg", null)]
    [InlineData(Reads, "dg", "g")]
    [InlineData(Reads, "dh", "g")]
    [InlineData(Reads, "dh", "dg")]
    [InlineData(Writes, "g", "h")]
    public void What_is_written_is_refused(string method, string name, string? with)
    {
        Dictionary<string, double[][]> arrays = Arrays();
        arrays[name][1] = with is null ? arrays[name][0] : arrays[with][0];
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => Gradient(method, arrays));
        Assert.Equal(name, thrown.ParamName);
    }

    [Fact] // C# 14 would take an array of arrays for a span of arrays, and not look at its rows
    public void Rows_of_a_gradient_are_as_long_as_the_parameters()
    {
        Dictionary<string, double[][]> arrays = Arrays();
        arrays["dg"][1] = new double[5];
        Assert.Equal("dg", Assert.Throws<ArgumentException>(() => Gradient(Reads, arrays)).ParamName);
    }

    [Fact]
    public void What_is_only_read_may_be_shared()
    {
        Dictionary<string, double[][]> arrays = Arrays();
        arrays["g"] = [Row, Row];
        arrays["h"] = [Row, Other];
        Assert.Equal(((1.5 * 2) * 2) + ((1.5 * 2) * 3), Gradient(Reads, arrays));
        Assert.Equal([2 * 2, 1.5 * 2], arrays["dg"][0]);
        Assert.Equal([2 * 3, 1.5 * 3], arrays["dg"][1]);
    }

    [Fact]
    public void Rows_without_elements_may_be_shared()
    {
        Dictionary<string, double[][]> arrays = Arrays();
        foreach (string name in arrays.Keys)
        {
            arrays[name] = [.. arrays[name], [], []];
            arrays[name][2] = arrays[name][3] = [];
        }

        Gradient("public static double F(double[][] g, double[][] h) { g[0][0] *= g[0][1]; return g[0][0] * h[1][0]; }", arrays);
        Assert.Equal([2 * 0.5, 1.5 * 0.5], arrays["dg"][0]);
    }

    private static Dictionary<string, double[][]> Arrays() => new()
    {
        ["g"] = [[1.5, 2], [0.5, 3]],
        ["h"] = [[1.5, 2], [0.5, 3]],
        ["dg"] = [new double[2], new double[2]],
        ["dh"] = [new double[2], new double[2]],
    };

    private static double Gradient(string method, Dictionary<string, double[][]> arrays)
    {
        Type type = GeneratorRun.Once($"using Backprop; public static partial class P {{ [Differentiable] {method} }}").Load().GetType("P")!;
        return type.GetMethod("FGradient")!.CreateDelegate<Func<double[][], double[][], double[][], double[][], double>>()(arrays["g"], arrays["h"], arrays["dg"], arrays["dh"]);
    }
}
