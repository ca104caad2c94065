using System.Globalization;
using Backprop.Generator.IR;
using Backprop.Generator.Rules;
using static Backprop.Generator.Rules.Functions;

namespace Backprop.Tests.Rules;

public sealed class GateTests
{
    private static readonly Dictionary<string, RuleSample> Samples = GateSamples.All.ToDictionary(s => s.Code);

    private static readonly Variable X = new(IRType.Double, 0, "x"), Z = new(IRType.Double, 1, "z");

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Partials_match_differences(string code)
    {
        (Expression composite, Expression[] partials) = Of(Samples[code]);
        PartialsCheck.MatchDifferences(Samples[code], composite, partials);
    }

    [Theory, MemberData(nameof(Names))]
    public void Partials_at_edges_are_as_stated(string code) => PartialsCheck.AreAsStated(Samples[code], Of(Samples[code]).Partials);

    [Theory, MemberData(nameof(Names))] // An earlier gate of the same shape would take its place.
    public void A_gate_is_the_first_to_match_its_own_code(string code)
    {
        (Expression composite, _) = Of(Samples[code]);
        Gate first = Gates.Table.First(g => g.Match(composite, e => e) is not null);
        Assert.Equal(Samples[code].Rule, first.Name);
        Assert.Equal(Samples[code].Variables(IRType.Double), first.Match(composite, e => e)!.Operands);
    }

    [Fact]
    public void Every_gate_has_a_sample() => Assert.Equal(Gates.Table.Length, Samples.Values.Select(s => Array.IndexOf(Gates.Table, Find(s))).Distinct().Count());

    [Fact]
    public void Sums_and_maxima_match_either_way_round()
    {
        Constant zero = Constant.Zero(IRType.Double);
        Assert.Equal("sigmoid", Matched(1 / (Exp(-Z) + 1)));
        Assert.Equal("softplus", Matched(LogP1(Exp(-Abs(Z))) + Max(zero, Z)));
        Assert.Equal("log-sum-exp", Matched(Max(X, Z) + LogP1(Exp(-Abs(Z - X)))));
        Assert.Equal("logistic", Matched(X / (Exp(-Z) + X)));
    }

    [Fact]
    public void A_gate_is_seen_through_variables()
    {
        Variable e = new(IRType.Double, 2, "e");
        Expression Resolve(Expression v) => v == e ? Exp(-Z) : v;
        Expression[] holes = Gates.Table[0].Match(1 / (1 + e), Resolve)!.Operands;
        Assert.Equal([Z], holes);
    }

    [Fact]
    public void Partials_read_what_the_user_computed_on_the_way()
    {
        Variable p = new(IRType.Double, 2, "p");
        Gate gate = Gates.Table.Single(g => g.Name == "log of 1 - sigmoid");
        GateMatch match = gate.Match(Log(1 - p), v => v == p ? 1 / (1 + Exp(-Z)) : v)!;
        Assert.Equal([-p], match.Read(gate.Partials([Z], Log(1 - p))));
    }

    [Fact]
    public void Unlike_parts_do_not_match_a_repeated_hole()
    {
        Assert.Null(Matched(Math("Sqrt", X * Z)));
        Assert.Null(Matched(Max(X, Constant.Zero(IRType.Double)) + LogP1(Exp(-Abs(Z)))));
        Assert.Null(Matched((Exp(X) - Exp(-Z)) / (Exp(X) - Exp(-Z))));
    }

    private static string? Matched(Expression node) => Gates.Table.FirstOrDefault(g => g.Match(node, e => e) is not null)?.Name;

    private static (Expression Composite, Expression[] Partials) Of(RuleSample sample)
    {
        Gate gate = Find(sample);
        Expression composite = Fill(gate, sample);
        return (composite, gate.Partials([.. sample.Variables(IRType.Double)], composite));
    }

    private static Gate Find(RuleSample sample) => Gates.Table.Single(g => Fill(g, sample).ToString() == sample.Code);

    private static Expression Fill(Gate gate, RuleSample sample)
    {
        Variable[] variables = sample.Variables(IRType.Double);
        return gate.Pattern(IRType.Double).Rewrite(e => e is Symbol hole && Index(hole) < variables.Length ? variables[Index(hole)] : e);
    }

    private static int Index(Symbol hole) => int.Parse(hole.Name, CultureInfo.InvariantCulture);
}
