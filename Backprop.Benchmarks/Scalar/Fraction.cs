using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks.Scalar;

/// <summary>The fraction (x + σ(y)) / (σ(x) + (x + y)²), staged by hand in the notes of Stanford's course cs231n.</summary>
public partial class Fraction : Subject
{
    private readonly (double X, double Y)[] _points = Points(r => (Between(r, -3.0, 3.0), Between(r, -4.0, 4.0)));

    [Differentiable]
    public static double Evaluate(double x, double y)
    {
        var sigy = 1.0 / (1.0 + Math.Exp(-y));
        var num = x + sigy;
        var sigx = 1.0 / (1.0 + Math.Exp(-x));
        var xpy = x + y;
        var xpysqr = xpy * xpy;
        var den = sigx + xpysqr;
        var invden = 1.0 / den;
        return num * invden;
    }

    public static (double Value, double Dx, double Dy) EvaluateGradientByHand(double x, double y)
    {
        double sigy = 1.0 / (1.0 + Math.Exp(-y));
        double num = x + sigy;
        double sigx = 1.0 / (1.0 + Math.Exp(-x));
        double xpy = x + y;
        double invden = 1.0 / (sigx + xpy * xpy);
        double value = num * invden;

        double dden = -value * invden;
        double dxpy = 2.0 * xpy * dden;
        double dx = invden + dxpy + sigx * (1.0 - sigx) * dden;
        double dy = dxpy + sigy * (1.0 - sigy) * invden;
        return (value, dx, dy);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public override double Value()
    {
        double sum = 0.0;
        foreach (var p in _points)
        {
            sum += Evaluate(p.X, p.Y);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public override double Generated()
    {
        double sum = 0.0;
        foreach (var p in _points)
        {
            var g = EvaluateGradient(p.X, p.Y);
            sum += g.value + g.dx + g.dy;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public override double HandWritten()
    {
        double sum = 0.0;
        foreach (var p in _points)
        {
            var g = EvaluateGradientByHand(p.X, p.Y);
            sum += g.Value + g.Dx + g.Dy;
        }

        return sum;
    }

    public override void Check()
    {
        foreach (var p in _points)
        {
            var (g, h) = (EvaluateGradient(p.X, p.Y), EvaluateGradientByHand(p.X, p.Y));
            Agreement.Require([g.value, g.dx, g.dy], [h.Value, h.Dx, h.Dy]);
            GradientCheck.Of(Evaluate, EvaluateGradient, p.X, p.Y).ThrowIfWrong();
        }
    }
}
