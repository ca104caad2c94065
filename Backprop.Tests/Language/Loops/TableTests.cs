using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Loops;

/// <summary>A <c>foreach</c> goes through an array of several dimensions row after row.</summary>
public sealed class TableTests
{
    [Theory]
    [InlineData("double[,] m = new double[2, 3]; for (int i = 0; i < 6; i++) m[i / 3, i % 3] = a[i];")]
    [InlineData("double[,,] m = new double[2, 1, 3]; for (int i = 0; i < 6; i++) m[i / 3, 0, i % 3] = a[i] * a[0];")]
    [InlineData("double[,,] m = new double[3, 2, 1]; for (int i = 0; i < 6; i++) m[i / 2, i % 2, 0] = a[5 - i];")]
    [InlineData("double[,] m = new double[0, 3]; s += a[0];")]
    [InlineData("double[,] m = new double[3, 0]; s += a[0];")]
    public void All_elements_in_order(string made) => ArrayGradient.Holds(
        $$"""
        [Differentiable]
        public static double F(double[] a, int n)
        {
            double s = 0.5;
            {{made}}
            foreach (double v in m) s = Math.Sin(s * v) + v;
            foreach (double v in m) { if (v < 0) continue; if (v > 1) break; s *= v; }
            return s;
        }
        """,
        0, [0.3, -1.2, 0.8, 2.1, 0.2, -0.4]);
}
