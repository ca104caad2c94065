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

    [Theory] // What one loop had put before it, another one before that asks for too.
    [InlineData("double s = 0, t = 0; for (int i = 0; i < a.Length; i++) s += a[i] * a[i]; for (int i = 0; i < a.Length; i++) t += Math.Exp(a[i]); double total = s + 2 * t; return total / a.Length;")]
    [InlineData("double s = 0, t = 0; for (int i = 0; i < a.Length; i++) s += a[i] * a[i]; for (int i = 0; i < a.Length; i++) t += Math.Exp(a[i]); double m = a.Length * 2.0; return s / m + t / m;")]
    [InlineData("double s = 0, t = 0; if (a[0] > 0) { for (int i = 0; i < n; i++) s += a[i] * a[i]; } for (int i = 0; i < n; i++) t += Math.Exp(a[i]); double total = s + t; return total / a.Length;")]
    [InlineData("double s = 0, t = 0; for (int i = 0; i < n; i++) s += a[i] * a[i]; if (a[0] > 0) { for (int i = 0; i < n; i++) t += Math.Exp(a[i]); } double total = s + t; return total / a.Length;")]
    [InlineData("double s = 0; for (int k = 0; k < 2; k++) { double t = 0; for (int i = 0; i < a.Length; i++) t += Math.Exp(a[i]) * (k + 1); s += t / (a.Length + k); } for (int i = 0; i < n; i++) s += Math.Sin(a[i]); return s / (n + 1);")]
    [InlineData("double s = 0, t = 0; for (int i = 0; i < n; i++) s += a[i] * a[i]; for (int k = 0; k < 2; k++) for (int i = 0; i < n; i++) t += a[i] * a[i] * k; double u = 3 * s + t; return u / n + u * n;")]
    [InlineData("double s = 0, t = 1; for (int i = 0; i < n; i++) s += a[i] * a[i]; for (int i = 0; i < n; i++) t *= 1 + a[i] * a[i]; double u = s + t; return u / a.Length;")]
    public void Lines_that_several_loops_ask_for_stand_before_the_first(string body) => ArrayGradient.Holds(
        $"[Differentiable] public static double F(double[] a, int n) {{ {body} }}", 3, [0.3, -1.2, 0.8, 2.1]);

    [Fact] // Read after the loop, it is another number.
    public void A_divisor_that_the_loop_changes_is_not_known_before_it() => ArrayGradient.Holds(
        """
        private static double Count;
        [NonDifferentiable] private static void Grow() => Count++;
        [NonDifferentiable] private static void Reset() => Count = 0;
        [Differentiable]
        public static double F(double[] a, int n)
        {
            Reset();
            double total = 0;
            foreach (double v in a) { total += v * v; Grow(); }
            return total / Count;
        }
        """,
        3,
        [0.3, -1.2, 0.8, 2.1]);

    [Theory] // Each iteration fills the array, but what the last has left is read.
    [InlineData("if (n < 0) return a[0]; {0} return c[0];")] // by what the branch comes to
    [InlineData("if (n < 0) return a[0]; {0} return c[1] * 2;")]
    [InlineData("double s = 0; for (int k = 0; k < 2; k++) { if (k > n) { s = a[k]; } else { {0} s = c[k]; } } return s;")]
    [InlineData("double s = 0, t = 0; for (int k = 0; k < 2; k++) { s += t * t; {0} t = c[0]; } return s;")] // by what an iteration hands on
    [InlineData("int k = 0; while (k < 3 && c[1] < 100) { {0} k++; } return k * c[0];")] // by the test
    [InlineData("{0} return n > 5 ? a[1] : c[0];")]
    public void Nobody_reads_what_the_iterations_of_a_fused_loop_have_filled(string body) => ArrayGradient.Holds(
        $"[Differentiable] public static double F(double[] a, int n) {{ double[] c = new double[2]; {body.Replace("{0}", "for (int i = 0; i < n; i++) { double t1 = a[i] * a[i]; for (int j = 0; j < c.Length; j++) c[j] = t1 * j + Math.Sin(t1); }")} }}",
        3, [0.3, -1.2, 0.8, 2.1]);

    [Theory] // The loop around is not reversed: all that its iterations have to undo, loops inside have undone.
    [InlineData("double s = 0; int k = n; while (k > 0) { {0} k /= 2; } return s;")]
    [InlineData("double s = 0; int k = n; while (k > 0) { if (k != 2) { {0} } k--; } return s;")]
    [InlineData("double s = 0; double[] w = new double[2]; for (int k = 1; k < n; k++) { {0} w[0]++; } return s;")]
    [InlineData("double s = 0; double[] w = new double[2]; for (int l = 0; l < 2; l++) { w[0]--; for (int k = 1; k < n; k++) { w[0] += 2; {0} } } return s;")]
    public void A_fused_loop_records_within_a_loop_that_nothing_else_goes_back_through(string body)
    {
        foreach (string count in new[] { "a.Length", "k", "k + i" })
        {
            string fused = $"for (int i = 0; i < a.Length; i++) {{ double t = k; for (int j = 0; j < {count}; j++) t = Math.Sin(t + a[i] * j); s += t * t; }}";
            ArrayGradient.Holds($"[Differentiable] public static double F(double[] a, int n) {{ {body.Replace("{0}", fused)} }}", 4, [0.3, -1.2, 0.8]);
        }
    }

    [Fact]
    public void A_loop_may_ask_how_long_an_array_is_and_leave_it_alone() => ArrayGradient.Holds(
        """
        [Differentiable]
        public static double F(double[] a, int n)
        {
            double[] c = new double[a.Length], d = new double[a.Length];
            double total = 0;
            for (int k = 0; k < n; k++)
            {
                for (int i = 0; i < c.Length; i++) { d[i] = Math.Cos(a[i]); }
                for (int i = 0; i < a.Length; i++) { c[i] = d[i] * a[i]; total += c[i] * c[i]; }
            }

            return total;
        }
        """,
        2,
        [0.3, -1.2, 0.8]);

    [Theory] // The derivatives of an array of arrays have rows where it has.
    [InlineData("double[][] w = new double[n][]; for (int i = 0; i < n; i++) w[i] = new double[a.Length]; for (int i = 0; i < n; i++) for (int j = 0; j < a.Length; j++) w[i][j] = a[j] * (i + 1);")]
    [InlineData("double[][] w = [[a[0], a[1]], [a[2]]];")]
    [InlineData("double[][] w = new double[2][]; w[0] = [a[0], a[1] * a[2]]; w[1] = new double[1]; w[1][0] = a[1];")]
    public void A_loop_reads_rows_that_the_method_makes(string rows) => ArrayGradient.Holds(
        $"[Differentiable] public static double F(double[] a, int n) {{ {rows} double s = 0; for (int i = 0; i < w.Length; i++) {{ foreach (double v in w[i]) s += v * v; }} return s; }}",
        2,
        [0.3, -1.2, 0.8]);
}
