using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Generator.Optimization;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>
/// At x = (1, -2), W¹ = [[1.5, -0.25, 0.5], [0.25, 0.5, 0.25]], w² = (1.5, -1, 0.5): neuron a is on, b is off, c is at the kink.
/// Every number is exact in binary.
/// </summary>
public sealed class Seed1Tests
{
    private static readonly double[] Point = [1, -2, 1.5, -0.25, 0.5, 0.25, 0.5, 0.25, 1.5, -1, 0.5];

    private static readonly Trace Steps = SeedSource.Trace(typeof(Seed1), "Loss", Point);

    [Theory]
    [InlineData("S1-20", "za", 1.0)]
    [InlineData("S1-20", "zb", -1.25)]
    [InlineData("S1-20", "zc", 0.0)]
    [InlineData("S1-21", "ha", 1.0)]
    [InlineData("S1-21", "hb", 0.0)]
    [InlineData("S1-21", "hc", 0.0)]
    [InlineData("S1-22", "y", 1.5)]
    [InlineData("S1-22", "value", 0.125)]
    [InlineData("S1-23", "dy", 0.5)]
    [InlineData("S1-23", "dz2", 0.5)]
    [InlineData("S1-4", "dha", 0.75)]
    [InlineData("S1-25", "dha", 0.75)]
    [InlineData("S1-25", "dhb", -0.5)]
    [InlineData("S1-25", "dhc", 0.25)]
    [InlineData("S1-26", "dza", 0.75)]
    [InlineData("S1-26", "dzb", 0.0)]
    [InlineData("S1-26", "dzc", 0.0)]
    public void Values_and_cotangents_on_the_way(string row, string name, double expected) =>
        Assert.True(expected == Steps[name], $"{row}: {name} = {Steps[name]}");

    [Fact, Rows("S1-22", "S1-3", "S1-5", "S1-6", "S1-24", "S1-27", "S1-28")] // A zero may have either sign.
    public void The_gradient_is_exact() => Assert.Equal(
        (0.125, 1.125, 0.1875, 0.75, 0.0, 0.0, -1.5, 0.0, 0.0, 0.5, 0.0, 0.0),
        Seed1.LossGradient(1, -2, 1.5, -0.25, 0.5, 0.25, 0.5, 0.25, 1.5, -1, 0.5));

    [Fact, Rows("S1-7")]
    public void Without_the_data_the_gradient_is_the_same_and_passes_nothing_to_the_input() => Assert.Equal(
        (0.125, 0.75, 0.0, 0.0, -1.5, 0.0, 0.0, 0.5, 0.0, 0.0),
        Seed1.WeightsLossGradient(1, -2, 1.5, -0.25, 0.5, 0.25, 0.5, 0.25, 1.5, -1, 0.5));

    [Theory] // From ∂J/∂y of J = (y - 1)² / 2, of J = sin y and of J = -y.
    [InlineData("S1-1", 0.5)]
    [InlineData("S1-1", 0.0707372016677029)]
    [InlineData("S1-1", -1.0)]
    public void The_backward_half_starts_from_the_derivative_of_any_loss(string row, double dj)
    {
        double y = Seed1.OutputForward(1, -2, 1.5, -0.25, 0.5, 0.25, 0.5, 0.25, 1.5, -1, 0.5, out Seed1.OutputSaved saved);
        double[] d = new double[11];
        Seed1.OutputBackward(
            ref saved, dj, ref d[0], ref d[1], ref d[2], ref d[3], ref d[4], ref d[5], ref d[6], ref d[7], ref d[8], ref d[9], ref d[10]);
        Bits.Same(1.5, y, row);
        Assert.Equal([1.5 * dj * 1.5, 1.5 * dj * 0.25, 1.5 * dj, 0, 0, 1.5 * dj * -2, 0, 0, dj, 0, 0], d);
    }

    [Fact, Rows("S1-2")]
    public void The_shared_part_is_one_line_that_all_others_read()
    {
        Assert.Single(Steps.Backward, l => l.Name == "dz2");
        EquatableArray<Statement> backward = SeedSource.Of(typeof(Seed1), "WeightsLoss").Gradient.Backward;
        Assert.Equal(6, Traversal.Nodes(backward).Count(n => n is Variable { Name: "dz2" })); // three weights, three neurons
    }

    [Fact, Rows("S1-7")]
    public void A_parameter_taken_out_takes_its_lines_with_it()
    {
        EquatableArray<Statement> with = SeedSource.Of(typeof(Seed1), "Loss").Gradient.Backward;
        EquatableArray<Statement> without = SeedSource.Of(typeof(Seed1), "WeightsLoss").Gradient.Backward;
        Assert.DoesNotContain(Traversal.Definitions(without), v => v.Name is "dx1" or "dx2");
        Assert.Equal(without.Count + 6, with.Count); // 6 products, of which all but two are added to another
        Assert.Equal(Cost.Operations(without) + 6 + 4, Cost.Operations(with));
    }

    [Fact, Rows("S1-8", "S1-10", "S1-12")]
    public void Shared_parts_are_multiplied_once()
    {
        const int n = 2, m = 3;
        Reversed gradient = SeedSource.Of(typeof(Seed1), "WeightsLoss").Gradient;
        int shared = Multiplications(gradient);
        int separately = gradient.Primal.Parameters.Where(p => p.IsDifferentiable).Sum(p => Multiplications(Alone(gradient.Primal, p.Variable)));

        // The post multiplies by the identity's 1 in each chain, and by ReLU's 0 or 1: neither is a multiplication here.
        Assert.Equal(2 * m + n * m, shared);
        Assert.Equal(1 + 3 * m + n * m, shared + 1 + m);
        Assert.Equal(2 * m + 4 * n * m, separately + m + 2 * n * m);
    }

    /// <summary>The gradient with respect to one weight only: its own chain.</summary>
    private static Reversed Alone(Function function, Variable weight) => ReverseMode.Gradient(
        function with { Parameters = function.Parameters.Map(p => p with { IsDifferentiable = p.Variable == weight }) }, CancellationToken.None);

    private static int Multiplications(Reversed gradient) =>
        Traversal.Nodes(gradient.Backward).Count(n => n is Binary { Operator: BinaryOperator.Multiply });
}
