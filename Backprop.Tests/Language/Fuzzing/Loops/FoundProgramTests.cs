namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>Programs that were once differentiated wrong, each with what it is about; against the interpreter, at several points.</summary>
public sealed class FoundProgramTests
{
    [Fact]
    public void A_bound_from_a_table_that_changes_after_the_loop() => Holds("""
        double s = x;
        k[0] = 3;
        for (int i = 0; i < k[0]; i++) s = Math.Sin(s) * x + a[i % a.Length];
        k[0] = 1;
        return s;
        """);

    [Fact]
    public void A_bound_from_a_table_that_changes_after_an_inner_loop() => Holds("""
        double s = x;
        for (int r = 0; r < 3; r++)
        {
            k[0] = r + 1;
            for (int i = 0; i < k[0]; i++) s = Math.Sin(s) * x + a[i % a.Length];
            k[0] = 1;
        }

        return s;
        """);

    [Fact]
    public void A_record_of_an_array_that_later_loops_of_a_branch_read() => Holds("""
        double s = x;
        var u = new double[a.Length];
        if (x > -1)
        {
            for (int i = 0; i < a.Length; i++) { u[i] = Math.Sin(a[i] * s); s = s * u[i] + 0.5; }
            for (int i = 0; i < a.Length; i++) { s = s * u[i] + u[i] * u[i]; }
            for (int i = 0; i < a.Length; i++) { u[i] = Math.Exp(u[i] * x); s += u[i] * s; }
        }

        return s;
        """);

    [Fact]
    public void A_record_of_an_array_in_a_branch_that_is_not_taken_where_a_later_loop_reads_it() => Holds("""
        double s = x;
        for (int r = 0; r < 3; r++)
        {
            if (r == 1)
            {
                for (int i = 0; i < a.Length; i++) s = Math.Sin(s * a[i]) + a[i];
            }

            for (int i = 0; i < a.Length; i++) s = Math.Cos(s * a[a.Length - 1 - i]);
            for (int i = 0; i < a.Length; i++) a[i] = s * a[i];
        }

        return s + a[0];
        """);

    [Fact]
    public void A_record_of_an_array_in_the_other_arm() => Holds("""
        double s = x;
        if (x > 0.3)
        {
            for (int i = 0; i < a.Length; i++) s = Math.Sin(s * a[i]) + a[i];
        }
        else
        {
            for (int i = 0; i < a.Length; i++) s = Math.Cos(s * a[a.Length - 1 - i]);
        }

        for (int i = 0; i < a.Length; i++) s = Math.Cos(s * a[a.Length - 1 - i]);
        for (int i = 0; i < a.Length; i++) a[i] = s * a[i];
        return s + a[0];
        """);

    [Fact]
    public void A_loop_that_may_return_or_not_run_after_a_branch_that_returns() => Holds("""
        if (x > 100)
            return a[0];
        for (int i = 0; i < a.Length - 2; i++)
            return x * a[1];
        return x;
        """);

    [Fact]
    public void A_sum_with_two_branches_whose_derivative_is_a_number() => Holds("""
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            if (x > 0) s += a[i] * x;
            if (a[0] > 0.1) s += a[i] * a[i];
        }

        return s * 2 + a[0];
        """);

    [Fact]
    public void A_view_made_in_a_branch() => Holds("""
        double s = x;
        for (int r = 0; r < 3; r++)
        {
            if (s > 0.2)
            {
                Span<double> v = a.AsSpan(r % a.Length);
                v[0] = Math.Sin(v[0]) * s;
                for (int i = 0; i < v.Length; i++) s += v[i] * v[0];
            }
            else if (x > 0)
            {
                Span<double> v = a.AsSpan(1), w = v.Slice(0, v.Length);
                for (int i = w.Length - 1; i >= 0; i--) { s += Math.Exp(-v[i] * s); w[i] = s; }
            }
        }

        return s + a[1] * a[0];
        """);

    [Fact]
    public void An_array_made_in_a_branch() => Holds("""
        double s = x;
        for (int r = 0; r < 3; r++)
        {
            if (s > 0.2)
            {
                double[] v = new double[r + 1];
                v[r] = s * a[0];
                for (int i = 0; i < v.Length; i++) { v[i] = Math.Sin(v[i]) * s; s += v[i] * x + 0.1; }
            }
            else
            {
                double[] b = [.. a, s];
                Span<double> q = b.AsSpan(1);
                for (int i = 0; i < q.Length; i++) { q[i] *= q[i] + b[0]; s += Math.Cos(q[i]); }
            }
        }

        return s + a[1] * a[0];
        """);

    [Fact]
    public void A_row_named_in_a_branch() => Holds("""
        double s = x;
        for (int r = 0; r < 3; r++)
        {
            if (s > 0.2)
            {
                double[] v = g[r % g.Length];
                v[0] = Math.Sin(v[0]) * s;
                for (int i = 0; i < v.Length; i++) s += v[i] * v[0];
            }
        }

        return s * g[0][0];
        """);

