using Backprop.Tests.Language.Fuzzing.Loops;

namespace Backprop.Tests.Language.Loops;

/// <summary>Names for arrays that a loop gives to others: what changes places, and what is sliced again as it goes; against the interpreter.</summary>
public sealed partial class MovingNameTests
{
    private const string Two = """
        double[] u = new double[a.Length], v = new double[a.Length];
        for (int i = 0; i < a.Length; i++) { u[i] = a[i]; v[i] = Math.Sin(x * a[i]); }
        """;

    [Fact]
    public void Two_arrays_that_change_places() => Holds(Two + """
        for (int t = 0; t < 5; t++)
        {
            for (int i = 1; i < u.Length - 1; i++) v[i] = u[i] + x * Math.Sin(u[i - 1] - 2 * u[i] + u[i + 1]);
            (u, v) = (v, u);
        }

        return u[1] + 2 * v[0] * u[0];
        """);

    [Fact]
    public void Two_arrays_that_change_places_by_way_of_a_third_name() => Holds(Two + """
        int n = k[0] % 4;
        while (n-- > 0)
        {
            for (int i = 0; i < u.Length; i++) v[i] = Math.Sin(u[i] * x) + v[i] * u[0];
            var t = u;
            u = v;
            v = t;
        }

        return u[1] + 2 * v[0];
        """);

    [Fact]
    public void A_third_name_from_before_the_loop() => Holds(Two + """
        double[] t;
        for (int n = 0; n < 3; n++)
        {
            u[n % u.Length] *= x * v[0];
            t = u;
            u = v;
            v = t;
        }

        return u[1] * v[0] + u[0];
        """);

    [Fact]
    public void A_swap_on_a_condition() => Holds(Two + """
        for (int t = 0; t < 6; t++)
        {
            u[t % u.Length] = Math.Sin(v[0] * x + u[1]);
            if (u[0] > v[1]) (u, v) = (v, u);
            v[1] += u[0] * x;
        }

        return u[1] * 3 + v[1] * v[0];
        """);

    [Fact]
    public void A_swap_in_one_of_two_arms_and_another_in_the_other() => Holds(Two + """
        double[] w = [x, 2 * x];
        for (int t = 0; t < 6; t++)
        {
            if (u[0] > x) (u, v) = (v, u);
            else if (t % 2 == 0) (w, v) = (v, w);
            w[1] = Math.Cos(u[0] * w[0]) * v[1];
        }

        return u[1] * 3 + v[1] * v[0] + w[0] * w[1];
        """);

    [Fact]
    public void A_swap_and_then_a_break() => Holds(Two + """
        for (int t = 0; t < 6; t++)
        {
            v[0] = Math.Sin(u[0] * x) + v[0];
            (u, v) = (v, u);
            if (u[0] > 0.5) break;
            v[1] = u[0] * u[1];
        }

        return u[1] * 3 + v[1] * v[0];
        """);

    [Fact]
    public void A_swap_and_then_a_continue() => Holds(Two + """
        for (int t = 0; t < 6; t++)
        {
            v[0] = Math.Sin(u[0] * x) + v[0];
            if (v[0] < 0.3) { (u, v) = (v, u); continue; }
            if (v[0] > 5) return u[0] * v[1];
            v[1] = u[0] * u[1];
        }

        return u[1] * 3 + v[1] * v[0];
        """);

    [Fact]
    public void Three_arrays_in_turn_of_different_lengths() => Holds("""
        double[] p = [x, a[0]], q = new double[a.Length + 1], r = [a[1] * x, x * x, a[0]];
        for (int t = 0; t < 7; t++)
        {
            for (int i = 0; i < q.Length; i++) q[i] += Math.Sin(p[i % p.Length] * r[^1]);
            (p, q, r) = (q, r, p);
        }

        return p[^1] + q[0] * r[1] + p.Length * x;
        """);

    [Fact]
    public void An_index_beyond_one_array_does_not_reach_the_other() => Holds("""
        double[] p = [x, a[0]], q = [x, 1, 2, a[1]];
        for (int t = 0; t < 2 + k[0] % 2; t++)
        {
            p[k[1]] += Math.Sin(q[1]) * x;
            (p, q) = (q, p);
        }

        return p[1] * q[1];
        """);

