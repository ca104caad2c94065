using Backprop.Generator.IR;
using Backprop.Generator.Optimization;
using static Backprop.Generator.Rules.Functions;

namespace Backprop.Tests.Optimization;

/// <summary>What several contributions of one statement share is computed once, its sign included.</summary>
public sealed class FactoringTests
{
    private static readonly Variable A = new(IRType.Double, 0, "a"), B = new(IRType.Double, 1, "b"), C = new(IRType.Double, 2, "c"), D = new(IRType.Double, 3, "d");

    [Fact]
    public void A_shared_product_is_named() => Gives(["t = a * b"], ["t * c", "t * d"], A * B * C, A * B * D);

    [Fact]
    public void A_sign_that_all_users_have_is_the_shared_products() => Gives(["t = -a * b"], ["t * c", "t * d"], -(A * B * C), -(A * B * D));

    [Fact]
    public void A_sign_of_one_user_stays_there() => Gives(["t = a * b"], ["-t * c", "t * d"], -(A * B * C), A * B * D);

    [Fact]
    public void A_number_comes_out_of_a_sum_whatever_the_signs() => Gives([], ["1.5 * (a - b)", "-1.5 * (c + d)"], 1.5 * A - 1.5 * B, -1.5 * C - 1.5 * D);

    [Fact]
    public void A_sign_alone_stays_with_its_term() => Gives([], ["-a - b"], -A - B);

    [Fact]
    public void An_inverse_that_is_0_where_there_is_none_is_divided_by_once()
    {
        Expression inverse = Select(Equal(C, 0), 0, 1 / C);
        Gives(["t = c == 0.0 ? 0.0 : d / c"], ["a * t", "b * t"], A * inverse * D, B * inverse * D);
    }

    [Fact] // One of the others may be infinite where it is 0.
    public void What_else_may_be_0_takes_all_factors_in()
    {
        Expression choice = Select(Less(C, 0), 0, C);
        Gives([], ["c < 0.0 ? 0.0 : c * a * d", "c < 0.0 ? 0.0 : c * b * d"], A * choice * D, B * choice * D);
    }

    private static void Gives(string[] shared, string[] sums, params Expression[] contributions)
    {
        List<List<Product>> collected = [.. contributions.Select(c => Simplification.Collect([c]))];
        Assert.Equal(shared, Factoring.NameShared(collected, new(10)).Select(l => $"{l.Target} = {l.Value}"));
        Assert.Equal(sums, collected.Select(c => Simplification.Sum(c, IRType.Double).ToString()));
    }
}
