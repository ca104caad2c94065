namespace Backprop.Tests.Routines;

/// <content>Integrals, roots, differential equations, minima.</content>
internal static partial class RoutineCases
{
    private static IEnumerable<RoutineCase> Analysis() => [.. Integrals(), .. Roots(), .. Equations(), .. Minima()];

    private static RoutineCase[] Integrals() =>
    [
        new("Quadrature.Simpson", p => Quadrature.Simpson(p[0], p[1], p[2], 400), [0.2, 1.5, 0.7], [-1, 0.5, 1.3], [0, 1, 1])
        {
            Exact = ClosedForms.BellIntegral,
            ExactTolerance = 1e-9,
            Gradient = p => Flat.Of(Quadrature.SimpsonGradient(p[0], p[1], p[2], 400)),
        },
        new("Quadrature.GaussLegendre", p => Quadrature.GaussLegendre(p[0], p[1], p[2], 8), [0.2, 1.5, 0.7], [-1, 0.5, 1.3])
        {
            Exact = ClosedForms.BellIntegral,
            Gradient = p => Flat.Of(Quadrature.GaussLegendreGradient(p[0], p[1], p[2], 8)),
        },
        new("Quadrature.Romberg", p => Quadrature.Romberg(p[0], p[1], p[2], 8), [0.2, 1.5, 0.7], [-1, 0.5, 1.3])
        {
            Exact = ClosedForms.BellIntegral,
            Gradient = p => Flat.Of(Quadrature.RombergGradient(p[0], p[1], p[2], 8)),
        },
        new("Quadrature.Adaptive", p => Quadrature.Adaptive(p[0], p[1], p[2], 1e-12), [0.2, 1.5, 0.7], [-1, 0.5, 1.3])
        {
            Exact = ClosedForms.BellIntegral,
            ExactTolerance = 1e-9,
            Gradient = p => Flat.Of(Quadrature.AdaptiveGradient(p[0], p[1], p[2], 1e-12)),
        },
    ];

    private static RoutineCase[] Roots() =>
    [
        new("RootFinding.SquareRoot", p => RootFinding.SquareRoot(p[0]), [2], [0.3], [5])
        {
            Exact = p => [0.5 / Math.Sqrt(p[0])],
            Gradient = p => Flat.Of(RootFinding.SquareRootGradient(p[0])),
        },
        new("RootFinding.Kepler", p => RootFinding.Kepler(p[0], p[1]), [0.5, 0.2], [2, 0.7], [-1.2, 0.5])
        {
            Exact = p =>
            {
                double anomaly = RootFinding.Kepler(p[0], p[1]), slope = 1 - p[1] * Math.Cos(anomaly);
                return [1 / slope, Math.Sin(anomaly) / slope];
            },
            Gradient = p => Flat.Of(RootFinding.KeplerGradient(p[0], p[1])),
        },
        new("RootFinding.LambertW", p => RootFinding.LambertW(p[0]), [0.5], [3], [20])
        {
            Exact = p => RootFinding.LambertW(p[0]) is var w ? [w / (p[0] * (1 + w))] : [],
            Gradient = p => Flat.Of(RootFinding.LambertWGradient(p[0])),
        },
        new("RootFinding.Secant", p => RootFinding.Secant(p[0]), [0.5], [1], [2])
        {
            Exact = p => RootFinding.Secant(p[0]) is var x ? [-x / (Math.Sin(x) + p[0])] : [],
            ExactTolerance = 1e-9,
            Gradient = p => Flat.Of(RootFinding.SecantGradient(p[0])),
        },
        new("RootFinding.Colebrook", p => RootFinding.Colebrook(p[0], p[1]), [1e5, 1e-3], [4e3, 0.02])
        {
            Exact = ClosedForms.Colebrook,
            Gradient = p => Flat.Of(RootFinding.ColebrookGradient(p[0], p[1])),
        },
    ];