    [Fact]
    public void Both_names_for_one_array() => Holds(Two + """
        for (int t = 0; t < 4; t++)
        {
            v[0] += x * u[0] * u[1];
            if (v[0] > x) u = v;
            u[1] = Math.Sin(v[0]) + v[1];
        }

        return u[0] * 2 + v[1];
        """);

    [Fact]
    public void A_swap_in_an_inner_loop() => Holds(Two + """
        for (int r = 0; r < 3; r++)
        {
            for (int t = 0; t <= r; t++)
            {
                for (int i = 0; i < u.Length; i++) v[i] = Math.Sin(u[i] * x) + 0.5 * u[(i + 1) % u.Length];
                (u, v) = (v, u);
            }

            v[0] += u[1] * u[0];
        }

        return u[1] + 2 * v[0];
        """);

    [Fact]
    public void Swaps_at_two_depths() => Holds(Two + """
        for (int r = 0; r < 3; r++)
        {
            if (r == 1) (u, v) = (v, u);
            for (int t = 0; t < 3; t++)
            {
                v[0] = Math.Sin(u[0] * x) + 0.5 * v[1];
                (u, v) = (v, u);
                u[1] *= v[0];
            }
        }

        return u[1] + 2 * v[0];
        """);

    [Fact]
    public void Twice_in_one_iteration() => Holds(Two + """
        for (int t = 0; t < 3; t++)
        {
            v[0] = Math.Sin(u[0] * x);
            (u, v) = (v, u);
            v[1] = Math.Sin(u[0] * x) * v[0];
            (u, v) = (v, u);
        }

        return u[1] + 2 * v[0];
        """);

    [Fact]
    public void No_iteration() => Holds(Two + """
        for (int t = 0; t < k[0] - 3; t++)
        {
            v[0] = Math.Sin(u[0] * x);
            (u, v) = (v, u);
        }

        return u[0] * v[1] + u[1];
        """);

    [Fact]
    public void Other_names_for_what_changes_places() => Holds(Two + """
        double[] first = u;
        Span<double> half = v.AsSpan(1);
        for (int t = 0; t < 3; t++)
        {
            half[0] += u[0] * x;
            first[0] = Math.Sin(v[1]) + u[1];
            (u, v) = (v, u);
        }

        return u[1] + 2 * v[0] * first[1] + half[0];
        """);

    [Fact]
    public void A_helper_that_writes_into_one_of_them() => Holds(Two + """
        for (int t = 0; t < 4; t++)
        {
            Step(u, v, x);
            (u, v) = (v, u);
        }

        return u[1] + 2 * v[0];
        """, "static void Step(double[] from, Span<double> to, double x) { for (int i = 0; i < from.Length; i++) to[i] = Math.Sin(x * from[i]) + from[^1] * to[i]; }");

    [Fact]
    public void A_helper_that_changes_its_own_names() => Holds(Two + """
        for (int r = 0; r < 2; r++)
        {
            Steps(u, v, 3 + r, x);
            u[0] *= v[1];
        }

        return u[1] + 2 * v[0];
        """, "static void Steps(double[] from, double[] to, int n, double x) { while (n-- > 0) { for (int i = 0; i < from.Length; i++) to[i] = Math.Sin(x * from[i]) + 0.5 * from[^1]; (from, to) = (to, from); } }");

    [Fact]
    public void A_helper_that_returns_one_of_them() => Holds("""
        double[] last = Steps(a, 3 + k[0] % 2, x);
        return last[1] + 2 * last[0] * x;
        """, "static double[] Steps(double[] start, int n, double x) { double[] from = [.. start], to = new double[start.Length]; while (n-- > 0) { for (int i = 0; i < from.Length; i++) to[i] = Math.Sin(x * from[i]) + 0.5 * from[^1]; (from, to) = (to, from); } return from; }");

    [Fact]
    public void A_local_function_that_swaps() => Holds(Two + """
        void Swap() { (u, v) = (v, u); }
        for (int t = 0; t < 3; t++)
        {
            v[0] = Math.Sin(u[0] * x) + v[1] * u[1];
            Swap();
        }

        return u[1] + 2 * v[0];
        """);

    [Fact]
    public void A_test_that_reads_an_element() => Holds(Two + """
        int n = 0;
        while (u[0] < 2 && n++ < 5)
        {
            v[0] = u[0] * u[0] + x * v[1] + 0.2;
            (u, v) = (v, u);
        }

        return u[1] + 2 * v[0];
        """);

