using System;

namespace Backprop.Tests.Routines;

/// <summary>Prices and yields. Rates are per year, time is in years.</summary>
internal static partial class Finance
{
    /// <summary>A European call in the tree of Cox, Ross and Rubinstein, rolled back in one array.</summary>
    [Differentiable]
    public static double BinomialCall(double spot, double strike, double rate, double volatility, double years, int steps)
    {
        double dt = years / steps;
        double up = Math.Exp(volatility * Math.Sqrt(dt)), down = 1 / up;
        double discount = Math.Exp(-rate * dt);
        double p = (Math.Exp(rate * dt) - down) / (up - down);

        double[] values = new double[steps + 1];
        for (int i = 0; i <= steps; i++)
            values[i] = Math.Max(0, spot * Math.Pow(up, 2 * i - steps) - strike);

        for (int step = steps - 1; step >= 0; step--)
        {
            for (int i = 0; i <= step; i++)
                values[i] = discount * (p * values[i + 1] + (1 - p) * values[i]);
        }

        return values[0];
    }

    /// <summary>A put that may be exercised at every node of the tree.</summary>
    [Differentiable]
    public static double AmericanPut(double spot, double strike, double rate, double volatility, double years, int steps)
    {
        double dt = years / steps;
        double up = Math.Exp(volatility * Math.Sqrt(dt));
        double discount = Math.Exp(-rate * dt);
        double p = (Math.Exp(rate * dt) - 1 / up) / (up - 1 / up);

        Span<double> values = stackalloc double[steps + 1];
        double price = spot * Math.Pow(up, -steps);
        for (int i = 0; i <= steps; i++, price *= up * up)
            values[i] = Math.Max(strike - price, 0);

        for (int step = steps - 1; step >= 0; step--)
        {
            price = spot * Math.Pow(up, -step);
            for (int i = 0; i <= step; i++)
            {
                double kept = discount * (p * values[i + 1] + (1 - p) * values[i]);
                double exercised = strike - price;
                values[i] = kept > exercised ? kept : exercised;
                price *= up * up;
            }
        }

        return values[0];
    }

    /// <summary>The yield at which a bond with yearly coupons is worth its price, by Newton.</summary>
    [Differentiable]
    public static double BondYield(double price, double coupon, double face, int years)
    {
        double yield = coupon / price;
        while (true)
        {
            double value = 0, slope = 0;
            for (int t = 1; t <= years; t++)
            {
                double flow = t == years ? coupon + face : coupon;
                double present = flow / Math.Pow(1 + yield, t);
                value += present;
                slope -= t * present / (1 + yield);
            }

            double step = (value - price) / slope;
            yield -= step;
            if (Math.Abs(step) < 1e-12)
                return yield;
        }
    }

    /// <summary>The rate at which yearly flows are worth nothing, by Newton in the discount factor.</summary>
    [Differentiable]
    public static double InternalRate(ReadOnlySpan<double> flows)
    {
        double discount = 1, step;
        do
        {
            double value = 0, slope = 0, power = 1, previous = 0;
            int t = 0;
            foreach (double flow in flows)
            {
                value += flow * power;
                slope += t * flow * previous;
                previous = power;
                power *= discount;
                t++;
            }

            step = value / slope;
            discount -= step;
        }
        while (Math.Abs(step) > 1e-12);

        return 1 / discount - 1;
    }

    /// <summary>A call on the average price over the days of simulated paths; the normal numbers are sums of twelve uniform ones.</summary>
    [Differentiable]
    public static double AsianCall(double spot, double strike, double rate, double volatility, double years, int paths, int days)
    {
        double dt = years / days;
        double drift = (rate - volatility * volatility / 2) * dt, spread = volatility * Math.Sqrt(dt);
        uint seed = 2463534242;
        double total = 0;
        for (int path = 0; path < paths; path++)
        {
            double price = spot, average = 0;
            for (int day = 0; day < days; day++)
            {
                double normal = -6;
                for (int i = 0; i < 12; i++)
                {
                    seed = unchecked(seed * 1664525 + 1013904223);
                    normal += (seed >> 8) / 16777216.0;
                }

                price *= Math.Exp(drift + spread * normal);
                average += price / days;
            }

            if (average <= strike)
                continue;
            total += average - strike;
        }

        return Math.Exp(-rate * years) * total / paths;
    }
}