    [Fact]
    public void A_view_of_a_row_given_to_a_helper_after_an_early_return() => Holds(
        """
        if (x >= 2) return 1.5;
        for (int i = 0; i < 3; i++) a[i % a.Length] = Put(g[0]) * x;
        return a[0];
        """,
        "static double Put(Span<double> t) { t[^1] = 0.5; return t[0]; }");

    [Fact]
    public void A_row_whose_length_is_part_of_an_index_after_an_early_return() => Holds("""
        var rows = new double[3][];
        for (int i = 0; i < rows.Length; i++) rows[i] = new double[3];
        if (x > 0.9) return 1;
        rows[k[0] % rows.Length][5 % rows[k[0] % rows.Length].Length] += x * a[0];
        return Math.Sin(x) + 0.5 * rows[k[0] % rows.Length][2 % rows[k[0] % rows.Length].Length];
        """);

    [Fact]
    public void A_part_cut_out_of_an_array_without_a_derivative() => Holds("""
        double[] c = new double[3];
        Array.Copy(c, 0, c, 1, 1);
        return c[0] + Other(x);
        """, "static double Other(double v) => v * v; [Differentiable] public static double G(float[] h) { double[] c = new double[3]; Array.Copy(c, 0, c, 1, 1); return c[0]; }");

    [Fact]
    public void A_range_that_is_none() => Holds("""
        int n = k[0] - 1;
        double[] c = a[n..^1], d = a[..n], e = a[^n..], f = a[..];
        double s = x;
        foreach (double v in c) s += v * v;
        foreach (double v in d) s *= v;
        foreach (double v in e) s += v * s * f[0];
        return s;
        """);

    [Fact]
    public void A_row_that_is_found_before_an_index_that_takes_a_line() => Holds("""
        foreach (double e in g[0]) g[0][k[0] % g[0].Length] = e * e * x;
        return g[0][0];
        """);

    [Fact]
    public void A_test_that_throws_where_nothing_comes_of_it() => Holds("""
        bool isLarge;
        if (a[2] >= 0.3) isLarge = true;
        else if (a[3] >= 0.3) isLarge = false;
        return 0.5 * x;
        """);

    [Fact]
    public void A_table_whose_rows_are_replaced() => Holds("""
        double s = x;
        var rows = new int[2][];
        rows[0] = new int[] { 1, 2, 3 };
        rows[1] = [0, 1];
        for (int r = 0; r < 3; r++)
        {
            if (s > -0.5)
            {
                int[] v = rows[r % 2];
                for (int i = 0; i < v.Length; i++) s = Math.Sin(s + 0.3 * a[v[i] % a.Length]) * x;
                s *= a[v[^1] % a.Length];
            }

            rows[0] = [r, 2];
            for (int i = 0; i < rows[r % 2].Length; i++) s = Math.Sin(s + 0.3 * a[rows[r % 2][i] % a.Length]) * x;
        }

        return s;
        """);

    [Fact]
    public void A_row_literal() => Holds("""
        double[][] c = [[]];
        double s = x * c.Length;
        foreach (double[] r in c) foreach (double v in r) s += v * v;
        return s * s;
        """);

    [Fact]
    public void Elements_of_rows_that_are_listed() => Holds("""
        double[][] c = [[x, a[0]], [], new double[] { x * a[1], 2 }];
        double s = x;
        foreach (double[] r in c) foreach (double v in r) s += v * v;
        return s * c[0][1] + c[2][0];
        """);

    [Fact]
    public void Elements_of_rows_that_are_listed_when_they_are_put() => Holds("""
        var b = new double[3][];
        b[0] = [x, a[0]];
        b[2] = [.. a, b[0][1] * x];
        double[] r = b[1] = new double[] { a[1] * x, b[0][0] };
        r[0] *= x;
        return b[0][0] * b[0][1] + b[1][0] * b[1][1] + b[2][0] * b[2][^1];
        """);

    [Fact]
    public void Rows_of_rows_and_of_tables() => Holds("""
        double[][][] b = [[[x], [a[0], x]], [[], [1, a[1] * x]]];
        double[][,] t = [new double[,] { { x, 1 }, { a[0], x } }, new double[1, 1]];
        t[1][0, 0] = a[1];
        return b[0][0][0] * b[0][1][0] * b[0][1][1] + b[1][1][1] * t[0][1, 0] * t[0][1, 1] * t[1][0, 0];
        """);

    [Fact]
    public void A_row_for_each_step_after_the_first() => Holds("""
        var h = new double[4][];
        h[0] = [x, 1];
        double s = 0;
        for (int t = 0; t < 3; t++)
        {
            h[t + 1] = new double[2];
            for (int i = 0; i < 2; i++)
            {
                h[t + 1][i] = Math.Tanh(h[t][i] * a[0] + h[t][1 - i]);
                s += h[t + 1][i] * h[t][i];
            }
        }

        return s * h[3][0];
        """);

