using System;
using System.Collections.Generic;
using static Backprop.GradientCheckVerdict;

namespace Backprop.Tests.Runtime;

public class GradientCheckKinkTests
{
    private static readonly (Func<double, double> Function, Func<double, double> Derivative)[] Pieces =
    [
        (static _ => 0, static _ => 0),
        (static t => t, static _ => 1),
        (static t => -t, static _ => -1),
        (Math.Sin, Math.Cos),
        (static t => t * t, static t => 2 * t),
        (static t => Math.Exp(t) - 1, Math.Exp),
        (static t => 3 * t + t * t * t, static t => 3 + 3 * t * t),
        (static t => 1e-3 * t, static _ => 1e-3),
        (static t => Math.Log(1 + t), static t => 1 / (1 + t)),
        (static t => 1 + t, static _ => 1), // a jump, with all others
    ];

    private static GradientCheckEntry Check(Func<double, double> function, double x, double derivative) =>
        GradientCheckSmoothTests.Check(function, x, derivative);

    // Other is the derivative of the piece that the point does not lie on.
    private sealed record Sample(Func<double, double> Function, double X, double Derivative, double Other, double Distance);

    /// <summary>A function of two pieces that meet at a random place, and a point at a random distance from it.</summary>
    private static IEnumerable<Sample> Samples(int count)
    {
        Random random = new(11);
        double[] joints = [0, 0.5, 1, -2.25, Math.PI], offsets = [0, 1, -3.7, 100];
        for (int i = 0; i < count; i++)
        {
            var (left, right) = (Pieces[random.Next(Pieces.Length)], Pieces[random.Next(Pieces.Length)]);
            double joint = joints[random.Next(joints.Length)], offset = offsets[random.Next(offsets.Length)];
            double distance = Math.Pow(10, -12 + 11 * random.NextDouble()) * (random.Next(2) * 2 - 1);
            double x = random.Next(20) == 0 ? joint : joint + distance;
            distance = x - joint;
            double Function(double at) => offset + (at >= joint ? right.Function(at - joint) : left.Function(at - joint));
            (double derivative, double other) = (right.Derivative(distance), left.Derivative(distance));
            yield return distance >= 0 ? new(Function, x, derivative, other, distance) : new(Function, x, other, derivative, distance);
        }
    }

    [Fact]
    public void Right_derivatives_are_never_wrong_near_a_kink() => Assert.All(Samples(10_000), static sample =>
    {
        GradientCheckEntry entry = Check(sample.Function, sample.X, sample.Derivative);
        Assert.True(entry.Verdict != Wrong, entry.ToString());
    });

    [Fact] // Closer than rounding lets one see, the two sides cannot be told apart; nor can flat from rounded to the same.
    public void The_derivative_of_the_other_side_is_wrong()
    {
        Assert.All(Samples(4_000), static sample =>
        {
            double difference = Math.Abs(sample.Other - sample.Derivative);
            double visible = 1e-13 * (100 + Math.Abs(sample.X)) / Math.Abs(sample.Distance);
            if (difference < 1e-6 || difference < visible || sample.Other == 0) return;
            GradientCheckEntry entry = Check(sample.Function, sample.X, sample.Other);
            Assert.True(entry.Verdict == Wrong, entry.ToString());
            entry = Check(sample.Function, sample.X, (sample.Other + sample.Derivative) / 2);
            Assert.True(entry.Verdict == Wrong, entry.ToString());
        });
    }

    [Theory]
    [InlineData(0.0), InlineData(1.0), InlineData(-1.0), InlineData(0.5)]
    public void At_a_kink_every_subderivative_is_let_pass(double derivative)
    {
        GradientCheckEntry entry = Check(Math.Abs, 0, derivative);

        Assert.Equal(Kink, entry.Verdict);
        Assert.Equal("kink at the point: left -1, right 1", entry.Note);
        Assert.Equal(Kink, Check(static x => 7 + Math.Abs(x - 3), 3, derivative).Verdict);
        Assert.Equal(Kink, Check(static x => Math.Exp(x) + Math.Abs(Math.Sin(x)), 0, 1 + derivative).Verdict);
    }

