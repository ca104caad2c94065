using System.Reflection;
using Backprop.Generator.IR;
using Backprop.Generator.Rules;

namespace Backprop.Tests.Rules;

public sealed class RulePartialsTests
{
    private static readonly Dictionary<string, RuleSample> Samples = RuleSamples.All.ToDictionary(s => s.ToString());

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Partials_match_differences(string name) =>
        PartialsCheck.MatchDifferences(Samples[name], Samples[name].Expression(IRType.Double), Samples[name].Partials(IRType.Double));

    [Theory, MemberData(nameof(Names))]
    public void Partials_at_edges_are_as_stated(string name) =>
        PartialsCheck.AreAsStated(Samples[name], Samples[name].Partials(IRType.Double));

    [Theory, MemberData(nameof(Names))]
    public void Single_precision_follows_double(string name)
    {
        RuleSample sample = Samples[name];
        Expression call = sample.Expression(IRType.Double);
        Expression[] singles = sample.Partials(IRType.Single), doubles = sample.Partials(IRType.Double);
        foreach (double[] point in sample.Points.Where(InRange).Select(p => p.Select(v => (double)(float)v).ToArray()))
        {
            double y = Evaluator.Number(call, sample.Bind(point, IRType.Double));
            foreach ((int nth, int position) in sample.Varying.Index())
            {
                double single = Evaluator.Number(singles[nth], sample.Bind(point, IRType.Single));
                double expected = Evaluator.Number(doubles[nth], sample.Bind(point, IRType.Double));
                double size = Math.Max(Math.Abs(expected), Math.Abs(y) / Math.Max(Math.Abs(point[position]), 1e-3));
                Assert.True(
                    Math.Abs(expected) > float.MaxValue || Math.Abs(single - expected) <= (1e-5 * size) + float.Epsilon,
                    $"{PartialsCheck.Place(sample, point)}, partial {nth}: {single}, expected {expected}");
            }
        }
    }

    // Math.Sign throws at NaN: no rule may call it, nor anything else that throws.
    [Theory, MemberData(nameof(Names))]
    public void No_partial_throws(string name)
    {
        RuleSample sample = Samples[name];
        double[] special = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1, -1, double.Epsilon, double.MaxValue];
        Expression call = sample.Expression(IRType.Double);
        foreach (double first in special)
        {
            foreach (double other in special)
            {
                double[] point = [.. sample.Signature.Select((p, i) => p.Type == "int" ? 3 : i == 0 ? first : other)];
                Dictionary<string, object> values = sample.Bind(point, IRType.Double);
                if (!Throws(call, values))
                {
                    Assert.All(sample.Partials(IRType.Double), partial => Assert.False(Throws(partial, values)));
                }
            }
        }
    }

    [Fact]
    public void Steps_have_no_partials() => Assert.All(RuleSamples.Steps, sample =>
    {
        Rule rule = RuleTable.Find(sample.Rule, sample.Code.Count(c => c == ',') + 1)!;
        Assert.True(rule.IsStep);
        Assert.All(sample.Partials(IRType.Double), partial => Assert.Equal(Constant.Zero(IRType.Double), partial));
    });

    private static bool Throws(Expression expression, Dictionary<string, object> values)
    {
        try
        {
            Evaluator.Evaluate(expression, values);
            return false;
        }
        catch (TargetInvocationException)
        {
            return true;
        }
    }

    private static bool InRange(double[] point) => point.All(v => v == 0 || Math.Abs(v) is > 1e-30 and < 1e30);
}
