namespace Backprop.Tests.Shapes.Fuzzing;

/// <summary>A slope at 0 from differences of values.</summary>
/// <param name="Error">How far two estimates are from each other, many times over.</param>
/// <param name="IsSmooth">Whether there is one: at a kink, or near one, there is not.</param>
internal readonly record struct ShapedSlope(double Value, double Error, bool IsSmooth)
{
    private const double Step = 2e-3;

    public static ShapedSlope Of(Func<double, double> at)
    {
        double middle = at(0);
        (double Slope, double Bend)[] found = [.. new[] { Step, Step / 4, Step / 16 }.Select(h => (at(h), at(-h), h)).Select(p => ((p.Item1 - p.Item2) / (2 * p.h), (p.Item1 - (2 * middle) + p.Item2) / p.h))];
        double coarse = Extrapolated(found[0].Slope, found[1].Slope), fine = Extrapolated(found[1].Slope, found[2].Slope), scale = Math.Abs(fine) + Math.Abs(coarse) + 1e-3;
        double noise = 1e-16 * (1 + Math.Abs(middle)) * 64 / Step;
        bool hasKinkHere = Math.Abs(found[2].Bend) > (0.4 * Math.Abs(found[1].Bend)) + noise && Math.Abs(found[2].Bend) > 1e-7 * scale;
        return new(fine, (8 * Math.Abs(fine - coarse)) + (4 * noise), double.IsFinite(fine) && !hasKinkHere && Math.Abs(fine - coarse) < 1e-5 * scale);
    }

    private static double Extrapolated(double coarse, double fine) => ((16 * fine) - coarse) / 15;
}
