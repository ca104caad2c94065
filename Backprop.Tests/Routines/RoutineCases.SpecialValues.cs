namespace Backprop.Tests.Routines;

/// <content>Polynomials, special functions, interpolation.</content>
internal static partial class RoutineCases
{
    private static IEnumerable<RoutineCase> SpecialValues() => [.. Recurrences(), .. Functions(), .. Between()];

    private static RoutineCase[] Recurrences() =>
    [
        new("Polynomials.Horner", p => Polynomials.Horner(p[0], p[1..]), [0.7, 1, -2, 0.5, 3], [-1.5, 2, 1, 0, -1, 0.25])
        {
            Exact = ClosedForms.Horner,
            Gradient = p =>
            {
                double[] dc = Flat.Unset(p.Length - 1);
                return Flat.Of(Polynomials.HornerGradient(p[0], p[1..], dc), dc);
            },
        },
        new("Polynomials.Clenshaw", p => Polynomials.Clenshaw(p[0], p[1..]), [0.3, 1, -2, 0.5, 3], [-0.8, 2, 1, 0.1, -1, 0.25])
        {
            Exact = ClosedForms.Chebyshev,
            Gradient = p =>
            {
                double[] dc = Flat.Unset(p.Length - 1);
                return Flat.Of(Polynomials.ClenshawGradient(p[0], p[1..], dc), dc);
            },
        },
        new("Polynomials.Legendre", p => Polynomials.Legendre(p[0], 5), [0.3], [-0.8], [2])
        {
            Exact = p => [5 * (p[0] * Polynomials.Legendre(p[0], 5) - Polynomials.Legendre(p[0], 4)) / (p[0] * p[0] - 1)],
            Gradient = p => Flat.Of(Polynomials.LegendreGradient(p[0], 5)),
        },
        new("Polynomials.Legendre, of degree 0", p => Polynomials.Legendre(p[0], 0), [0.3], [2])
        {
            Exact = p => [0],
            Gradient = p => Flat.Of(Polynomials.LegendreGradient(p[0], 0)),
        },
        new("Polynomials.FromRoots", p => Polynomials.FromRoots(p[0], p[1..]), [0.5, 1, 2, -3], [4, -1, 0.2, 1.5, 2.5])
        {
            Exact = ClosedForms.FromRoots,
            Gradient = p =>
            {
                double[] droots = Flat.Unset(p.Length - 1);
                return Flat.Of(Polynomials.FromRootsGradient(p[0], p[1..], droots), droots);
            },
        },
    ];

    private static RoutineCase[] Functions() =>
    [
        new("SpecialFunctions.BesselJ0", p => SpecialFunctions.BesselJ0(p[0]), [0.5], [2.4], [7])
        {
            Exact = p => [-ClosedForms.BesselJ1(p[0])],
            Gradient = p => Flat.Of(SpecialFunctions.BesselJ0Gradient(p[0])),
        },
        new("SpecialFunctions.Gamma", p => SpecialFunctions.Gamma(p[0]), [0.3], [2.5], [5], [-1.4])
        {
            Exact = p => [SpecialFunctions.Gamma(p[0]) * ClosedForms.Digamma(p[0])],
            Gradient = p => Flat.Of(SpecialFunctions.GammaGradient(p[0])),
        },
        new("SpecialFunctions.Erf", p => SpecialFunctions.Erf(p[0]), [0.3], [1], [-2])
        {
            Exact = p => [2 / Math.Sqrt(Math.PI) * Math.Exp(-p[0] * p[0])],
            Gradient = p => Flat.Of(SpecialFunctions.ErfGradient(p[0])),
        },
        new("SpecialFunctions.GammaP", p => SpecialFunctions.GammaP(p[0], p[1]), [2, 1], [2.5, 5], [0.7, 0.3], [4.2, 9])
        {
            // Not of a whole order above a + 1: the continued fraction ends there, exactly, before all of its derivative has come in.
            Exact = p => [Unknown, Math.Pow(p[1], p[0] - 1) * Math.Exp(-p[1]) / SpecialFunctions.Gamma(p[0])],
            Gradient = p => Flat.Of(SpecialFunctions.GammaPGradient(p[0], p[1])),
        },
        new("SpecialFunctions.EllipticK", p => SpecialFunctions.EllipticK(p[0]), [0.3], [0.8], [-1])
        {
            Exact = p => [ClosedForms.EllipticKSlope(p[0])],
            Gradient = p => Flat.Of(SpecialFunctions.EllipticKGradient(p[0])),
        },
        new("SpecialFunctions.Zeta", p => SpecialFunctions.Zeta(p[0]), [2], [3])
        {
            Exact = p => [p[0] == 2 ? -0.93754825431584375370 : -0.19812624288563685333],
            Gradient = p => Flat.Of(SpecialFunctions.ZetaGradient(p[0])),
        },
    ];

