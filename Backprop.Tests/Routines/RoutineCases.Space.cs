namespace Backprop.Tests.Routines;

/// <content>The earth, shapes, noise, particles.</content>
internal static partial class RoutineCases
{
    private static IEnumerable<RoutineCase> Space() => [.. OnEarth(), .. Shapes(), .. Fields()];

    private static RoutineCase[] OnEarth() =>
    [
        new("Geodesy.Haversine", p => Geodesy.Haversine(p[0], p[1], p[2], p[3]), [52.5, 13.4, 48.1, 11.6], [-33.9, 151.2, 40.7, -74])
        {
            Exact = p => ClosedForms.GreatCircle(p, 6371008.8),
            Gradient = p => Flat.Of(Geodesy.HaversineGradient(p[0], p[1], p[2], p[3])),
        },
        new("Geodesy.Vincenty", p => Geodesy.Vincenty(p[0], p[1], p[2], p[3], p[4], p[5]),
            [-37.95103341666667, 144.42486788888888, -37.65282113888889, 143.92649552777777, 6378137, 1 / 298.257222101],
            [52.5, 13.4, 40.7, -74, 6378137, 1 / 298.257223563])
        {
            Exact = p => [.. Flat.Unset(4), Geodesy.Vincenty(p[0], p[1], p[2], p[3], p[4], p[5]) / p[4], Unknown],
            Gradient = p => Flat.Of(Geodesy.VincentyGradient(p[0], p[1], p[2], p[3], p[4], p[5])),
        },
        // At f = 0 the first round ends the iteration, with a sigma that does not know of f yet: as a function of f the routine has a kink.
        new("Geodesy.Vincenty, on a sphere", p => Geodesy.Vincenty(p[0], p[1], p[2], p[3], p[4], 0),
            [52.5, 13.4, 48.1, 11.6, 6371000], [-33.9, 151.2, 40.7, -74, 2])
        {
            Exact = p => [.. ClosedForms.GreatCircle(p[..4], p[4]), Geodesy.Vincenty(p[0], p[1], p[2], p[3], p[4], 0) / p[4]],
            Gradient = p => Flat.Of(Geodesy.VincentyGradient(p[0], p[1], p[2], p[3], p[4], 0))[..6],
        },
    ];

    private static RoutineCase[] Shapes() =>
    [
        new("Geometry.ShoelaceArea", p => Geometry.ShoelaceArea(p[..4], p[4..]), [0, 2, 3, 1, 0, -1, 2, 3], [1, 4, 4, -2, 0, 0.5, 5, 2])
        {
            Exact = ClosedForms.Shoelace,
            Gradient = p =>
            {
                double[] dx = Flat.Unset(4), dy = Flat.Unset(4);
                return Flat.Of(Geometry.ShoelaceAreaGradient(p[..4], p[4..], dx, dy), dx, dy);
            },
        },
        new("Geometry.FirstCrossing", p => Geometry.FirstCrossing(p[0], Flat.Matrix(p[1..], 3)),
            [0.5, 1, 2, 3, 2, 4, 0.2, 0, 1, 0], [1.4, 3, 2, 1, 0, 4, 2])
        {
            Exact = ClosedForms.FirstCrossing,
            Gradient = p =>
            {
                double[,] dfield = Flat.Unset(p.Length / 3, 3);
                return Flat.Of(Geometry.FirstCrossingGradient(p[0], Flat.Matrix(p[1..], 3), dfield), dfield);
            },
        },
        new("Geometry.FirstCrossing, of none", p => Geometry.FirstCrossing(p[0], Flat.Matrix(p[1..], 3)),
            [9, 1, 2, 3, 2, 4, 0.2, 0, 1, 0], [-3, 3, 2, 1, 0, 4, 2])
        {
            Exact = p => new double[p.Length],
            Gradient = p =>
            {
                double[,] dfield = Flat.Unset(p.Length / 3, 3);
                return Flat.Of(Geometry.FirstCrossingGradient(p[0], Flat.Matrix(p[1..], 3), dfield), dfield);
            },
        },
        new("Geometry.SphereTrace", p => Geometry.SphereTrace(p[..3], p[3..6], Flat.Rows(p[6..], 4, 4)),
            [0, 0, -5, 0.1, 0.2, 0.97, 0, 0.5, 0, 1, 3, 3, 3, 1], [0, 1, 0, 0.6, 0, 0.8, -3, 0, 0, 1, 4, 1.2, 5, 2])
        {
            Exact = ClosedForms.SphereHit,
            ExactTolerance = 1e-7, // where it stops
            Gradient = p =>
            {
                double[] dorigin = Flat.Unset(3), ddirection = Flat.Unset(3);
                double[][] dspheres = Flat.UnsetRows(4, 4);
                double value = Geometry.SphereTraceGradient(p[..3], p[3..6], Flat.Rows(p[6..], 4, 4), dorigin, ddirection, dspheres);
                return Flat.Of(value, [dorigin, ddirection, .. dspheres]);
            },
        },
        new("Geometry.MandelbrotEscape", p => Geometry.MandelbrotEscape(p[0], p[1], 100), [0.4, 0.5], [-0.8, 0.6])
        {
            Exact = ClosedForms.Escape,
            Gradient = p => Flat.Of(Geometry.MandelbrotEscapeGradient(p[0], p[1], 100)),
        },
        new("Geometry.MandelbrotEscape, of a prisoner", p => Geometry.MandelbrotEscape(p[0], p[1], 100), [-0.1, 0.2], [-1, 0.1])
        {
            Exact = p => [0, 0],
            Gradient = p => Flat.Of(Geometry.MandelbrotEscapeGradient(p[0], p[1], 100)),
        },
    ];

    private static RoutineCase[] Fields() =>
    [
        new("Noise.Perlin", p => Noise.Perlin(p[0], p[1], p[2]), [3.14, 42.3, 7.7], [-1.6, 0.35, 2.8])
        {
            Gradient = p => Flat.Of(Noise.PerlinGradient(p[0], p[1], p[2])),
        },
        new("Noise.Fractal", p => Noise.Fractal(p[0], p[1], p[2], 4), [0.3, 1.7, 0.5], [5.23, -2.41, 0.7])
        {
            Exact = p =>
            [
                Unknown, Unknown,
                Enumerable.Range(1, 3).Sum(k => k * Math.Pow(p[2], k - 1) * Noise.Perlin(p[0] * (1 << k), p[1] * (1 << k), 0.5)),
            ],
            Gradient = p => Flat.Of(Noise.FractalGradient(p[0], p[1], p[2], 4)),
        },
        new("Physics.LennardJones", p => Physics.LennardJones(p[0], p[1], Flat.Matrix(p[2..], 2), 2.5),
            [1, 1, 0, 0, 1.1, 0.2, 0.4, 1.3, 5, 5], [0.7, 1.2, 0, 0, 1.5, 0, 0.5, 1.4])
        {
            Exact = p => ClosedForms.LennardJones(p, 2.5),
            Gradient = p =>
            {
                double[,] dpositions = Flat.Unset(p.Length / 2 - 1, 2);
                return Flat.Of(Physics.LennardJonesGradient(p[0], p[1], Flat.Matrix(p[2..], 2), 2.5, dpositions), dpositions);
            },
        },
    ];
}