    [Fact]
    public void A_test_at_the_end() => Holds(Two + """
        int n = 0;
        do
        {
            v[0] = u[0] * u[0] + x * v[1] + 0.2;
            (u, v) = (v, u);
        }
        while (u[0] < 2 && ++n < 4);

        return u[1] + 2 * v[0];
        """);

    [Fact]
    public void Spans_and_floats_and_whole_numbers() => Holds("""
        Span<double> p = stackalloc double[2];
        Span<double> q = stackalloc double[] { x, a[0], 1 };
        float[] f = [(float)x, 1], h = new float[2];
        int[] c = [0, 1], d = [1, 0];
        double s = 0;
        for (int t = 0; t < 3; t++)
        {
            p[1] = Math.Sin(q[0] * x) + q[1] + p[0];
            h[0] = f[0] * f[1] + (float)x;
            d[c[0]] = (d[c[1]] + 1) % 2;
            s += p[d[0]] * q[c[1]] * h[0];
            Span<double> r = p; p = q; q = r;
            (f, h) = (h, f);
            (c, d) = (d, c);
        }

        return s + p[1] + f[0];
        """);

    [Fact]
    public void The_least_cost_of_an_alignment() => Holds("""
        double[] previous = new double[a.Length + 1], current = new double[a.Length + 1];
        for (int j = 1; j <= a.Length; j++) previous[j] = 1e3;
        double[] b = [x, 2 * x, a[0]];
        for (int i = 1; i <= b.Length; i++)
        {
            current[0] = 1e3;
            for (int j = 1; j <= a.Length; j++)
            {
                double cost = Math.Abs(b[i - 1] - a[j - 1]);
                current[j] = cost + Math.Min(previous[j - 1], Math.Min(previous[j], current[j - 1]));
            }

            (previous, current) = (current, previous);
        }

        return previous[a.Length];
        """);

    [Fact]
    public void A_helper_that_returns_the_one_it_has_written() => Holds(Two + """
        for (int t = 0; t < 3; t++)
        {
            double[] done = Step(u, v, x);
            v = u;
            u = done;
        }

        return u[1] + 2 * v[0];
        """, "static double[] Step(double[] from, double[] to, double x) { for (int i = 0; i < from.Length; i++) to[i] = Math.Sin(x * from[i]) + 0.5 * from[^1]; return to; }");

    [Theory]
    [InlineData("double s = x; for (int r = 0; r < 2; r++) { double[] u = [s]; for (int t = 0; t < 2; t++) { double[] v = [u[0] * x]; u = v; } s = u[0]; } return s;")]
    [InlineData("double[] u = a; for (int t = 0; t < 2; t++) { u[0]++; double[] v = new double[a.Length]; v[0] = u[0] * x; u = v; } return u[0];")]
    [InlineData("double[] u = a, v = new double[2]; for (int t = 0; t < 2; t++) { v[0] = u[0] * x; (u, v) = (v, u); } return u[0];")]
    [InlineData("double[] u = [x], v = [x]; foreach (double e in u) { v[0] = e * x; (u, v) = (v, u); } return u[0];")]
    [InlineData("double[] u = a; if (x > 0) u = [x, x]; if (a[0] > 0) u = a; return u[0];")]
    [InlineData("double[] u = [x], v = [x * x]; if (x > 0) { for (int t = 0; t < 3; t++) { u[0] *= v[0]; (u, v) = (v, u); } } return u[0];")]
    public void What_is_refused(string body) => Assert.Equal("BP1010", Assert.Single(Failures(body, "").Select(f => f.Kind).Distinct()));

    private static void Holds(string body, string helper = "") => Assert.Empty(Failures(body, helper));

    /// <summary>One program under several names is tried at as many points.</summary>
    private static IEnumerable<LoopFailure> Failures(string body, string helper)
    {
        string[] programs =
        [
            .. Enumerable.Range(0, 8).Select(i => $"{helper}\n[Differentiable] public static double F(double x, double[] a, double[][] g, int[] k)\n{{\n{body}\n}}\n// {i}\n"),
        ];
        Assert.Equal(programs.Length, LoopSource.Valid(programs).Length); // what is no C# would pass
        return LoopBatch.OfGenerator(programs).Values;
    }
}
