using Backprop.Tests.Harness;

namespace Backprop.Tests.Optimization;

/// <summary>What one iteration does to one element of a cotangent is one line, also where another index may mean the same element.</summary>
public sealed class AdditionsTests
{
    private static readonly double[] Point = [0.3, -0.2, 0.5, 0.7, -0.9, 1.1];

    [Theory]
    [InlineData("x[i] = x[k] * x[i] + a[i];")]
    [InlineData("x[i] = x[i] * x[k] + a[i];")]
    [InlineData("x[i] = x[i] * Math.Sin(x[k]) + x[k] * a[i];")]
    [InlineData("double y = x[i] * x[k]; x[i] = y * a[i]; x[k] = y + a[k];")]
    [InlineData("x[k] += x[i] * a[i]; x[i] = x[k] * x[i];")]
    [InlineData("x[i] = Math.Cos(x[k]); x[k] *= x[i]; x[i] += x[k];")]
    public void Two_indices_may_mean_one_element(string lines) => ArrayGradient.Holds($$"""
        [Differentiable]
        public static double F(double[] a, int n)
        {
            double[] x = new double[n];
            for (int i = 0; i < n; i++)
                x[i] = a[i] + 1;
            for (int i = 0; i < n; i++)
            {
                int k = i % 3;
                {{lines}}
            }

            double s = 0;
            for (int i = 0; i < n; i++)
                s += x[i] * (i + 1);
            return s;
        }
        """, Point.Length, Point);

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) for (int j = 0; j < n - i; j++) s += Math.Sin(a[i * (n - i) + j]);")]
    [InlineData("for (int i = 0; i < n; i++) { int w = 3 - i % 2; for (int j = w - 1; j >= 0; j--) s += Math.Sin(a[i * w + j]); }")]
    [InlineData("int w = 1; for (int i = 0; i < n; i++) { for (int j = 0; j < w; j++) s += Math.Sin(a[i * w + j]); w = 3 - w; }")]
    public void Rows_that_are_not_as_wide_as_each_other_overlap(string loops) => ArrayGradient.Holds($$"""
        [Differentiable]
        public static double F(double[] a, int n)
        {
            double s = 0;
            {{loops}}
            return s;
        }
        """, 3, [.. Point, 0.4, -0.6, 0.8]);

    [Fact]
    public void An_element_that_is_taken_and_given_back_is_stored_once()
    {
        string gradient = ArrayGradient.Member(ArrayGradient.Holds("""
            [Differentiable]
            public static double F(double[] a, int n)
            {
                double[] x = new double[n];
                Array.Fill(x, 1.0);
                for (int k = 0; k < 3; k++)
                    for (int i = 0; i < n; i++)
                        x[i] = Math.Sin(x[i] * a[i]);
                double s = 0;
                for (int i = 0; i < n; i++)
                    s += x[i] * (i + 1);
                return s;
            }
            """, Point.Length, Point), "FGradient");
        Assert.Contains("dx[i] = a[i] * t;", gradient);
    }
}
