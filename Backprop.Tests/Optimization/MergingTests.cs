using Backprop.Tests.Harness;

namespace Backprop.Tests.Optimization;

/// <summary>Loops of the backward code that hand an array on from one to the next run as one, and the array goes.</summary>
public sealed class MergingTests
{
    private static readonly double[] Point = [0.3, -0.2, 0.5, 0.7, -0.9, 1.1];

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) w[i] = Math.Sin(a[i] * x[i]); for (int i = 0; i < n; i++) x[i] += w[i] * w[i];")]
    [InlineData("for (int i = 0; i < n; i++) w[i] = Math.Sin(a[i] * x[i]); for (int i = n - 1; i >= 0; i--) x[i] += w[i] * w[i];")]
    [InlineData("for (int i = 1; i < n - 1; i++) w[i] = Math.Sin(a[i] * x[i]); for (int i = 1; i < n - 1; i++) x[i] += w[i] * w[i];")]
    [InlineData("for (int i = 0; i < n; i++) w[i] = Math.Sin(a[i] * x[i]); for (int i = 0; i < n; i++) if (w[i] > 0) x[i] += w[i] * w[i];", false)]
    [InlineData("for (int i = 0; i < n; i++) w[i] = Math.Sin(a[i] * x[i]); for (int i = 0; i < n - 1; i++) x[i] += w[i] * w[i];", false)] // another range
    [InlineData("for (int i = 0; i < n - 1; i++) w[i] = Math.Sin(a[i] * x[i]); for (int i = 0; i < n - 1; i++) x[i] += w[i + 1] * w[i];", false)] // another element
    [InlineData("for (int i = 0; i < n; i++) w[i] = Math.Sin(a[i] * x[i]); for (int i = 0; i < n; i++) x[i] += w[0] * w[i];", false)]
    [InlineData("for (int i = 0; i < n; i++) w[i] = Math.Sin(a[i] * x[n - 1 - i]); for (int i = 0; i < n; i++) x[i] += w[i] * w[i];", false)] // x, the other way round
    [InlineData("for (int i = 0; i < n; i++) w[i] = Math.Sin(a[i] * x[i]); x[1] *= w[2]; for (int i = 0; i < n; i++) x[i] += w[i] * w[i];", false)] // a line between
    public void What_passes_between_loops_needs_no_array(string loops, bool merges = true) => Assert.Equal(!merges, Gradient(loops, "x[i] * (i + 1)").Contains("dw["));

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) w[i] = Math.Sin(a[i] * x[i]); for (int i = 0; i < n; i++) u[i] = w[i] * x[i]; for (int i = 0; i < n; i++) x[i] = Math.Cos(u[i]) + w[i];")]
    [InlineData("for (int i = 0; i < n; i++) { w[i] = Math.Sin(a[i] * x[i]); u[i] = w[i]; } for (int i = 0; i < n; i++) x[i] += u[i] * w[i];")]
    [InlineData("for (int i = 0; i < n; i++) w[i] = x[i]; for (int i = 0; i < n; i++) u[i] = w[i] * a[i]; for (int i = 0; i < n; i++) w[i] = u[i] * u[i]; for (int i = 0; i < n; i++) x[i] += w[i];")]
    [InlineData("double m = 0; for (int i = 0; i < n; i++) { w[i] = a[i] * x[i]; m += w[i]; } for (int i = 0; i < n; i++) x[i] = w[i] / (2 + m * m);")]
    [InlineData("double m = 0; for (int i = 0; i < n; i++) { w[i] = a[i] * x[i]; m += w[i]; } for (int i = 0; i < n; i++) { x[i] = w[i] * w[i]; m += x[i]; } x[0] += m;")]
    [InlineData("for (int i = 0; i < n; i++) w[i] = a[i] * x[i]; for (int i = 0; i < n; i++) { w[i] *= w[i]; x[i] += w[i]; w[i] = 0; }")]
    [InlineData("for (int i = 0; i + 2 < n; i++) w[i + 2] = a[i] * x[i]; for (int i = 0; i + 2 < n; i++) x[i] += w[i + 2] * u[i]; u[1] = x[0];")]
    public void Chains_of_loops_are_right(string loops) => Gradient(loops, "x[i] * (i + 1) + u[i] + w[i] * w[i]");

    [Fact] // It holds zeros all along, as an array of cotangents that is left out does.
    public void An_array_of_the_method_is_asked_for_its_elements()
    {
        Type type = GeneratorRun.Once("""
            using Backprop;
            public static partial class P
            {
                [Differentiable]
                public static double F(double[] a, double x, int i)
                {
                    double[] b = new double[a.Length];
                    return x * x + b[i];
                }
            }
            """).Load().GetType("P")!;
        Func<object?, object?[], object?> gradient = SpanCall.Of(type.GetMethod("FGradient")!);
        Assert.ThrowsAny<Exception>(() => gradient(null, [new double[2], 3.0, 2, new double[2]]));
        Assert.Equal((9.0, 6.0), gradient(null, [new double[2], 3.0, 1, new double[2]]));
    }

    private static string Gradient(string loops, string sum) => ArrayGradient.Member(ArrayGradient.Holds($$"""
        [Differentiable]
        public static double F(double[] a, int n)
        {
            double[] x = new double[n], w = new double[n], u = new double[n];
            Array.Fill(x, 1.0);
            for (int k = 0; k < 3; k++)
            {
                {{loops}}
            }

            double s = 0;
            for (int i = 0; i < n; i++)
                s += {{sum}};
            return s;
        }
        """, Point.Length, Point), "FGradient");
}
