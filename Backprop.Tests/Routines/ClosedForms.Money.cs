namespace Backprop.Tests.Routines;

/// <content>Prices, yields and transport.</content>
internal static partial class ClosedForms
{
    /// <summary>Every way through the tree at once, after the binomial theorem.</summary>
    public static double[] BinomialCall(double[] p, int steps)
    {
        double dt = p[4] / steps, up = Math.Exp(p[3] * Math.Sqrt(dt)), rise = (Math.Exp(p[2] * dt) - 1 / up) / (up - 1 / up);
        double dspot = 0, dstrike = 0, weight = Math.Exp(-p[2] * p[4]) * Math.Pow(1 - rise, steps);
        for (int i = 0; i <= steps; i++)
        {
            double factor = Math.Pow(up, 2 * i - steps);
            if (p[0] * factor > p[1])
            {
                dspot += weight * factor;
                dstrike -= weight;
            }

            weight *= rise / (1 - rise) * (steps - i) / (i + 1);
        }

        return [dspot, dstrike, double.NaN, double.NaN, double.NaN];
    }

    /// <summary>The price is c·Σ vᵗ + f·vⁿ, v = 1/(1 + y).</summary>
    public static double[] BondYield(double[] p, int years)
    {
        double v = 1 / (1 + Finance.BondYield(p[0], p[1], p[2], years)), annuity = v * (1 - Math.Pow(v, years)) / (1 - v);
        double slope = -v * Enumerable.Range(1, years).Sum(t => t * Math.Pow(v, t) * (t == years ? p[1] + p[2] : p[1]));
        return [1 / slope, -annuity / slope, -Math.Pow(v, years) / slope];
    }

    public static double[] InternalRate(double[] flows)
    {
        double v = 1 / (1 + Finance.InternalRate(flows)), slope = -v * flows.Select((flow, t) => t * flow * Math.Pow(v, t)).Sum();
        return [.. flows.Select((_, t) => -Math.Pow(v, t) / slope)];
    }

    /// <summary>The derivative to the cost is the plan, here from potentials in logarithms; to the marginals none is given.</summary>
    public static double[] EntropicPlan(double[] p, double epsilon)
    {
        double[,] cost = Flat.Matrix(p[6..], 3);
        double[] f = new double[3], g = new double[3];
        for (int round = 0; round < 1000; round++)
        {
            for (int i = 0; i < 3; i++)
                f[i] = epsilon * (Math.Log(p[i]) - Math.Log(Enumerable.Range(0, 3).Sum(j => Math.Exp((g[j] - cost[i, j]) / epsilon))));
            for (int j = 0; j < 3; j++)
                g[j] = epsilon * (Math.Log(p[3 + j]) - Math.Log(Enumerable.Range(0, 3).Sum(i => Math.Exp((f[i] - cost[i, j]) / epsilon))));
        }

        return [.. Flat.Unset(6), .. Enumerable.Range(0, 9).Select(k => Math.Exp((f[k / 3] + g[k % 3] - cost[k / 3, k % 3]) / epsilon))];
    }

    public static double[] OnLine(double[] p)
    {
        double[] da = [.. Enumerable.Range(0, 4).Select(from => Enumerable.Range(from, 4 - from).Sum(Direction))];
        return [.. da, .. da.Select(d => -d)];

        double Direction(int bin) => Math.Sign(p[..(bin + 1)].Sum() - p[4..(bin + 5)].Sum());
    }
}
