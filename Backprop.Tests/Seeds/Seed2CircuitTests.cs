using Backprop.Generator.IR;
using Backprop.Generator.Rules;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>f = (x + y)·z at x = -2, y = 5, z = -4, and the gates that the post lists.</summary>
public sealed class Seed2CircuitTests
{
    private static readonly Trace Steps = SeedSource.Trace(typeof(Seed2), "Circuit", -2, 5, -4);

    [Fact, Rows("S2-1..3", "S2-5")]
    public void The_gradient() => Assert.Equal((-12.0, -4.0, -4.0, 3.0), Seed2.CircuitGradient(-2, 5, -4));

    [Theory]
    [InlineData("S2-4", "q", 3.0)]
    [InlineData("S2-4", "dq", -4.0)]
    [InlineData("S2-5", "value", -12.0)]
    public void The_wires(string row, string name, double expected) => Bits.Same(expected, Steps[name], row);

    [Fact, Rows("S2-5")] // The derivative of the output with respect to itself.
    public void The_output_has_cotangent_1() => Assert.Equal(Constant.One(IRType.Double), SeedSource.Of(typeof(Seed2), "Circuit").Gradient.Upstream);

    [Fact, Rows("S2-6")]
    public void A_smaller_sum_makes_the_product_larger()
    {
        double moved = Seed2.Circuit(-2.01, 4.99, -4);
        Ulps.Near(-11.92, moved);
        var (value, dx, dy, _) = Seed2.CircuitGradient(-2, 5, -4);
        Ulps.Near(value - 0.01 * dx - 0.01 * dy, moved); // linear in x + y, so the first order is all there is
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(0.3)]
    [InlineData(4.0)]
    public void The_posts_gates_of_one_input(double x)
    {
        Ulps.Near(-1 / (x * x), Seed2.ReciprocalGradient(x).dx, most: 2);
        Bits.Same(1, Seed2.PlusConstantGradient(x).dx);
        Bits.Same(Math.Exp(x), Seed2.ExponentialGradient(x).dx);
        Bits.Same(3, Seed2.TimesConstantGradient(x).dx);
        double y = Seed2.Sigmoid(x);
        Bits.Same((1 - y) * y, Seed2.SigmoidGradient(x).dx);
    }

    [Fact]
    public void The_posts_gates_of_two_inputs()
    {
        Assert.Equal((-6.0, 3.0, -2.0), Seed2.TimesGradient(-2, 3));
        Assert.Equal((1.0, 1.0, 1.0), Seed2.PlusGradient(-2, 3));
    }

    [Fact, Rows("S2-64")]
    public void A_gate_knows_nothing_but_its_own_inputs_and_output() => Assert.All(RuleTable.All, rule =>
    {
        Variable[] inputs = [.. Enumerable.Range(0, rule.Arity).Select(i => new Variable(IRType.Double, i, "x" + i))];
        Variable output = new(IRType.Double, rule.Arity, "y");
        foreach (bool active in new[] { false, true })
        {
            IEnumerable<Expression> partials = rule.Partials(inputs, output, [.. inputs.Select((_, i) => i == 0 || active)]).OfType<Expression>();
            Assert.Empty(partials.SelectMany(p => p.Walk()).OfType<Variable>().Except([.. inputs, output]));
            Assert.Empty(partials.SelectMany(p => p.Walk()).OfType<Symbol>());
        }
    });

    [Theory]
    [InlineData("S2-60", "return w0 * x0 + w1 * x1 > 0.5 ? 1.0 : -1.0;")]
    [InlineData("S2-60", "return Math.Sign(w0 * x0 + w1 * x1 - 0.5);")]
    [InlineData("S2-60", "double sum = w0 * x0 + w1 * x1; if (sum > 0.5) return 1; return -1;")]
    public void A_perceptron_is_told_that_its_gradient_is_zero(string row, string body)
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            using System;
            using Backprop;

            public static partial class Perceptron
            {
                [Differentiable]
                public static double Output(double w0, double w1, [NonDifferentiable] double x0, [NonDifferentiable] double x1)
                {
                    {{body}}
                }
            }
            """);
        run.Load();
        Assert.Equal(["BP3001", "BP3001"], run.Diagnostics.Select(d => d.Id));
        Assert.All(["'w0'", "'w1'"], weight => Assert.True(run.Diagnostics.Any(d => d.GetMessage().Contains(weight)), row));
    }
}
