using Backprop.Generator.IR;
using Backprop.Generator.Optimization;
using static Backprop.Generator.Rules.Functions;

namespace Backprop.Tests.Optimization;

public sealed class RepeatedCallsTests
{
    private static readonly Variable X = new(IRType.Double, 0, "x"), A = new(IRType.Double, 1, "a"), B = new(IRType.Double, 2, "b"), C = new(IRType.Double, 3, "c");

    [Fact]
    public void A_call_made_twice_is_named_before_the_first() =>
        AreNamed(["expX = Math.Exp(x)", "a = 1.0 + expX", "b = a / expX"], new Let(A, 1 + Exp(X)), new Let(B, A / Exp(X)));

    [Fact]
    public void Of_nested_calls_the_outer_one_is_named() => AreNamed(
        ["sqrtExpX = Math.Sqrt(Math.Exp(x))", "a = sqrtExpX", "b = 2.0 * sqrtExpX"], new Let(A, Sqrt(Exp(X))), new Let(B, 2 * Sqrt(Exp(X))));

    [Fact]
    public void A_call_made_once_stays_in_its_line() => AreNamed(["a = Math.Exp(x)", "b = Math.Exp(a)"], new Let(A, Exp(X)), new Let(B, Exp(A)));

    [Fact] // It would be made where neither arm is taken.
    public void A_call_that_only_arms_make_stays_there()
    {
        Expression choice = Select(Less(X, 0), Exp(X), Select(Less(X, 1), 0, Exp(X)));
        AreNamed([$"a = {choice}"], new Let(A, choice));
    }

    [Fact]
    public void An_arm_reads_what_was_computed_before_it() => AreNamed(
        ["expX = Math.Exp(x)", "a = expX", "b = x < 0.0 ? expX : 0.0"], new Let(A, Exp(X)), new Let(B, Select(Less(X, 0), Exp(X), 0)));

    [Fact]
    public void A_branch_names_its_own()
    {
        If branch = new(Less(X, 0), EquatableArray.Of<Statement>(new Let(A, Exp(X) * Exp(X))), EquatableArray<Statement>.Empty, EquatableArray.Of(new Merge(C, A, X)));
        If named = Assert.IsType<If>(Assert.Single(RepeatedCalls.Name(EquatableArray.Of<Statement>(branch), () => new(10))));
        Assert.Equal(["expX = Math.Exp(x)", "a = expX * expX"], named.Then.Select(Text));
    }

    private static void AreNamed(string[] expected, params Statement[] body) =>
        Assert.Equal(expected, RepeatedCalls.Name(new EquatableArray<Statement>(body), () => new(10)).Select(Text));

    private static string Text(Statement statement) => statement is Let let ? $"{let.Target} = {let.Value}" : statement.ToString();
}
