using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>The post's formula as it stands, which overflows far from 0, and the fused form from logits, which does not.</summary>
public sealed class Seed4StabilityTests
{
    [Theory]
    [InlineData("S4-50", 50.0, 0.0, double.PositiveInfinity, 1.0)]
    [InlineData("S4-51", 800.0, 0.0, double.PositiveInfinity, 1.0)]
    [InlineData("S4-52", -800.0, 0.0, double.NaN, 0.0)]
    [InlineData("S4-53", -800.0, 1.0, double.PositiveInfinity, -1.0)]
    [InlineData("S4-54", 800.0, 1.0, double.NaN, 0.0)]
    public void The_naive_formula_keeps_its_own_value(string row, double z, double y, double error, double dz)
    {
        var found = Seed4.NaiveGradient(z, y);
        Bits.Same(error, Seed4.Naive(z, y), row);
        Bits.Same(error, found.value, row);
        Bits.Same(error, Seed4.NaiveForward(z, y, out _), row);
        Assert.True(dz == found.dz, $"{row}: the derivative of its logarithms of sigmoids stays right, but is {found.dz:R}");
    }

    [Theory]
    [InlineData("S4-50", 50.0, 0.0, 50.0, 1.0)]
    [InlineData("S4-51", 800.0, 0.0, 800.0, 1.0)]
    [InlineData("S4-52", -800.0, 0.0, 0.0, 0.0)]
    [InlineData("S4-53", -800.0, 1.0, 800.0, -1.0)]
    [InlineData("S4-54", 800.0, 1.0, 0.0, 0.0)]
    public void The_fused_form_is_right_everywhere(string row, double z, double y, double error, double dz)
    {
        var found = Seed4.FusedGradient(z, y);
        Ulps.Near(error, found.value, row);
        Ulps.Near(dz, found.dz, row);
        Bits.Same(Seed4.Fused(z, y), found.value, row);
    }

    [Theory] // Near 0, and at it, where the maximum and the absolute value have kinks that the whole has not.
    [InlineData(0.8, 1.0)]
    [InlineData(0.8, 0.0)]
    [InlineData(-0.3, 0.25)]
    [InlineData(0.0, 1.0)]
    [InlineData(0.0, 0.0)]
    public void Both_forms_agree_near_0(double z, double y)
    {
        Assert.Equal(Seed4.Naive(z, y), Seed4.Fused(z, y), 1e-15);
        Assert.Equal(Seed4.Sigmoid(z) - y, Seed4.FusedGradient(z, y).dz, 1e-15);
        Assert.Equal(Seed4.Sigmoid(z) - y, Seed4.NaiveGradient(z, y).dz, 1e-15);
    }
}
