using Backprop.Tests.Harness;

namespace Backprop.Tests.Optimization;

/// <summary>What a loop adds to the element after its own waits in a local for the next iteration.</summary>
public sealed class NeighboursTests
{
    private static readonly double[] Point = [0.3, -0.2, 0.5, 0.7, -0.9, 1.1];

    [Theory]
    [InlineData("for (int i = 0; i < a.Length - 1; i++) s += Math.Exp(a[i] * a[i + 1]);")]
    [InlineData("for (int i = 0; i <= a.Length - 2; i++) s += Math.Exp(a[i] * a[i + 1]);")]
    [InlineData("for (int i = 1; i < a.Length; i++) s += a[i] / (2 + a[i - 1]);")]
    [InlineData("for (int i = 1; i < n; i++) s += a[i + 2] / (2 + a[i + 1]);")]
    [InlineData("for (int i = a.Length - 2; i >= 0; i--) s += Math.Exp(a[i] * a[i + 1]);", false)]
    [InlineData("for (int i = 0; i < a.Length - 1; i++) s = s * a[i] + Math.Sin(a[i + 1]);", false)] // unwound: the element before is written next
    [InlineData("for (int i = 0; i < a.Length - 2; i++) s += Math.Exp(a[i] * a[i + 2]);", false)]
    [InlineData("for (int i = 0; i < a.Length - 1; i += 2) s += Math.Exp(a[i] * a[i + 1]);", false)]
    [InlineData("for (int i = 0; i < a.Length - 2; i++) s += Math.Exp(a[i] * a[i + 1] * a[i + 2]);", false)]
    [InlineData("for (int i = 0; i < a.Length - 1; i++) if (a[i] > 0) s += Math.Exp(a[i] * a[i + 1]);", false)]
    [InlineData("for (int k = 0; k < 2; k++) for (int i = 0; i < a.Length - 1; i++) s += Math.Exp(a[i] * a[i + 1]);", false)]
    [InlineData("for (int i = 0; i < a.Length - 1; i++) s += Math.Exp(a[i] * a[i + 1]); s *= a[0];", false)]
    public void Each_element_is_written_once(string loop, bool waits = true) =>
        Assert.Equal(waits, Gradient(loop, 3, Point).Contains("daNext"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Where_there_are_few_elements_nothing_is_written_beyond(int length) =>
        Gradient("for (int i = 0; i < a.Length - 1; i++) s += Math.Exp(a[i] * a[i + 1]);", 0, Point[..length]);

    private static string Gradient(string loop, int n, double[] point) => ArrayGradient.Member(ArrayGradient.Holds($$"""
        [Differentiable]
        public static double F(double[] a, int n)
        {
            double s = 1;
            {{loop}}
            return s;
        }
        """, n, point), "FGradient");
}
