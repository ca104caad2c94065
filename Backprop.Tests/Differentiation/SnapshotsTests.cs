using Backprop.Tests.Harness;

namespace Backprop.Tests.Differentiation;

/// <summary>The record of an array that one loop reads serves the loops after it, where it is filled whenever they run.</summary>
public sealed class SnapshotsTests
{
    private const string Reads = "for (int i = 0; i < t.Length; i++) s = Math.Sin(s * t[i]) + t[i] * t[i];";
    private const string ReadsAgain = "for (int i = 0; i < t.Length; i++) s += 0.3 * Math.Sin(s * t[i]);";

    [Theory]
    [InlineData(Reads + ReadsAgain)]
    [InlineData("if (k % 2 == 0) {" + Reads + "}" + ReadsAgain)] // where it is not taken, the record is of nothing
    [InlineData("if (k % 2 == 0) {" + Reads + "} else {" + ReadsAgain + "}" + ReadsAgain)]
    [InlineData("if (k % 2 == 0) {" + Reads + ReadsAgain + "}" + ReadsAgain)]
    [InlineData("if (k % 2 == 0) {" + Reads + "if (k > 0) {" + ReadsAgain + "} }" + Reads)]
    [InlineData("for (int j = 0; j < k; j++) {" + Reads + "}" + ReadsAgain)]
    [InlineData(Reads + "if (k % 2 == 0) {" + ReadsAgain + "}")]
    public void A_record_is_read_only_where_it_is_filled(string loops)
    {
        foreach (string around in new[] { "for (int k = 0; k < 4; k++)", "int k = -1; while (++k < n)", "int k = n / 2;" })
        {
            ArrayGradient.Holds(
                $$"""
                [Differentiable]
                public static double F(double[] a, int n)
                {
                    double[] t = new double[a.Length];
                    for (int i = 0; i < t.Length; i++) t[i] = a[i] * 0.3;
                    double s = 0.1;
                    {{around}}
                    {
                        {{loops}}
                        for (int i = 0; i < t.Length; i++) t[i] = Math.Tanh(t[i] + s);
                    }

                    return s;
                }
                """,
                3, [0.3, -1.2, 0.8, 2.1]);
        }
    }
}
