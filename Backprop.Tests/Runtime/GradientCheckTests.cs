using System;
using System.Linq;
using static Backprop.GradientCheckVerdict;

namespace Backprop.Tests.Runtime;

public class GradientCheckTests
{
    private static double Fraction(double x, double y)
    {
        double sigy = 1.0 / (1.0 + Math.Exp(-y));
        double sigx = 1.0 / (1.0 + Math.Exp(-x));
        return (x + sigy) / (sigx + (x + y) * (x + y));
    }

    private static (double value, double dx, double dy) FractionGradient(double x, double y)
    {
        double sigy = 1.0 / (1.0 + Math.Exp(-y)), num = x + sigy;
        double sigx = 1.0 / (1.0 + Math.Exp(-x)), xpy = x + y, den = sigx + xpy * xpy;
        double dnum = 1 / den, dden = -num / (den * den), dxpy = 2 * xpy * dden;
        return (num / den, dxpy + sigx * (1 - sigx) * dden + dnum, dxpy + sigy * (1 - sigy) * dnum);
    }

    private static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length - 1; i++)
            sum += 100 * (x[i + 1] - x[i] * x[i]) * (x[i + 1] - x[i] * x[i]) + (1 - x[i]) * (1 - x[i]);
        return sum;
    }

    private static double RosenbrockGradient(ReadOnlySpan<double> x, Span<double> dx)
    {
        dx.Clear();
        for (int i = 0; i < x.Length - 1; i++)
        {
            double a = x[i + 1] - x[i] * x[i];
            dx[i] += -400 * a * x[i] - 2 * (1 - x[i]);
            dx[i + 1] += 200 * a;
        }
        return Rosenbrock(x);
    }

    [Fact] // At the point of the design's first example, with its numbers.
    public void The_fraction_is_right()
    {
        GradientCheckReport report = GradientCheck.Of(Fraction, FractionGradient, 3.0, -4.0);

        Assert.True(report.Passed);
        Assert.Equal(["x", "y"], report.Entries.Select(static entry => entry.Name));
        Assert.Equal([3.0, -4.0], report.Entries.Select(static entry => entry.At));
        Assert.All(report.Entries, static entry => Assert.Equal(Right, entry.Verdict));
        Assert.Equal(2.0595697955721652, report.Entries[0].Numeric, 1e-12);
        Assert.Equal(1.5922327514838093, report.Entries[1].Numeric, 1e-12);
        Assert.Equal(1.5456448841066441, report.Value);
        report.ThrowIfWrong();
    }

    [Fact]
    public void A_missing_term_is_wrong()
    {
        GradientCheckReport report = GradientCheck.Of(
            (x, y) => x * y + Math.Sin(x), (x, y) => (x * y + Math.Sin(x), y, x), 0.5, 2.0);

        Assert.Equal([Wrong, Right], report.Entries.Select(static entry => entry.Verdict));
        Assert.False(report.Passed);
        GradientCheckException thrown = Assert.Throws<GradientCheckException>(report.ThrowIfWrong);
        Assert.Same(report, thrown.Report);
        Assert.Contains(report.ToString(), thrown.Message);
    }

    [Fact]
    public void Functions_of_one_to_six_parameters_are_checked()
    {
        Assert.True(GradientCheck.Of(a => a * a, a => (a * a, 2 * a), 1.5).Passed);
        Assert.True(GradientCheck.Of((a, b) => a * b, (a, b) => (a * b, b, a), 1.5, 2.5).Passed);
        Assert.True(GradientCheck.Of((a, b, c) => a * b + c, (a, b, c) => (a * b + c, b, a, 1), 1.5, 2.5, 3.5).Passed);
        Assert.True(GradientCheck.Of((a, b, c, d) => a * b + c * d, (a, b, c, d) => (a * b + c * d, b, a, d, c), 1, 2, 3, 4).Passed);
        Assert.True(GradientCheck.Of(
            (a, b, c, d, e) => a * b + c * d - e, (a, b, c, d, e) => (a * b + c * d - e, b, a, d, c, -1), 1, 2, 3, 4, 5).Passed);
        GradientCheckReport six = GradientCheck.Of(
            (a, b, c, d, e, f) => a * b + c * d - e * f,
            (a, b, c, d, e, f) => (a * b + c * d - e * f, b, a, d, c, -f, -e), 1, 2, 3, 4, 5, 6);
        Assert.True(six.Passed);
        Assert.Equal(["a", "b", "c", "d", "e", "f"], six.Entries.Select(static entry => entry.Name));
    }

    [Fact] // Each parameter is checked with the others at their places.
    public void Partials_in_the_wrong_order_are_wrong()
    {
        GradientCheckReport report = GradientCheck.Of(
            (x, y, z) => x * y * y * z, (x, y, z) => (x * y * y * z, y * y * z, x * y * y, 2 * x * y * z), 2.0, 3.0, 5.0);

        Assert.Equal([Right, Wrong, Wrong], report.Entries.Select(static entry => entry.Verdict));
    }

    [Fact]
    public void A_function_of_a_span_is_checked_element_by_element()
    {
        GradientCheckReport report = GradientCheck.Of(Rosenbrock, RosenbrockGradient, [-1.2, 1.0, 0.7]);

        Assert.True(report.Passed);
        Assert.Equal(["x[0]", "x[1]", "x[2]"], report.Entries.Select(static entry => entry.Name));
        report = GradientCheck.Of(Rosenbrock, RosenbrockGradient, [1, 1, 1]);
        Assert.Equal([Right, Right, Right], report.Entries.Select(static entry => entry.Verdict));
    }

    [Fact]
    public void A_function_of_an_array_is_checked_element_by_element()
    {
        static double Gradient(double[] w, Span<double> dw)
        {
            dw[0] = w[1];
            dw[1] = w[0];
            return w[0] * w[1];
        }
        GradientCheckReport report = GradientCheck.Of(w => w[0] * w[1], Gradient, [2, 3]);

        Assert.Equal([("w[0]", 3.0), ("w[1]", 2.0)], report.Entries.Select(static entry => (entry.Name, entry.Analytic)));
        Assert.True(report.Passed);
    }

    [Fact]
    public void A_partial_left_unwritten_is_wrong()
    {
        GradientCheckReport report = GradientCheck.Of(
            w => w[0] * w[1], static (double[] w, Span<double> dw) => (dw[1] = w[0]) * w[1], [2, 3]);

        Assert.Equal([Wrong, Right], report.Entries.Select(static entry => entry.Verdict));
        Assert.True(double.IsNaN(report.Entries[0].Analytic));
    }

    [Fact]
    public void A_gradient_computed_elsewhere_is_checked()
    {
        GradientCheckReport named = GradientCheck.Of(p => p[0] * p[0] + p[1], [3, 4], [6, 1], ["width", "height"]);
        GradientCheckReport unnamed = GradientCheck.Of(p => p[0] * p[0] + p[1], [3, 4], [6, 1]);

        Assert.True(named.Passed);
        Assert.Equal(13, named.Value);
        Assert.True(named.ValueMatches);
        Assert.Equal(["width", "height"], named.Entries.Select(static entry => entry.Name));
        Assert.Equal(["p[0]", "p[1]"], unnamed.Entries.Select(static entry => entry.Name));
    }

    [Fact] // One layer of rectifiers, at random weights: the slope of one that is off is 0, and of no interest what it would be.
    public void A_network_is_right_and_without_its_masks_wrong()
    {
        const int Hidden = 12;
        double Loss(double[] w, Span<double> dw, bool masked)
        {
            double y = 0;
            for (int i = 0; i < Hidden; i++) y += w[2 * Hidden + i] * Math.Max(0, w[i] * 0.7 + w[Hidden + i]);
            for (int i = 0; i < Hidden; i++)
            {
                double z = w[i] * 0.7 + w[Hidden + i], dz = z > 0 || !masked ? (y - 1) * w[2 * Hidden + i] : 0;
                (dw[i], dw[Hidden + i], dw[2 * Hidden + i]) = (0.7 * dz, dz, (y - 1) * Math.Max(0, z));
            }
            return 0.5 * (y - 1) * (y - 1);
        }
        Random random = new(23);
        double[] weights = [.. Enumerable.Range(0, 3 * Hidden).Select(_ => random.NextDouble() - 0.5)];
        double[] unused = new double[3 * Hidden];

        GradientCheckReport report = GradientCheck.Of(w => Loss(w, unused, true), (double[] w, Span<double> dw) => Loss(w, dw, true), weights);
        Assert.All(report.Entries, static entry => Assert.True(entry.Verdict is Right or Kink, entry.ToString()));
        Assert.True(report.Passed);
        Assert.False(GradientCheck.Of(w => Loss(w, unused, true), (double[] w, Span<double> dw) => Loss(w, dw, false), weights).Passed);
    }

    [Fact]
    public void A_value_one_bit_off_is_wrong()
    {
        GradientCheckReport report = GradientCheck.Of(x => x * x, x => (Math.BitIncrement(x * x), 2 * x), 5.0);

        Assert.All(report.Entries, static entry => Assert.Equal(Right, entry.Verdict));
        Assert.False(report.ValueMatches);
        Assert.False(report.Passed);
        string message = Assert.Throws<GradientCheckException>(report.ThrowIfWrong).Message;
        Assert.Contains("value: 25, but 25.000000000000004 with the gradient", message);
    }

    [Fact]
    public void Minus_zero_is_another_value_and_NaN_is_the_same()
    {
        Assert.False(GradientCheck.Of(x => 0.0 * x, x => (-0.0, 0), 1.0).ValueMatches);
        Assert.True(GradientCheck.Of(x => double.NaN, x => (-double.NaN, 0), 1.0).ValueMatches);
    }

    [Fact] // The point given stays as it is, whatever the function does with the array it is handed.
    public void The_point_is_not_changed()
    {
        double[] point = [1, 2];
        GradientCheck.Of(p => p[0]++ * p[1], point, [2, 1]);

        Assert.Equal([1, 2], point);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        static void Names<T>(string name, Action call) where T : ArgumentException => Assert.Equal(name, Assert.Throws<T>(call).ParamName);

        Func<double[], double> sum = static p => p.Sum(), none = null!;
        double[] one = [1], nothing = null!;
        Names<ArgumentNullException>("function", () => GradientCheck.Of(none, one, one));
        Names<ArgumentNullException>("point", () => GradientCheck.Of(sum, nothing, one));
        Names<ArgumentException>("point", () => GradientCheck.Of(sum, [], one));
        Names<ArgumentNullException>("gradient", () => GradientCheck.Of(sum, one, nothing));
        Names<ArgumentException>("gradient", () => GradientCheck.Of(sum, one, new double[2]));
        Names<ArgumentException>("names", () => GradientCheck.Of(sum, one, one, ["a", "b"]));
        Names<ArgumentException>("point", () => GradientCheck.Of(Rosenbrock, RosenbrockGradient, Array.Empty<double>()));
        Names<ArgumentNullException>("function", () => GradientCheck.Of(null!, FractionGradient, 1.0, 2.0));
        Names<ArgumentNullException>("gradient", () => GradientCheck.Of(Fraction, null!, 1.0, 2.0));
    }

    [Theory]
    [InlineData(0.0), InlineData(-1.0), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void Bad_options_are_named(double value)
    {
        Assert.Equal("value", Assert.Throws<ArgumentOutOfRangeException>(() => new GradientCheckOptions { InitialStep = value }).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientCheckOptions { Epsilon = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientCheckOptions { RelativeTolerance = value == 0 ? -0.1 : value });
    }

    [Fact]
    public void The_relative_tolerance_is_what_passes()
    {
        static GradientCheckReport With(double tolerance) => GradientCheck.Of(
            Math.Exp, static x => (Math.Exp(x), Math.Exp(x) * 1.001), 1.0, new GradientCheckOptions { RelativeTolerance = tolerance });

        Assert.True(With(2e-3).Passed);
        Assert.False(With(0.5e-3).Passed);
    }

    [Fact]
    public void No_sample_lies_beyond_the_initial_step()
    {
        double farthest = 0;
        double Watched(double x)
        {
            farthest = Math.Max(farthest, Math.Abs(x - 2));
            return x * x;
        }
        GradientCheckOptions options = new() { InitialStep = 1e-3 };
        Assert.True(GradientCheck.Of(Watched, static x => (x * x, 2 * x), 2.0, options).Passed);
        Assert.InRange(farthest, 0.9e-3, 1.1e-3);
    }
}
