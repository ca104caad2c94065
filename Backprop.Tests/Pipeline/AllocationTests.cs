namespace Backprop.Tests.Pipeline;

/// <summary>Once warm, no generated member allocates.</summary>
public sealed partial class AllocationTests
{
    private readonly double _rate = 0.25;

    [Fact]
    public void A_gradient_allocates_nothing()
    {
        double sum = 0;
        Assert.Equal(0, Allocated(() => sum += BumpGradient(0.7, -1.3f, 3).dx + ScaledGradient(0.7).dx + WideGradient(1, 2, 3, 4, 5, 6, 7, 8, 9).di));
        Assert.NotEqual(0, sum);
    }

    [Fact]
    public void The_halves_allocate_nothing()
    {
        double dx = 0;
        float dy = 0;
        Assert.Equal(0, Allocated(() =>
        {
            BumpForward(0.7, -1.3f, 3, out BumpSaved saved);
            BumpBackward(ref saved, 0.5, ref dx, ref dy);
            ScaledForward(0.7, out ScaledSaved scaled);
            ScaledBackward(ref scaled, 0.5, ref dx);
        }));
        Assert.NotEqual(0, dx + dy);
    }

    [Differentiable]
    private static double Bump(double x, float y, int kind)
    {
        if (kind < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(kind), $"{kind} is negative");
        }

        double scale = kind switch { 1 => x, 2 => x * x, _ => Curve(x * y) };
        return Math.Sin(x) * scale + Curve(scale);
    }

    private static double Curve(double a)
    {
        double b = a * a;
        if (b > 0.1)
        {
            b *= Math.Exp(-b);
        }

        return b + a;
    }

    [Differentiable]
    private double Scaled(double x) => Math.Tanh(x * _rate) * x;

    [Differentiable]
    private static double Wide(double a, double b, double c, double d, double e, double f, double g, double h, double i) => a * b * c + d * e * f + g * h * i;

    private static long Allocated(Action action)
    {
        for (int i = 0; i < 100; i++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
