namespace Backprop.Tests.Language.Loops;

/// <content>Arrays that an iteration makes and hands to the next.</content>
public sealed partial class MovingNameTests
{
    [Fact]
    public void Arrays_that_an_iteration_makes() => Holds("""
        double s = x;
        for (int r = 0; r < 3; r++)
        {
            double[] u = new double[3], v = new double[3 + r];
            u[0] = s;
            for (int t = 0; t < 3; t++)
            {
                for (int i = 0; i < 3; i++) v[i] = Math.Sin(u[i] * x) + 0.5 * u[(i + 1) % 3];
                (u, v) = (v, u);
            }

            s = u[0] * v[2] + u[1];
        }

        return s;
        """);

    [Fact]
    public void An_array_that_each_iteration_makes_of_the_one_before() => Holds("""
        double[] layer = a;
        for (int l = 0; l < g.Length; l++)
        {
            double[] next = new double[1 + l];
            for (int i = 0; i < next.Length; i++)
            {
                for (int j = 0; j < layer.Length; j++) next[i] += layer[j] * g[l][j % g[l].Length];
                next[i] = Math.Tanh(next[i] + x);
            }

            layer = next;
        }

        return layer[0] * x + layer[^1];
        """);

    [Fact]
    public void An_array_that_some_iterations_make() => Holds("""
        double[] u = [x, a[0]], v = [1, x * x];
        double s = 0;
        int n = 0;
        while (n++ < 5)
        {
            v[n % 2] += Math.Sin(u[0] * v[1]);
            if (v[0] > x) { v = u; u = [s, v[1], v[0]]; }
            else if (n == 3) u = [.. u, s];
            s = 0.5 * s + u[^1];
            if (s > 4) break;
        }

        return s + u[0] * v[1];
        """);

    [Fact]
    public void A_copy_in_each_iteration_and_a_helper_that_makes_it() => Holds("""
        double[] u = [.. a], old = u;
        for (int n = 0; n < 3; n++)
        {
            old = u;
            u = Next(u, x);
            u[0] += old[1] * (n + x);
            if (n == 1) u = u[1..];
            else u = (double[])u.Clone();
            u[0] *= u[^1];
        }

        return u[0] + old[0] * x;
        """, "static double[] Next(double[] from, double x) { double[] to = new double[from.Length + 1]; for (int i = 0; i < from.Length; i++) to[i + 1] = Math.Sin(x * from[i]) + 0.5 * from[^1]; return to; }");

    [Fact]
    public void Two_loops_that_make_arrays_one_in_the_other() => Holds("""
        double[] u = [x, a[0]];
        for (int n = 0; n < 2; n++)
        {
            for (int m = 0; m < 3; m++) u = [Math.Sin(u[0] * u[1]), u[0] + x];
            double[] v = new double[2];
            v[0] = u[1] * u[0];
            u = v;
        }

        for (int n = 0; n < 2; n++) u = [.. u, u[0] * x + 1];
        return u[0] * u[^1];
        """);

    [Fact]
    public void A_new_array_is_empty() => Holds("""
        double[] u = [x], v = [x, a[0]];
        for (int n = 0; n < 4; n++)
        {
            double[] w = new double[3];
            w[0] = u[0] * x + v[^1] + w[1];
            w[2] = w[0] * w[1] + w[2] + x;
            (u, v) = (w, u);
        }

        return u[0] * u[2] + v[0] + u[1];
        """);

    [Fact]
    public void An_array_of_no_elements_among_others() => Holds("""
        double[] u = [x];
        double s = x;
        for (int n = 0; n < 6; n++)
        {
            s = s * 0.5 + (u.Length > 0 ? u[0] * x : 1);
            if (n % 2 == 0) u = [];
            else u = [s, s * s];
            if (n == 4) u = new double[k[0]];
        }

        return s;
        """);
}
