using System.Runtime.CompilerServices;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>The logistic unit at w = (0.4, -0.1), b = 0.1, x = (2, 1), and the chain y = 3x, z = 2y.</summary>
public sealed class Seed4Tests
{
    private const double YHat = 0.68997448112761244263, Rate = 0.1;

    [Fact, Rows("S4-1")]
    public void The_sum_and_the_output()
    {
        Trace steps = SeedSource.Trace(typeof(Seed4), "Error", 0.4, -0.1, 0.1, 2, 1, 1);
        Ulps.Near(0.8, steps["z"]);
        Ulps.Near(YHat, steps["yHat"]);
    }

    [Theory]
    [InlineData("S4-2", 1.0, 0, 0.37110066594777772601)]
    [InlineData("S4-3", 1.0, 1, -0.62005103774477511473)]
    [InlineData("S4-3", 1.0, 2, -0.31002551887238755737)]
    [InlineData("S4-3", 1.0, 3, -0.31002551887238755737)]
    [InlineData("S4-5", 0.0, 0, 1.171100665947777726)]
    [InlineData("S4-6", 0.0, 1, 1.3799489622552248853)]
    [InlineData("S4-6", 0.0, 2, 0.68997448112761244263)]
    [InlineData("S4-6", 0.0, 3, 0.68997448112761244263)]
    public void The_error_and_its_gradient(string row, double y, int place, double expected)
    {
        ITuple all = Seed4.ErrorGradient(0.4, -0.1, 0.1, 2, 1, y), weights = Seed4.TrainingErrorGradient(0.4, -0.1, 0.1, 2, 1, y);
        Ulps.Near(expected, (double)all[place]!, row);
        Ulps.Near(expected, (double)weights[place]!, row);
    }

    [Theory]
    [InlineData("S4-4", 1.0, 0.46200510377447751147, -0.068997448112761244263, 0.13100255188723875574)]
    [InlineData("S4-7", 0.0, 0.26200510377447751147, -0.16899744811276124426, 0.031002551887238755737)]
    [InlineData("S4-8", 1.0, 0.46200510377447751147, -0.068997448112761244263, 0.13100255188723875574)]
    [InlineData("S4-8", 0.0, 0.26200510377447751147, -0.16899744811276124426, 0.031002551887238755737)]
    public void The_update_is_that_of_descent(string row, double y, double w1, double w2, double b)
    {
        var (_, dw1, dw2, db) = Seed4.TrainingErrorGradient(0.4, -0.1, 0.1, 2, 1, y);
        double yHat = Seed4.Sigmoid(0.8);
        Ulps.Near(w1, 0.4 - Rate * dw1, row);
        Ulps.Near(w2, -0.1 - Rate * dw2, row);
        Ulps.Near(b, 0.1 - Rate * db, row);
        Ulps.Near(w1, 0.4 + Rate * (y - yHat) * 2, row);
        Ulps.Near(w2, -0.1 + Rate * (y - yHat) * 1, row);
        Ulps.Near(b, 0.1 + Rate * (y - yHat), row);
    }

    [Fact, Rows("S4-20", "S4-21")]
    public void The_chain()
    {
        Bits.Same(3, SeedSource.Trace(typeof(Seed4), "Chain", 3, 1, 2)["y"]);
        Bits.Same(2, SeedSource.Trace(typeof(Seed4), "Chain", 3, 1, 2)["dy"]); // dz/dy
        Assert.Equal((3.0, 1.0, 3.0), Seed2.TimesGradient(3, 1)); // dy/dx
        Assert.Equal((6.0, 2.0, 6.0, 3.0), Seed4.ChainGradient(3, 1, 2));
    }

    [Theory] // Ten per cent more by w1, by x or by w2.
    [InlineData("S4-22", 3.3, 1.0, 2.0, 6.6)]
    [InlineData("S4-23", 3.0, 1.0999999999999999, 2.0, 6.6)]
    [InlineData("S4-24", 3.0, 1.0, 2.1999999999999997, 6.6)]
    public void Reaching_the_target_by_one_factor(string row, double w1, double x, double w2, double target) => Ulps.Near(target, Seed4.ChainGradient(w1, x, w2).value, row, most: 1);

    [Fact, Rows("S4-22", "S4-23", "S4-24")]
    public void The_factors_that_reach_the_target()
    {
        Bits.Same(6.6000000000000005, 6 * 1.1);
        Bits.Same(3.3, 6.6 / 2);
        Bits.Same(1.0999999999999999, 6.6 / 2 / 3);
        Bits.Same(2.1999999999999997, 6.6 / 3);
    }

    [Fact, Rows("S4-25")]
    public void Descent_moves_both_factors()
    {
        var (_, dw1, _, dw2) = Seed4.ChainLossGradient(3, 1, 2, 6.6);
        Bits.Same(-1.1999999999999993, dw1);
        Bits.Same(-1.799999999999999, dw2);
    }

    [Fact, Rows("S4-26")]
    public void One_step_of_descent_on_both_factors()
    {
        var (_, dw1, _, dw2) = Seed4.ChainLossGradient(3, 1, 2, 6.6);
        Ulps.Near(3.012, 3 - 0.01 * dw1);
        Ulps.Near(2.018, 2 - 0.01 * dw2);
        Ulps.Near(6.078216, Seed4.Chain(3 - 0.01 * dw1, 1, 2 - 0.01 * dw2));
    }
}