    private static RoutineCase[] Between() =>
    [
        new("Interpolation.CubicSpline", p => Interpolation.CubicSpline(p[0], p[1..6], p[6..]),
            [1.4, 0, 1, 2.5, 3, 5, 1, -1, 2, 0.5, 3], [4.2, 0, 1, 2.5, 3, 5, 0, 1, 4, 2, -1])
        {
            Exact = p => [.. Flat.Unset(6), .. ClosedForms.Linear(ys => Interpolation.CubicSpline(p[0], p[1..6], ys), 5)],
            Gradient = p =>
            {
                double[] dxs = Flat.Unset(5), dys = Flat.Unset(5);
                return Flat.Of(Interpolation.CubicSplineGradient(p[0], p[1..6], p[6..], dxs, dys), dxs, dys);
            },
        },
        new("Interpolation.CubicSpline, through a line", p => Interpolation.CubicSpline(p[0], p[1..6], p[6..]),
            [1.4, 0, 1, 2.5, 3, 5, 1, 3, 6, 7, 11], [4.2, 0, 1, 2.5, 3, 5, 1, 3, 6, 7, 11])
        {
            Exact = p =>
            {
                // On a line of slope 2 a knot to the right is a value down.
                double[] dys = ClosedForms.Linear(ys => Interpolation.CubicSpline(p[0], p[1..6], ys), 5);
                return [2, .. dys.Select(d => -2 * d), .. dys];
            },
            Gradient = p =>
            {
                double[] dxs = Flat.Unset(5), dys = Flat.Unset(5);
                return Flat.Of(Interpolation.CubicSplineGradient(p[0], p[1..6], p[6..], dxs, dys), dxs, dys);
            },
        },
        new("Interpolation.Neville", p => Interpolation.Neville(p[0], p[1..5], p[5..]),
            [1.4, 0, 1, 2.5, 3, 1, -1, 2, 0.5], [-0.5, -1, 0.3, 1.1, 2, 0, 1, 4, 2])
        {
            Exact = ClosedForms.Lagrange,
            Gradient = p =>
            {
                double[] dxs = Flat.Unset(4), dys = Flat.Unset(4);
                return Flat.Of(Interpolation.NevilleGradient(p[0], p[1..5], p[5..], dxs, dys), dxs, dys);
            },
        },
        new("Interpolation.Bezier", p => Interpolation.Bezier(p[0], p[1..]), [0.3, 1, -2, 0.5, 3], [0.8, 2, 1, 0, -1])
        {
            Exact = ClosedForms.Bernstein,
            Gradient = p =>
            {
                double[] dcontrol = Flat.Unset(4);
                return Flat.Of(Interpolation.BezierGradient(p[0], p[1..], dcontrol), dcontrol);
            },
        },
        new("Interpolation.Bilinear", p => Interpolation.Bilinear(p[0], p[1], Flat.Matrix(p[2..], 3)),
            [0.3, 1.6, 1, 2, 4, 3, -1, 0.5], [-0.4, 2.7, 1, 2, 4, 3, -1, 0.5], [2.2, 0.1, 1, 2, 4, 3, -1, 0.5, 6, 2, 7])
        {
            Exact = ClosedForms.Bilinear,
            Gradient = p =>
            {
                double[,] dgrid = Flat.Unset((p.Length - 2) / 3, 3);
                return Flat.Of(Interpolation.BilinearGradient(p[0], p[1], Flat.Matrix(p[2..], 3), dgrid), dgrid);
            },
        },
    ];
}
