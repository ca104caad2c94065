using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Custom;

/// <summary>Fields that a method marked [NonDifferentiable] changes while the differentiated method runs: backward code needs what each iteration has read.</summary>
public sealed partial class ChangedMemberTests
{
    private static readonly double[] Point = [0.3, 0.7, -0.2, 1.1];

    private static double _scale;
    private static int _count;
    private static double[] _weights = [];

    private static void Reset() => (_scale, _count, _weights) = (1, 3, [1, 0.5, -0.25, 2]);

    [NonDifferentiable]
    private static void Bump(double z) => _scale += z < 100 ? 0.5 : 0;

    [NonDifferentiable]
    private static int Less(double z) => _count -= z < 100 ? 1 : 0;

    [NonDifferentiable]
    private static void Shift(double z) => _weights = [.. _weights.Skip(1), z < 100 ? 0.75 : 0];

    [NonDifferentiable]
    private static double[] Weights(int length) => [.. Enumerable.Range(1, length).Select(i => 1.0 / i)];

    [Fact]
    public void A_number() => Holds(Scaled, (x, dx) => ScaledGradient(x, dx), (x, dx) =>
    {
        double value = ScaledForward(x, out ScaledSaved saved);
        _scale = 1000; // in between, anyone may change it
        Array.Clear(dx);
        ScaledBackward(ref saved, 1, dx);
        saved.Dispose();
        return value;
    });

    [Fact]
    public void A_bound() => Holds(Counted, (x, dx) => CountedGradient(x, dx));

    [Fact]
    public void An_array_and_its_length() => Holds(Weighted, (x, dx) => WeightedGradient(x, dx));

    [Fact]
    public void An_array_that_is_handed_over_in_each_iteration() => Holds(Handed, (x, dx) => HandedGradient(x, dx));

    [Fact]
    public void A_field_that_stays_is_read_before_the_loop()
    {
        Holds(Still, (x, dx) => StillGradient(x, dx));
        Assert.Equal(2, GeneratorRun.Once("""
            using System; using Backprop;
            static partial class P
            {
                static double s_rate = 2;
                [Differentiable] static double F(double x, int n) { for (int i = 0; i < n; i++) { x = Math.Sin(x * s_rate); } return x; }
            }
            """).File.Split("P.s_rate;").Length - 1); // in FGradient, and in FForward
    }

    [Fact]
    public void A_parameter_of_the_type()
    {
        double[] gradient = new double[1];
        double value = new Scale(2).Twice(0.3), expected = ((8 * (At(1e-3) - At(-1e-3))) - (At(2e-3) - At(-2e-3))) / 12e-3;
        Assert.Equal((value, expected), new Scale(2).TwiceGradient(0.3), (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-9);

        static double At(double h) => new Scale(2).Twice(0.3 + h);
    }

    private static void Holds(Func<double[], double> value, params Func<double[], double[], double>[] gradients)
    {
        foreach (Func<double[], double[], double> gradient in gradients)
        {
            GradientCheck.Of(
                p =>
                {
                    Reset();
                    return value(p.ToArray());
                },
                (p, d) =>
                {
                    Reset();
                    double[] found = d.ToArray();
                    double own = gradient(p.ToArray(), found);
                    found.CopyTo(d);
                    return own;
                },
                Point).ThrowIfWrong();
        }
    }

    [Differentiable]
    private static double Scaled(double[] x)
    {
        double s = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            s = Math.Sin(s) * _scale * x[i];
            Bump(s);
            s += _scale * x[i];
        }

        return s;
    }

    [Differentiable]
    private static double Counted(double[] x)
    {
        double s = 0.5;
        for (int i = 0; i < _count; i++)
        {
            s = Math.Sin(s) + x[i];
        }

        for (int i = 0; i < Less(s); i++)
        {
            s = Math.Sin(s) + x[i] * _count;
        }

        return s;
    }

    [Differentiable]
    private static double Weighted(double[] x)
    {
        double s = 0.5;
        for (int r = 0; r < 3; r++)
        {
            for (int i = 0; i < _weights.Length; i++)
            {
                s += 0.1 * Math.Sin(s * _weights[i]) * x[i];
            }

            Shift(s);
        }

        return s;
    }

    [Differentiable]
    private static double Handed(double[] x)
    {
        double s = 0.5;
        for (int r = 0; r < 3; r++)
        {
            double[] w = Weights(r + 2);
            for (int i = 0; i < w.Length; i++)
            {
                s += 0.1 * Math.Sin(s * w[i]) * x[i];
            }
        }

        return s;
    }

    [Differentiable]
    private static double Still(double[] x)
    {
        double s = 0.5;
        for (int r = 0; r < 3; r++)
        {
            if (r == 1)
            {
                s *= _weights[r] * _scale;
            }

            for (int i = 0; i < _weights.Length; i++)
            {
                s += 0.1 * Math.Sin(s * _weights[i]) * x[i] * _scale;
            }
        }

        return s * _weights[0];
    }

    /// <summary>A primary constructor's parameter is as changeable as a field.</summary>
    private sealed partial class Scale(double rate)
    {
        [NonDifferentiable]
        private void Grow(double z) => rate += z < 100 ? 1 : 0;

        [Differentiable]
        public double Twice(double x)
        {
            double s = x * rate;
            Grow(s);
            return Math.Sin(s) * rate;
        }
    }
}
