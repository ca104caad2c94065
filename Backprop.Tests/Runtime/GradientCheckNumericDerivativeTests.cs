using System;

namespace Backprop.Tests.Runtime;

public class GradientCheckNumericDerivativeTests
{
    private static void IsNear(double expected, (double derivative, double error) found, double relative)
    {
        Assert.InRange(Math.Abs(found.derivative - expected), 0, found.error);
        Assert.InRange(found.error, 0, relative * Math.Abs(expected));
    }

    [Fact]
    public void Smooth_functions_have_twelve_digits()
    {
        IsNear(Math.Exp(1), NumericDerivative.Ridders(Math.Exp, 1), 1e-12);
        IsNear(Math.Cos(0.5), NumericDerivative.Ridders(Math.Sin, 0.5), 1e-12);
        IsNear(1e3, NumericDerivative.Ridders(Math.Log, 1e-3), 1e-11);
        IsNear(-0.25, NumericDerivative.Ridders(static x => 1 / x, 2), 1e-12);
        IsNear(1, NumericDerivative.Ridders(Math.Tanh, 0), 1e-12);
        IsNear(2e100, NumericDerivative.Ridders(static x => x * x, 1e100), 1e-12);
    }

    [Fact]
    public void Where_one_side_has_a_derivative_it_is_that()
    {
        IsNear(1, NumericDerivative.Ridders(static x => x + 0 * Math.Sqrt(x), 0), 1e-12);
        IsNear(2, NumericDerivative.Ridders(static x => x >= 3 ? 2 * x : 0, 3), 1e-12);
        IsNear(1, NumericDerivative.Ridders(static x => x >= 3 ? 2 * x : x + 3 + 1e-3, 3 - 1e-9), 1e-11);
        Assert.Equal((double.PositiveInfinity, 0), NumericDerivative.Ridders(Math.Sqrt, 0));
    }

    [Fact]
    public void Where_there_is_none_the_error_is_infinite()
    {
        Assert.Equal((double.NaN, double.PositiveInfinity), NumericDerivative.Ridders(Math.Abs, 0));
        Assert.Equal((double.NaN, double.PositiveInfinity), NumericDerivative.Ridders(Math.Log, -1));
        Assert.Throws<ArgumentNullException>(static () => NumericDerivative.Ridders(null!, 0));
    }

    [Fact]
    public void The_precision_of_the_function_shows_in_the_error()
    {
        GradientCheckOptions single = new() { Epsilon = Math.Pow(2, -23) };
        (double derivative, double error) = NumericDerivative.Ridders(static x => MathF.Exp((float)x), 1, single);
        Assert.InRange(Math.Abs(derivative - Math.E), 0, error);
        Assert.InRange(error, 1e-8, 1e-3);
    }
}
