using Backprop.Tests.Harness;

namespace Backprop.Tests.Differentiation;

/// <summary>Loops whose backward part runs in the same pass, with what is asked of the lines around them.</summary>
public sealed class FusionTests
{
    [Theory]
    [InlineData("return total / a.Length;")]
    [InlineData("double count = a.Length; return total / (2 * count);")]
    [InlineData("double m = (double)a.Length - 1; double mean = total / m; return mean / m;")]
    [InlineData("return Math.Sqrt(total) / a.Length;", false)] // needs the sum itself
    [InlineData("double last = a[^1]; return total / last;", false)] // may throw, if it were read before
    [InlineData("int count = 0; foreach (double v in a) count++; return total / count;", false)]
    public void The_divisor_of_a_mean_is_known_before_the_loop(string end, bool isFused = true)
    {
        string file = ArrayGradient.Holds($$"""
            [Differentiable]
            public static double F(double[] a, int n)
            {
                double total = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    double z = Math.Exp(a[i]);
                    total += z * z + a[i];
                }

                {{end}}
            }
            """, 0, [0.3, -1.2, 0.8, 2.1]);
        Assert.Equal(isFused, !ArrayGradient.Member(file, "FGradient").Contains("Recording"));
    }
}
