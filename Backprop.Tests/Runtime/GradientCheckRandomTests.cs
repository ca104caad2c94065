using System;
using static Backprop.GradientCheckVerdict;

namespace Backprop.Tests.Runtime;

/// <summary>Random expressions with their derivatives, carried along as dual numbers.</summary>
public class GradientCheckRandomTests
{
    private readonly record struct Dual(double Value, double Slope)
    {
        public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Slope + b.Slope);

        public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Slope - b.Slope);

        public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, a.Slope * b.Value + b.Slope * a.Value);

        public static Dual operator /(Dual a, Dual b) => new(a.Value / b.Value, (a.Slope - a.Value / b.Value * b.Slope) / b.Value);

        public Dual Then(double value, double slope) => new(value, slope * Slope);
    }

    private static Func<Dual, Dual> Expression(Random random, int depth)
    {
        if (depth == 0 || random.Next(8) == 0)
        {
            Dual constant = new(Math.Round(6 * random.NextDouble() - 3, 2), 0);
            return random.Next(3) == 0 ? _ => constant : static x => x;
        }
        Func<Dual, Dual> f = Expression(random, depth - 1), g = Expression(random, depth - 1);
        return random.Next(14) switch
        {
            0 => x => f(x).Then(Math.Exp(f(x).Value), Math.Exp(f(x).Value)),
            1 => x => f(x).Then(Math.Sin(f(x).Value), Math.Cos(f(x).Value)),
            2 => x => f(x).Then(Math.Tanh(f(x).Value), 1 - Math.Tanh(f(x).Value) * Math.Tanh(f(x).Value)),
            3 => x => f(x).Then(Math.Log(f(x).Value), 1 / f(x).Value),
            4 => x => f(x).Then(Math.Sqrt(f(x).Value), 0.5 / Math.Sqrt(f(x).Value)),
            5 => x => f(x).Then(Math.Abs(f(x).Value), f(x).Value > 0 ? 1 : -1),
            6 => x => f(x).Value > 0 ? f(x) : default,
            7 => x => f(x).Value > g(x).Value ? f(x) : g(x),
            8 => x => f(x).Value > 0.3 ? f(x) : g(x),
            9 or 10 => x => f(x) + g(x),
            11 => x => f(x) - g(x),
            12 => x => f(x) * g(x),
            _ => x => f(x) / g(x),
        };
    }

    [Fact]
    public void Right_derivatives_of_random_functions_are_never_wrong()
    {
        Random random = new(17);
        int decided = 0, caught = 0;
        for (int i = 0; i < 6_000; i++)
        {
            Func<Dual, Dual> function = Expression(random, 2 + random.Next(3));
            double x = 6 * random.NextDouble() - 3;
            (double value, double derivative) = function(new(x, 1));
            if (!double.IsFinite(value) || !double.IsFinite(derivative)) continue;
            GradientCheckEntry entry = Check(derivative);
            Assert.True(entry.Verdict != Wrong, $"{i}: {entry}");
            if (entry.Verdict == Undecided || Math.Abs(derivative) < 1e-3) continue;
            decided++;
            if (Check(derivative * 1.000001).Verdict == Wrong) caught++;

            GradientCheckEntry Check(double analytic) => GradientCheckSmoothTests.Check(at => function(new(at, 1)).Value, x, analytic);
        }
        Assert.InRange(decided, 3_000, 6_000);
        Assert.InRange(caught, 0.995 * decided, decided);
    }
}
