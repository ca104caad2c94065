using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks.Scalar;

/// <summary>A neuron of two inputs: σ(w0·x0 + w1·x1 + w2).</summary>
public partial class Neuron : Subject
{
    private readonly (double W0, double X0, double W1, double X1, double W2)[] _points = Points(
        r => (Between(r, -3.0, 3.0), Between(r, -2.0, 2.0), Between(r, -3.0, 3.0), Between(r, -2.0, 2.0), Between(r, -1.0, 1.0)));

    [Differentiable]
    public static double Fire(double w0, double x0, double w1, double x1, double w2)
    {
        var dot = w0 * x0 + w1 * x1 + w2;
        return 1.0 / (1.0 + Math.Exp(-dot));
    }

    public static (double Value, double Dw0, double Dx0, double Dw1, double Dx1, double Dw2) FireGradientByHand(
        double w0, double x0, double w1, double x1, double w2)
    {
        double value = 1.0 / (1.0 + Math.Exp(-(w0 * x0 + w1 * x1 + w2)));
        double ddot = value * (1.0 - value);
        return (value, x0 * ddot, w0 * ddot, x1 * ddot, w1 * ddot, ddot);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public override double Value()
    {
        double sum = 0.0;
        foreach (var p in _points)
        {
            sum += Fire(p.W0, p.X0, p.W1, p.X1, p.W2);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public override double Generated()
    {
        double sum = 0.0;
        foreach (var p in _points)
        {
            var g = FireGradient(p.W0, p.X0, p.W1, p.X1, p.W2);
            sum += g.value + g.dw0 + g.dx0 + g.dw1 + g.dx1 + g.dw2;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public override double HandWritten()
    {
        double sum = 0.0;
        foreach (var p in _points)
        {
            var g = FireGradientByHand(p.W0, p.X0, p.W1, p.X1, p.W2);
            sum += g.Value + g.Dw0 + g.Dx0 + g.Dw1 + g.Dx1 + g.Dw2;
        }

        return sum;
    }

    public override void Check()
    {
        foreach (var p in _points)
        {
            var (g, h) = (FireGradient(p.W0, p.X0, p.W1, p.X1, p.W2), FireGradientByHand(p.W0, p.X0, p.W1, p.X1, p.W2));
            Agreement.Require([g.value, g.dw0, g.dx0, g.dw1, g.dx1, g.dw2], [h.Value, h.Dw0, h.Dx0, h.Dw1, h.Dx1, h.Dw2]);
            GradientCheck.Of(Fire, FireGradient, p.W0, p.X0, p.W1, p.X1, p.W2).ThrowIfWrong();
        }
    }
}
