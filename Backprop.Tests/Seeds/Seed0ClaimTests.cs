using Backprop.Generator.Optimization;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

public sealed class Seed0ClaimTests
{
    [Theory]
    [InlineData("S0-50", 0.0)]
    [InlineData("S0-50", 0.5)]
    [InlineData("S0-50", -3.0)]
    public void The_derivative_of_a_nested_call_is_the_product_of_both(string row, double x)
    {
        double t = 1 + x * x;
        double product = 1 / t * (2 * x);
        Ulps.Near(product, Seed0.NestedGradient(x).dx, row, most: 1);
        Ulps.Near(product, Seed0.NestedCallsGradient(x).dx, row, most: 1);
        Bits.Same(Math.Log(t), Seed0.NestedCallsGradient(x).value, row);
    }

    [Fact, Rows("S0-50")]
    public void Each_factor_of_the_chain_rule_stands_on_a_numbered_line()
    {
        Trace steps = SeedSource.Trace(typeof(Seed0), "Nested", 0.5);
        Assert.Equal([new(1, "t", 1.25), new(2, "value", Math.Log(1.25))], steps.Forward);
        Assert.Equal([new(2, "dt", 0.8), new(1, "dx", 0.8)], steps.Backward);
    }

    [Fact, Rows("S0-51")]
    public void A_sigmoid_written_out_is_seen_as_one_gate()
    {
        Assert.Contains("var dz = value * (1.0 - value); ", SeedSource.Text(typeof(Seed0)));
        Assert.Contains("var dz0 = a0 * (1.0 - a0) * da0; ", SeedSource.Text(typeof(Seed0)));
        Assert.Equal(0, Cost.Calls(SeedSource.Of(typeof(Seed0), "Error").Gradient.Backward, "Exp"));
    }

    [Fact, Rows("S0-52")]
    public void Half_the_sum_of_squares_gives_the_difference_itself()
    {
        Trace steps = SeedSource.Trace(typeof(Seed0), "Error", 0.3, 0.6, 0.1, 0.2, 0.3, 0.4, 0.2, 0.8);
        Bits.Same(steps["a0"] - 0.2, steps["da0"]);
        Bits.Same(steps["a1"] - 0.8, steps["da1"]);
    }

    [Fact, Rows("S0-54")] // The gradient says what each weight contributes, its caller how to apply that.
    public void One_gradient_serves_any_optimizer()
    {
        Assert.True(ErrorAfter(50, (w, _, dw, rate) => (w - rate * dw, 0)) < ErrorAfter(0, (w, v, _, _) => (w, v)));
        Assert.True(ErrorAfter(50, Momentum) < ErrorAfter(50, (w, _, dw, rate) => (w - rate * dw, 0)));

        static (double, double) Momentum(double w, double v, double dw, double rate) => (w - rate * (0.9 * v + dw), 0.9 * v + dw);
    }

    private static double ErrorAfter(int steps, Func<double, double, double, double, (double W, double V)> update)
    {
        double[] w = [0.1, 0.2, 0.3, 0.4], v = new double[4];
        for (int step = 0; step < steps; step++)
        {
            var g = Seed0.TrainingErrorGradient(0.3, 0.6, w[0], w[1], w[2], w[3], 0.2, 0.8);
            double[] dw = [g.dw0, g.dw1, g.dw2, g.dw3];
            for (int i = 0; i < w.Length; i++)
            {
                (w[i], v[i]) = update(w[i], v[i], dw[i], 0.01);
            }
        }

        return Seed0.TrainingError(0.3, 0.6, w[0], w[1], w[2], w[3], 0.2, 0.8);
    }
}