    [Theory]
    [InlineData(1.1), InlineData(-1.000001), InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity), InlineData(double.NegativeInfinity)]
    public void At_a_kink_nothing_else_passes(double derivative)
    {
        Assert.Equal(Wrong, Check(Math.Abs, 0, derivative).Verdict);
        Assert.Equal(Wrong, Check(static x => 7 + Math.Abs(x - 3), 3, derivative).Verdict);
    }

    [Fact]
    public void At_the_kink_of_a_ReLU_zero_one_and_a_half_pass()
    {
        foreach (double derivative in (double[])[0, 0.5, 1])
            Assert.Equal(Kink, Check(static x => Math.Max(0, x), 0, derivative).Verdict);
        Assert.Equal(Wrong, Check(static x => Math.Max(0, x), 0, -1e-6).Verdict);
    }

    [Theory]
    [InlineData(1e-12), InlineData(1e-9), InlineData(1e-6), InlineData(1e-3)]
    public void Beside_a_kink_it_is_noticed_and_only_the_side_of_the_point_counts(double distance)
    {
        foreach (double x in (double[])[distance, -distance])
        {
            double derivative = x > 0 ? 1 : 0;
            GradientCheckEntry entry = Check(static x => Math.Max(0, x), x, derivative);
            Assert.Equal(Kink, entry.Verdict);
            Assert.StartsWith("kink nearby", entry.Note);
            Assert.Equal(derivative, entry.Numeric, 1e-12);
            Assert.Equal(Wrong, Check(static x => Math.Max(0, x), x, 1 - derivative).Verdict);
            Assert.Equal(Wrong, Check(static x => Math.Max(0, x), x, 0.5).Verdict);
            Assert.Equal(Kink, Check(x => 1 + Math.Sin(x) + Math.Max(0, x), x, Math.Cos(x) + derivative).Verdict);
        }
    }

    [Theory]
    [InlineData(1e-15), InlineData(1e-20), InlineData(1e-100)]
    public void However_close_a_point_is_to_a_kink_at_zero_it_has_a_side(double x)
    {
        Assert.Equal(Kink, Check(Math.Abs, x, 1).Verdict);
        Assert.Equal(Wrong, Check(Math.Abs, x, -1).Verdict);
        Assert.Equal(Wrong, Check(Math.Abs, -x, 0).Verdict);
    }

    [Fact]
    public void A_kink_beyond_the_steps_is_none_of_the_points_business()
    {
        Assert.Equal(Right, Check(Math.Abs, 3, 1).Verdict);
        Assert.Equal(Right, Check(static x => Math.Max(0, x), 0.3, 1).Verdict);
        Assert.Equal(Right, Check(static x => Math.Max(0, x), -0.3, 0).Verdict);
    }

    [Fact] // Long steps see the slope of the far parts, the mean of two kinks or none at all.
    public void Between_two_kinks_the_short_steps_decide()
    {
        foreach (double width in (double[])[1e-9, 1e-6, 1e-3])
        {
            double Clamp(double x) => Math.Clamp(x, -width, width);
            Assert.NotEqual(Wrong, Check(Clamp, 0, 1).Verdict);
            Assert.Equal(Wrong, Check(Clamp, 0, 0).Verdict);
            Assert.Equal(Wrong, Check(Clamp, 0, 0.5).Verdict);
            Assert.NotEqual(Wrong, Check(x => 1 + Clamp(x), 0.25 * width, 1).Verdict);
            Assert.Equal(Wrong, Check(x => 1 + Clamp(x), 0.25 * width, 0).Verdict);
        }
    }

    [Fact]
    public void Only_the_side_of_a_jump_that_the_point_lies_on_counts()
    {
        static double Step(double x) => x >= 1 ? x + 5 : 2 * x;
        Assert.Equal(Kink, Check(Step, 1, 1).Verdict);
        Assert.Equal(Wrong, Check(Step, 1, 2).Verdict);
        Assert.Equal(Wrong, Check(Step, 1, 1.5).Verdict);
        Assert.Equal(Wrong, Check(Step, 1, double.PositiveInfinity).Verdict);
        Assert.Contains("jump on the left", Check(Step, 1, 1).Note);
        Assert.Equal(Kink, Check(Step, 1 - 1e-6, 2).Verdict);
        Assert.Equal(Wrong, Check(Step, 1 - 1e-6, 1).Verdict);
        Assert.Equal(Kink, Check(Math.Floor, 3, 0).Verdict);
        Assert.Equal(Right, Check(Math.Floor, 3.5, 0).Verdict);
        Assert.Equal(Wrong, Check(Math.Floor, 3.5, 1).Verdict);
    }

    [Fact] // The branch that is not taken is −∞ at the point and NaN to the left of it.
    public void A_guarded_branch_is_checked_where_it_is_taken()
    {
        static double Guarded(double x) => x > 0 ? Math.Log(x) : 0;
        Assert.Equal(Kink, Check(Guarded, 0, 0).Verdict);
        Assert.Equal(Wrong, Check(Guarded, 0, double.NaN).Verdict);
        Assert.Equal(Kink, Check(Guarded, 1e-5, 1e5).Verdict);
        Assert.Equal(Wrong, Check(Guarded, 1e-5, 0).Verdict);
    }
}
