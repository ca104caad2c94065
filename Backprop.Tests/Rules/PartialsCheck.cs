using Backprop.Generator.IR;

namespace Backprop.Tests.Rules;

/// <summary>Holds partials, as expressions, against a sample's points and edges.</summary>
internal static class PartialsCheck
{
    private const double Relative = 1e-9; // differences in double reach about 1e-11

    /// <param name="function">Over the sample's variables.</param>
    /// <param name="partials">One a parameter that varies.</param>
    public static void MatchDifferences(RuleSample sample, Expression function, Expression[] partials)
    {
        foreach (double[] point in sample.Points)
        {
            foreach ((int nth, int position) in sample.Varying.Index())
            {
                double at = point[position];
                double largest = point.Max(Math.Abs);
                double scale = at != 0 ? Math.Abs(at) : largest > 0 ? largest : 1;
                double F(double x) => Evaluator.Number(function, sample.Bind([.. point[..position], x, .. point[(position + 1)..]], IRType.Double));
                (double expected, double error) = NumericDerivative.Of(F, at, scale);

                double actual = Evaluator.Number(partials[nth], sample.Bind(point, IRType.Double));
                double allowed = Relative * Math.Max(Math.Abs(expected), Math.Abs(F(at)) / scale);
                Assert.True(error <= allowed, $"{Place(sample, point)}: differences are unsure, {expected} ± {error}");
                Assert.True(Math.Abs(actual - expected) <= allowed, $"{Place(sample, point)}, partial {nth}: {actual}, expected {expected}");
            }
        }
    }

    public static void AreAsStated(RuleSample sample, Expression[] partials)
    {
        foreach (Edge edge in sample.Edges)
        {
            Assert.Equal(partials.Length, edge.Partials.Length);
            foreach ((int nth, double expected) in edge.Partials.Index())
            {
                double actual = Evaluator.Number(partials[nth], sample.Bind(edge.At, IRType.Double));
                bool same = double.IsFinite(expected)
                    ? Math.Abs(actual - expected) <= sample.Tolerance * Math.Abs(expected)
                    : actual.Equals(expected);
                Assert.True(same, $"{Place(sample, edge.At)}, partial {nth}: {actual}, expected {expected}");
            }
        }
    }

    public static string Place(RuleSample sample, double[] point) => $"{sample} at ({string.Join(", ", point)})";
}