    private static RoutineCase[] Equations() =>
    [
        new("Ode.Pendulum", p => Ode.Pendulum(p[0], p[1], p[2], 0.01, 100), [0.3, 0.1, 1], [1.2, -0.5, 2.5])
        {
            Gradient = p => Flat.Of(Ode.PendulumGradient(p[0], p[1], p[2], 0.01, 100)),
        },
        new("Ode.Pendulum, a quarter of a swing", p => Ode.Pendulum(p[0], p[1], p[2], 0.001, 1000),
            ClosedForms.QuarterSwing(1), ClosedForms.QuarterSwing(2))
        {
            Exact = ClosedForms.AfterAQuarterSwing,
            ExactTolerance = 1e-9,
            Gradient = p => Flat.Of(Ode.PendulumGradient(p[0], p[1], p[2], 0.001, 1000)),
        },
        new("Ode.Lorenz", p => Ode.Lorenz(p[0], p[1], p[2], p[3..], 0.01, 50), [10, 28, 2.5, 1, 1.5, 1], [8, 20, 2, -1, 3, 5])
        {
            Gradient = p =>
            {
                double[] dstart = Flat.Unset(3);
                return Flat.Of(Ode.LorenzGradient(p[0], p[1], p[2], p[3..], 0.01, 50, dstart), dstart);
            },
        },
        new("Ode.Lorenz, on the axis", p => Ode.Lorenz(p[0], p[1], p[2], p[3..], 0.01, 20), [10, 28, 2.5, 0, 0, 5], [8, 20, 2, 0, 0, 1])
        {
            Exact = ClosedForms.LorenzOnTheAxis,
            Gradient = p =>
            {
                double[] dstart = Flat.Unset(3);
                return Flat.Of(Ode.LorenzGradient(p[0], p[1], p[2], p[3..], 0.01, 20, dstart), dstart);
            },
        },
        new("Ode.Orbit", p => Ode.Orbit(p[0], p[1..3], p[3..5], 0.05, 40), [1, 1, 0, 0, 1], [1.2, 0.8, -0.3, 0.4, 1.1])
        {
            Gradient = p =>
            {
                double[] dq = Flat.Unset(2), dv = Flat.Unset(2);
                return Flat.Of(Ode.OrbitGradient(p[0], p[1..3], p[3..5], 0.05, 40, dq, dv), dq, dv);
            },
        },
        new("Ode.HeatRod", p => Ode.HeatRod(p[0], p[1..], 10), [0.2, 1, 3, -2, 5, 4, 0.5, 2], [0.4, 0, 1, 1, 0.5, 2, 3, 7])
        {
            Exact = p => [Unknown, .. ClosedForms.Linear(start => Ode.HeatRod(p[0], start, 10), 7)],
            Gradient = p => { double[] dstart = Flat.Unset(7); return Flat.Of(Ode.HeatRodGradient(p[0], p[1..], 10, dstart), dstart); },
        },
        new("Ode.HeatRod, a sine", p => Ode.HeatRod(p[0], p[1..], 10),
            [0.2, .. ClosedForms.HalfSine(7)], [0.35, .. ClosedForms.HalfSine(7)])
        {
            Exact = p => [ClosedForms.SineDecay(p[0], 7, 10), .. ClosedForms.Linear(start => Ode.HeatRod(p[0], start, 10), 7)],
            Gradient = p => { double[] dstart = Flat.Unset(7); return Flat.Of(Ode.HeatRodGradient(p[0], p[1..], 10, dstart), dstart); },
        },
        new("Ode.AdaptiveHeun", p => Ode.AdaptiveHeun(p[0], p[1], 2, 1e-4), [1.5, 2], [0.2, 5])
        {
            Gradient = p => Flat.Of(Ode.AdaptiveHeunGradient(p[0], p[1], 2, 1e-4)),
        },
    ];

    private static RoutineCase[] Minima() =>
    [
        new("Descents.Rosenbrock", p => Descents.Rosenbrock(p), [-1.2, 1, 0.7], [0.5, -0.3, 2, 1.5])
        {
            Exact = ClosedForms.Rosenbrock,
            Gradient = p => { double[] dx = Flat.Unset(p.Length); return Flat.Of(Descents.RosenbrockGradient(p, dx), dx); },
        },
        new("Descents.Momentum", p => Descents.Momentum(p[0], p[1], p[2..4], p[4..], 12),
            [0.1, 0.9, 1, 3, 2, -1], [0.3, 0.5, 0.7, 2, 1, 1.5])
        {
            Gradient = p =>
            {
                double[] dcurvature = Flat.Unset(2), dstart = Flat.Unset(2);
                return Flat.Of(Descents.MomentumGradient(p[0], p[1], p[2..4], p[4..], 12, dcurvature, dstart), dcurvature, dstart);
            },
        },
        new("Descents.Momentum, without", p => Descents.Momentum(p[0], p[1], p[2..4], p[4..], 12),
            [0.1, 0, 1, 3, 2, -1], [0.3, 0, 0.7, 2, 1, 1.5])
        {
            Exact = p => ClosedForms.PlainDescent(p, 12),
            Gradient = p =>
            {
                double[] dcurvature = Flat.Unset(2), dstart = Flat.Unset(2);
                return Flat.Of(Descents.MomentumGradient(p[0], p[1], p[2..4], p[4..], 12, dcurvature, dstart), dcurvature, dstart);
            },
        },
    ];
}
