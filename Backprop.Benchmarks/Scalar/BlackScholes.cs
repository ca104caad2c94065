using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks.Scalar;

/// <summary>The price of a European call after Black and Scholes (1973); its gradient holds the Greeks.</summary>
public partial class BlackScholes : Subject
{
    private readonly (double Spot, double Strike, double Rate, double Volatility, double Time)[] _points = Points(
        r => (Between(r, 70.0, 140.0), 100.0, Between(r, 0.0, 0.08), Between(r, 0.1, 0.6), Between(r, 0.1, 3.0)));

    [Differentiable]
    public static double Price(double spot, double strike, double rate, double volatility, double time)
    {
        var spread = volatility * Math.Sqrt(time);
        var d1 = (Math.Log(spot / strike) + (rate + 0.5 * volatility * volatility) * time) / spread;
        var d2 = d1 - spread;
        var discounted = strike * Math.Exp(-rate * time);
        return spot * CumulativeNormal(d1) - discounted * CumulativeNormal(d2);
    }

    /// <summary>The normal distribution's N(x) to double precision: Hart (1968), algorithm 5666, as West (2005) writes it.</summary>
    /// <remarks>By the sign of x twice, and not by Math.Abs, whose slope at 0 is taken to be 0: N has a slope there.</remarks>
    private static double CumulativeNormal(double x)
    {
        var a = x < 0.0 ? -x : x;
        if (a > 37.0)
            return x < 0.0 ? 0.0 : 1.0;

        var bell = Math.Exp(-0.5 * a * a);
        double tail;
        if (a < 7.07106781186547)
        {
            var above = 0.0352624965998911 * a + 0.700383064443688;
            above = above * a + 6.37396220353165;
            above = above * a + 33.912866078383;
            above = above * a + 112.079291497871;
            above = above * a + 221.213596169931;
            above = above * a + 220.206867912376;
            var below = 0.0883883476483184 * a + 1.75566716318264;
            below = below * a + 16.064177579207;
            below = below * a + 86.7807322029461;
            below = below * a + 296.564248779674;
            below = below * a + 637.333633378831;
            below = below * a + 793.826512519948;
            below = below * a + 440.413735824752;
            tail = bell * above / below;
        }
        else
        {
            var fraction = a + 0.65;
            fraction = a + 4.0 / fraction;
            fraction = a + 3.0 / fraction;
            fraction = a + 2.0 / fraction;
            fraction = a + 1.0 / fraction;
            tail = bell / fraction / 2.506628274631;
        }

        return x < 0.0 ? tail : 1.0 - tail;
    }

    public static (double Value, double Dspot, double Dstrike, double Drate, double Dvolatility, double Dtime) PriceGradientByHand(
        double spot, double strike, double rate, double volatility, double time)
    {
        double root = Math.Sqrt(time);
        double spread = volatility * root;
        double drift = rate + 0.5 * volatility * volatility;
        double d1 = (Math.Log(spot / strike) + drift * time) / spread;
        double d2 = d1 - spread;
        double discount = Math.Exp(-rate * time);
        double discounted = strike * discount;
        double n1 = CumulativeNormal(d1, out double slope1);
        double n2 = CumulativeNormal(d2, out double slope2);
        double value = spot * n1 - discounted * n2;

        double dd2 = -discounted * slope2;
        double scaled = (spot * slope1 + dd2) / spread;
        double dspread = -d1 * scaled - dd2;
        double ddiscount = time * discounted * n2;
        double dspot = n1 + scaled / spot;
        double dstrike = -discount * n2 - scaled / strike;
        double drate = time * scaled + ddiscount;
        double dvolatility = volatility * time * scaled + root * dspread;
        double dtime = drift * scaled + 0.5 * volatility * dspread / root + rate * discounted * n2;
        return (value, dspot, dstrike, drate, dvolatility, dtime);
    }

    /// <summary>N(x) and its slope: each line of a polynomial beside its derivative.</summary>
    private static double CumulativeNormal(double x, out double slope)
    {
        double a = x < 0.0 ? -x : x;
        if (a > 37.0)
        {
            slope = 0.0;
            return x < 0.0 ? 0.0 : 1.0;
        }

        double bell = Math.Exp(-0.5 * a * a), tail;
        if (a < 7.07106781186547)
        {
            double dabove = 0.0352624965998911, above = dabove * a + 0.700383064443688;
            (dabove, above) = (dabove * a + above, above * a + 6.37396220353165);
            (dabove, above) = (dabove * a + above, above * a + 33.912866078383);
            (dabove, above) = (dabove * a + above, above * a + 112.079291497871);
            (dabove, above) = (dabove * a + above, above * a + 221.213596169931);
            (dabove, above) = (dabove * a + above, above * a + 220.206867912376);
            double dbelow = 0.0883883476483184, below = dbelow * a + 1.75566716318264;
            (dbelow, below) = (dbelow * a + below, below * a + 16.064177579207);
            (dbelow, below) = (dbelow * a + below, below * a + 86.7807322029461);
            (dbelow, below) = (dbelow * a + below, below * a + 296.564248779674);
            (dbelow, below) = (dbelow * a + below, below * a + 637.333633378831);
            (dbelow, below) = (dbelow * a + below, below * a + 793.826512519948);
            (dbelow, below) = (dbelow * a + below, below * a + 440.413735824752);
            tail = bell * above / below;
            slope = a * tail - (bell * dabove - tail * dbelow) / below;
        }
        else
        {
            double fraction = a + 0.65, part = 4.0 / fraction, dfraction = 1.0 - part / fraction;
            (fraction, part) = (a + part, 3.0 / (a + part));
            dfraction = 1.0 - part * dfraction / fraction;
            (fraction, part) = (a + part, 2.0 / (a + part));
            dfraction = 1.0 - part * dfraction / fraction;
            (fraction, part) = (a + part, 1.0 / (a + part));
            dfraction = 1.0 - part * dfraction / fraction;
            fraction = a + part;
            tail = bell / fraction / 2.506628274631;
            slope = tail * (a + dfraction / fraction);
        }

        return x < 0.0 ? tail : 1.0 - tail;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public override double Value()
    {
        double sum = 0.0;
        foreach (var p in _points)
        {
            sum += Price(p.Spot, p.Strike, p.Rate, p.Volatility, p.Time);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public override double Generated()
    {
        double sum = 0.0;
        foreach (var p in _points)
        {
            var g = PriceGradient(p.Spot, p.Strike, p.Rate, p.Volatility, p.Time);
            sum += g.value + g.dspot + g.dstrike + g.drate + g.dvolatility + g.dtime;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public override double HandWritten()
    {
        double sum = 0.0;
        foreach (var p in _points)
        {
            var g = PriceGradientByHand(p.Spot, p.Strike, p.Rate, p.Volatility, p.Time);
            sum += g.Value + g.Dspot + g.Dstrike + g.Drate + g.Dvolatility + g.Dtime;
        }

        return sum;
    }

    public override void Check()
    {
        foreach (var p in _points)
        {
            var (g, h) = (PriceGradient(p.Spot, p.Strike, p.Rate, p.Volatility, p.Time), PriceGradientByHand(p.Spot, p.Strike, p.Rate, p.Volatility, p.Time));
            Agreement.Require([g.value, g.dspot, g.dstrike, g.drate, g.dvolatility, g.dtime], [h.Value, h.Dspot, h.Dstrike, h.Drate, h.Dvolatility, h.Dtime]);
            GradientCheck.Of(Price, PriceGradient, p.Spot, p.Strike, p.Rate, p.Volatility, p.Time).ThrowIfWrong();
        }
    }
}