    [Fact]
    public void Rows_that_take_the_place_of_others_are_refused()
    {
        Refused("BP1010", "var b = new double[1][]; b[0] = new double[3]; b[0][2] = x; double s = b[0][2] * a[0]; b[0] = new double[1]; return s + b[0][0];");
        Refused("BP1010", "var b = new double[3][]; for (int i = 0; i < 3; i++) b[i] = [x]; for (int i = 1; i < 3; i++) b[i] = [b[i - 1][0], x]; return b[2][1];");
        Refused("BP1010", "g[0] = [x, x]; return g[0][1];");
    }

    [Fact]
    public void Rows_under_two_names_are_refused()
    {
        Refused("BP1010", "double[][] h = g[0..1]; h[0][0] = x; return g[0][0] * x;");
        Refused("BP1010", "double[][] h = [g[0], [x]]; return h[0][0] * x;");
    }

    [Fact]
    public void Rows_of_an_iteration_are_refused() => Refused("BP1002", """
        double s = x;
        for (int t = 0; t < 3; t++)
        {
            var b = new double[2][];
            for (int i = 0; i < 2; i++) b[i] = new double[3];
            b[1][2] = s * a[0];
            s += b[1][2] * b[1][2];
        }

        return s;
        """);

    [Fact]
    public void Counters_that_are_no_int() => Holds("""
        double s = x;
        long t = 1;
        var u = new double[t + 3];
        for (long i = a.Length - 1; i >= 0; i -= 2) s = Math.Sin(s * a[i]) * Math.Exp(a[a.Length - 1 - i]);
        for (uint i = 4; i > 0; i--) { s = Math.Sin(s) * a[i % a.Length] + i; u[t] = s; t = (t + 1L) % 4L; }
        for (long i = 0; i < a.Length; i++) { a[i] = Math.Sin(a[i]) * u[t]; s += a[i] * a[i]; }
        return s;
        """);

    [Fact]
    public void A_part_to_fill_that_is_not_there()
    {
        Holds("Array.Fill(a, x, 1, a.Length); return a[0];");
        Holds("Array.Clear(a, 1, a.Length); return a[0] * x;");
    }

    [Fact]
    public void An_element_that_is_looked_up_before_what_is_taken_from_it() =>
        Holds("g[0][9] -= a[1 % (k.Length - k.Length)] * x; a[0] = 1; return g[0][0];");

    [Fact]
    public void An_element_that_is_read_before_a_divisor_is_zero() =>
        Holds("double s = a[a.Length] + a[1 % (k.Length - k.Length)] * x; a[0] = 1; return s;");

    [Fact]
    public void A_divisor_that_is_zero_before_an_element_is_read() =>
        Holds("double s = 1 % (k.Length - k.Length) + a[a.Length] * x; a[0] = 1; return s;");

    [Fact]
    public void An_argument_that_is_read_before_a_divisor_is_zero() => Holds(
        "double s = Other(a[a.Length], a[1 % (k.Length - k.Length)] * x); a[0] = 1; return s;",
        "static double Other(double v, double w) { double t = v * w; if (t > 3) return t; return Math.Sin(t) * t; }");

    [Fact]
    public void A_row_that_a_loop_names_by_a_place_which_it_writes_to_later() => Holds(
        "for (int j = 0; j < 2; j++) { if (x >= 5) return a[0]; Fill(a, g[(int)g[0][0] % g.Length], g); } return x * a[0];",
        "static void Fill(double[] s, Span<double> t, double[][] g) { for (int i = 0; i < t.Length; i++) t[i] = 0.5; }");

    [Fact]
    public void What_is_overwritten_under_one_name_and_was_written_under_another() => Holds("""
        double[] u = new double[a.Length];
        Span<double> part = u.AsSpan(0, a.Length);
        for (int i = 0; i < a.Length; i++) part[i] = a[i] * a[i];
        for (int i = 0; i < u.Length; i++) u[i] = x * 2;
        double s = 0;
        for (int i = 0; i < u.Length; i++) s += u[i] * u[i];
        return s;
        """);

    [Fact]
    public void What_is_overwritten_as_a_whole_and_was_written_in_part() => Holds("""
        double[] u = new double[a.Length + 1];
        Span<double> part = u.AsSpan(1);
        for (int i = 0; i < a.Length; i++) part[i] = Math.Exp(a[i]);
        for (int i = 0; i < u.Length; i++) u[i] = x * i;
        double s = 0;
        for (int i = 0; i < u.Length; i++) s += u[i] * u[i];
        return s;
        """);

    private static void Holds(string body, string helper = "") => Assert.Empty(Failures(body, helper));

    private static void Refused(string id, string body) => Assert.Equal(id, Assert.Single(Failures(body).Select(f => f.Kind).Distinct()));

    /// <summary>One program under several names is tried at as many points.</summary>
    private static IEnumerable<LoopFailure> Failures(string body, string helper = "") => LoopBatch.OfGenerator(
    [
        .. Enumerable.Range(0, 4).Select(i => $"{helper}\n[Differentiable] public static double F(double x, double[] a, double[][] g, int[] k)\n{{\n{body}\n}}\n// {i}\n"),
    ]).Values;
}
