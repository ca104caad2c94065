using Backprop.Tests.Harness;

namespace Backprop.Tests.Pipeline;

/// <summary>The two halves as other code calls them.</summary>
public sealed partial class HalvesTests
{
    private readonly double _rate = 1.5;

    /// <remarks>A caller whose two arguments are one variable hands on one derivative for both.</remarks>
    [Theory]
    [InlineData(0.7, 1.4)]
    [InlineData(-0.7, 1.4)]
    [InlineData(0.7, -1.4)]
    [InlineData(1.7, 1.7)]
    public void One_variable_may_take_the_derivatives_of_two_parameters(double x, double y)
    {
        double both = 0.5;
        BranchesForward(x, y, out BranchesSaved branches);
        BranchesBackward(ref branches, 1.5, ref both, ref both);
        (_, double dx, double dy) = BranchesGradient(x, y);
        Assert.Equal(0.5 + 1.5 * (dx + dy), both, 1e-14);

        both = 0.5;
        CallsForward(x, y, out CallsSaved calls);
        CallsBackward(ref calls, 1.5, ref both, ref both);
        (_, dx, dy) = CallsGradient(x, y);
        Assert.Equal(0.5 + 1.5 * (dx + dy), both, 1e-13);

        both = 0.5;
        OverwrittenForward(x, y, out OverwrittenSaved overwritten);
        OverwrittenBackward(ref overwritten, 1.5, ref both, ref both);
        (_, dx, dy) = OverwrittenGradient(x, y);
        Assert.Equal(0.5 + 1.5 * (dx + dy), both, 1e-13);
    }

    [Fact] // x and what it is assigned to share a local; the struct has a field for each.
    public void Two_values_of_one_local_are_both_saved() => GradientAssert.Holds("""
        using System;
        #pragma warning disable CS1717 // x = x
        public static partial class Code
        {
            static double Shift(double x) => (x -= -(Math.Log((1.5 + Math.Sin(0.1)))));
            [Backprop.Differentiable] public static double F(double x, double y, float z, int v)
            {
                double L0(double p1, double p2)
                {
                    v++;
                    x /= (1.0 + Math.Abs(Shift(1.5)));
                    return ((Math.Max(y, x) - p1) - Math.FusedMultiplyAdd(z * 2.0, (double)(float)x, 1));
                }
                x = (((Math.PI >= 0.5 ? y : Math.PI) is var v3) ? -(L0(Math.PI, x)) : 49.0);
                return Shift(Math.Asinh(x) * ((x = x)));
            }
        }
        """, "Code.F", 0.5, -1.25, 0.75f, 2);

    [Fact]
    public void A_parameter_that_the_result_does_not_depend_on_keeps_its_derivative()
    {
        double dx = 0.5, dy = 0.25;
        GuardedForward(3, -1, out GuardedSaved saved);
        GuardedBackward(ref saved, 2, ref dx, ref dy);
        Assert.Equal((0.5, 2.25), (dx, dy));
    }

    [Fact]
    public void What_was_saved_may_be_read_twice()
    {
        double dx = 0, dy = 0, dx2 = 0, dy2 = 0;
        CallsForward(0.7, 1.4, out CallsSaved saved);
        CallsBackward(ref saved, 1, ref dx, ref dy);
        CallsBackward(ref saved, 1, ref dx2, ref dy2);
        Assert.Equal((dx, dy), (dx2, dy2));
    }

    [Fact]
    public void A_derivative_of_zero_is_handed_on_as_zero()
    {
        double dx = 0.5, dy = 0.25;
        BranchesForward(0.7, 1.4, out BranchesSaved saved);
        BranchesBackward(ref saved, 0, ref dx, ref dy);
        Assert.Equal((0.5, 0.25), (dx, dy));
    }

    [Fact]
    public void The_gradient_of_a_gradient_is_that_of_the_method_by_hand()
    {
        // The chain rule by hand, through the halves: d/dx of Scaled(Scaled(x)).
        double inner = ScaledForward(0.7, out ScaledSaved first);
        ScaledForward(inner, out ScaledSaved second);
        double dinner = 0, dx = 0;
        ScaledBackward(ref second, 1, ref dinner);
        ScaledBackward(ref first, dinner, ref dx);
        Assert.Equal(NumericDerivative.Ridders(x => Scaled(Scaled(x)), 0.7).derivative, dx, 1e-10);
    }

    [Differentiable]
    private static double Branches(double x, double y)
    {
        double a = x;
        if (x > 0)
        {
            a = x * y;
            if (y > 1.5)
            {
                return a * x;
            }
        }
        else
        {
            y *= x;
        }

        return x < y ? a * a : a + y * Math.Sin(x);
    }

    [Differentiable]
    private static double Calls(double x, double y) => Inner(x, y) * Inner(y, x) + Inner(x, x) * (y > 0 ? Inner(x * y, y) : y);

    private static double Inner(double a, double b)
    {
        double c = a * b;
        if (c > 0.1)
        {
            c += Math.Exp(a);
        }

        return c * b;
    }

    [Differentiable]
    private static double Overwritten(double x, double y)
    {
        x *= y;
        double z = x;
        y = y * x + x;
        x = y - z * y;
        return x * y;
    }

    [Differentiable]
    private static double Guarded(double x, double y) => y > 0 ? x * x * y : y;

    [Differentiable]
    private double Scaled(double x) => Math.Tanh(x * _rate) * x;
}
