namespace Backprop.Tests.Routines;

/// <content>Prices, yields and transport.</content>
internal static partial class RoutineCases
{
    private static IEnumerable<RoutineCase> Money() =>
    [
        new("Finance.BinomialCall", p => Finance.BinomialCall(p[0], p[1], p[2], p[3], p[4], 50),
            [100, 95, 0.05, 0.2, 1], [42, 41, 0.1, 0.3, 0.5])
        {
            Exact = p => ClosedForms.BinomialCall(p, 50),
            Gradient = p => Flat.Of(Finance.BinomialCallGradient(p[0], p[1], p[2], p[3], p[4], 50)),
        },
        new("Finance.AmericanPut", p => Finance.AmericanPut(p[0], p[1], p[2], p[3], p[4], 20),
            [100, 105, 0.05, 0.2, 1], [42, 41, 0.1, 0.3, 0.5])
        {
            Gradient = p => Flat.Of(Finance.AmericanPutGradient(p[0], p[1], p[2], p[3], p[4], 20)),
        },
        new("Finance.BondYield", p => Finance.BondYield(p[0], p[1], p[2], 10), [95, 5, 100], [1100, 80, 1000])
        {
            Exact = p => ClosedForms.BondYield(p, 10),
            Gradient = p => Flat.Of(Finance.BondYieldGradient(p[0], p[1], p[2], 10)),
        },
        new("Finance.InternalRate", p => Finance.InternalRate(p), [-100, 30, 40, 50, 20], [-1000, 0, 500, 700])
        {
            Exact = ClosedForms.InternalRate,
            Gradient = p =>
            {
                double[] dflows = Flat.Unset(p.Length);
                return Flat.Of(Finance.InternalRateGradient(p, dflows), dflows);
            },
        },
        new("Finance.AsianCall", p => Finance.AsianCall(p[0], p[1], p[2], p[3], p[4], 20, 12),
            [100, 95, 0.03, 0.25, 1], [42, 41, 0.1, 0.3, 0.5])
        {
            Gradient = p => Flat.Of(Finance.AsianCallGradient(p[0], p[1], p[2], p[3], p[4], 20, 12)),
        },
        new("Transport.Sinkhorn", p => Transport.Sinkhorn(p[..3], p[3..6], Flat.Matrix(p[6..], 3), 0.5, 100),
            [0.2, 0.5, 0.3, 0.4, 0.1, 0.5, 0.1, 1, 2, 1.2, 0, 0.8, 2.1, 0.9, 0.3],
            [0.6, 0.1, 0.3, 0.3, 0.3, 0.4, 0, 1, 0.5, 1, 0, 0.7, 0.5, 0.7, 0])
        {
            Exact = p => ClosedForms.EntropicPlan(p, 0.5),
            Gradient = p =>
            {
                double[] da = Flat.Unset(3), db = Flat.Unset(3);
                double[,] dcost = Flat.Unset(3, 3);
                double value = Transport.SinkhornGradient(p[..3], p[3..6], Flat.Matrix(p[6..], 3), 0.5, 100, da, db, dcost);
                return Flat.Of(value, da, db, dcost);
            },
        },
        new("Transport.OnLine", p => Transport.OnLine(p[..4], p[4..]),
            [0.1, 0.4, 0.3, 0.2, 0.3, 0.3, 0.25, 0.1], [0.7, 0.1, 0.1, 0.1, 0.2, 0.3, 0.35, 0.2])
        {
            Exact = ClosedForms.OnLine,
            Gradient = p =>
            {
                double[] da = Flat.Unset(4), db = Flat.Unset(4);
                return Flat.Of(Transport.OnLineGradient(p[..4], p[4..], da, db), da, db);
            },
        },
    ];
}
