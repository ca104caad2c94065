using System.Runtime.CompilerServices;
using Backprop.Generator.Optimization;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>The 2-d sigmoid neuron at w = (2, -3, -3), x = (-1, -2).</summary>
public sealed class Seed2NeuronTests
{
    private static readonly Trace Steps = SeedSource.Trace(typeof(Seed2), "NeuronByGates", 2, -1, -3, -2, -3);

    [Theory]
    [InlineData("S2-10", "value", 0.7310585786300049)]
    [InlineData("S2-11", "u", 1.3678794411714423)]
    [InlineData("S2-12", "v", 0.36787944117144233)]
    public void Values_behind_the_exponential(string row, string name, double expected) => Ulps.Near(expected, Steps[name], row);

    [Theory]
    [InlineData("S2-13", "t", -1.0)]
    [InlineData("S2-14", "s", 1.0)]
    [InlineData("S2-15", "p", 4.0)]
    [InlineData("S2-16", "p0", -2.0)]
    [InlineData("S2-17", "p1", 6.0)]
    public void Values_before_the_exponential(string row, string name, double expected) => Bits.Same(expected, Steps[name], row);

    [Theory] // The red number under a wire is the derivative of the circuit from that wire on.
    [InlineData("S2-11", -0.534446645388523)]
    [InlineData("S2-12", -0.534446645388523)]
    [InlineData("S2-13", -0.19661193324148188)]
    [InlineData("S2-14", 0.19661193324148188)]
    [InlineData("S2-15", 0.19661193324148188)]
    [InlineData("S2-16", 0.19661193324148188)]
    [InlineData("S2-17", 0.19661193324148188)]
    [InlineData("S2-23", 0.19661193324148185)]
    public void Gradients_at_the_wires(string row, double expected) => Ulps.Near(
        expected,
        row switch
        {
            "S2-11" => Seed2.FromUGradient(Steps["u"]).du,
            "S2-12" => Seed2.FromVGradient(Steps["v"]).dv,
            "S2-13" => Seed2.FromTGradient(-1).dt,
            "S2-15" => Seed2.FromPGradient(4, -3).dp,
            "S2-16" => Seed2.FromP0AndP1Gradient(-2, 6, -3).dp0,
            "S2-17" => Seed2.FromP0AndP1Gradient(-2, 6, -3).dp1,
            _ => Seed2.FromSGradient(1).ds,
        },
        row);

    [Theory]
    [InlineData("S2-10", 0, 0.7310585786300049)]
    [InlineData("S2-18", 1, -0.19661193324148188)]
    [InlineData("S2-19", 2, 0.39322386648296376)]
    [InlineData("S2-20", 3, -0.39322386648296376)]
    [InlineData("S2-21", 4, -0.5898357997244457)]
    [InlineData("S2-22", 5, 0.19661193324148188)]
    public void The_gradient_in_one_line_and_gate_by_gate(string row, int place, double expected)
    {
        Ulps.Near(expected, At(Seed2.NeuronGradient(2, -1, -3, -2, -3)), row);
        Ulps.Near(expected, At(Seed2.NeuronByGatesGradient(2, -1, -3, -2, -3)), row);

        double At(ITuple gradient) => (double)gradient[place]!;
    }

    [Theory] // The shortcut σ(1 - σ) is the same however the sigmoid is spelled, and needs no second exponential.
    [InlineData("S2-23", "Neuron")]
    [InlineData("S2-23", "NeuronByGates")]
    public void The_sigmoid_is_one_gate_in_both(string row, string method)
    {
        var gradient = SeedSource.Of(typeof(Seed2), method).Gradient;
        Assert.True(Cost.Calls(gradient.Forward, "Exp") == 1 && Cost.Calls(gradient.Backward, "Exp") == 0, row);
        Assert.Equal(6, Cost.Operations(gradient.Backward)); // σ(1 - σ), then one product for each w and x
    }
}
