using Backprop.Tests.Harness;

namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Finance"/>.</summary>
public sealed class FinanceTests
{
    [Theory] // The tree is within about 1/n of the formula.
    [InlineData(100, 95, 0.05, 0.2, 1)]
    [InlineData(42, 41, 0.1, 0.3, 0.5)]
    public void A_tree_of_many_steps_is_near_Black_and_Scholes(double spot, double strike, double rate, double volatility, double years)
    {
        double spread = volatility * Math.Sqrt(years), d1 = (Math.Log(spot / strike) + rate * years) / spread + spread / 2;
        double expected = spot * Normal(d1) - strike * Math.Exp(-rate * years) * Normal(d1 - spread);
        Assert.Equal(expected, Finance.BinomialCall(spot, strike, rate, volatility, years, 1000), 5e-3);

        static double Normal(double x) => (1 + SpecialFunctions.Erf(x / Math.Sqrt(2))) / 2;
    }

    [Fact] // (e^(r·dt) − d)/(u − d) of the way up, where the call is worth u·S − K.
    public void A_tree_of_one_step()
    {
        double up = Math.Exp(0.2), rise = (Math.Exp(0.05) - 1 / up) / (up - 1 / up);
        Assert.Equal(Math.Exp(-0.05) * rise * (100 * up - 95), Finance.BinomialCall(100, 95, 0.05, 0.2, 1, 1), 1e-13);
    }

    [Fact]
    public void Without_interest_nobody_exercises_early_and_parity_holds() =>
        Assert.Equal(Finance.BinomialCall(100, 105, 0, 0.2, 1, 40) - 100 + 105, Finance.AmericanPut(100, 105, 0, 0.2, 1, 40), 1e-12);

    [Fact]
    public void A_put_deep_in_the_money_is_exercised_at_once() => Bits.Same(60, Finance.AmericanPut(40, 100, 0.1, 0.2, 1, 40));

    [Fact] // Of one step: exercised now, or discounted.
    public void An_american_put_is_worth_the_better_of_now_and_later()
    {
        double up = Math.Exp(0.2), rise = (Math.Exp(0.05) - 1 / up) / (up - 1 / up);
        Assert.Equal(Math.Exp(-0.05) * (1 - rise) * (100 - 100 / up), Finance.AmericanPut(100, 100, 0.05, 0.2, 1, 1), 1e-13);
    }

    [Fact]
    public void A_bond_at_par_yields_its_coupon() => Assert.Equal(0.05, Finance.BondYield(100, 5, 100, 10), 1e-15);

    [Fact]
    public void A_bond_without_coupons_yields_a_root() =>
        Assert.Equal(Math.Pow(100 / 60.0, 0.1) - 1, Finance.BondYield(60, 0, 100, 10), 1e-15);

    [Fact]
    public void Internal_rates()
    {
        Assert.Equal(0.1, Finance.InternalRate([-100, 110]), 1e-14);
        double v = 1 / (1 + Finance.InternalRate([-100, 30, 40, 50, 20]));
        Assert.Equal(0, -100 + v * (30 + v * (40 + v * (50 + v * 20))), 1e-12);
    }

    [Fact]
    public void Without_volatility_the_average_is_certain()
    {
        double average = Enumerable.Range(1, 12).Average(day => 100 * Math.Exp(0.03 * day / 12));
        Assert.Equal(Math.Exp(-0.03) * (average - 95), Finance.AsianCall(100, 95, 0.03, 0, 1, 3, 12), 1e-12);
    }

    [Fact] // To the bit, in units of a power of two.
    public void Prices_in_other_units_are_the_same_prices() =>
        Bits.Same(4 * Finance.AsianCall(100, 95, 0.03, 0.25, 1, 200, 12), Finance.AsianCall(400, 380, 0.03, 0.25, 1, 200, 12));

    [Fact] // An average varies less than its last day.
    public void An_average_is_worth_less_than_the_last_day()
    {
        double asian = Finance.AsianCall(100, 95, 0.03, 0.25, 1, 2000, 12), european = Finance.BinomialCall(100, 95, 0.03, 0.25, 1, 500);
        Assert.InRange(asian, Math.Exp(-0.03) * 5, european);
    }
}
