using System.Diagnostics;
using System.Numerics;
using Backprop.CompilerServices;

namespace Backprop.Benchmarks.Tensors;

/// <summary>Times one product: the least of many samples, in rounds that take ours and the system's in turn.</summary>
internal sealed class ProductTimer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly TimeSpan Measurement = TimeSpan.FromSeconds(2.5);

    /// <summary>A sample repeats what is shorter: some tens of microseconds.</summary>
    private const double SampleOperations = 4e6;

    private const int LeastRounds = 60;

    private readonly ProductShape _shape;
    private readonly T[] _a, _b, _ours, _theirs;

    public ProductTimer(ProductShape shape)
    {
        _shape = shape;
        Random random = new(1);
        (_a, _b) = (Values(random, shape.M * shape.K), Values(random, shape.K * shape.N));
        (_ours, _theirs) = (new T[shape.M * shape.N], new T[shape.M * shape.N]);
    }

    /// <summary>Billions of operations a second; the products must agree before they are timed.</summary>
    public (double Ours, double System) Measure(bool isSystemThere)
    {
        double ours = double.PositiveInfinity, system = double.PositiveInfinity;
        Time(MatrixLibrary.Managed, _ours);
        if (isSystemThere)
        {
            Time(MatrixLibrary.System, _theirs);
            RequireAgreement();
        }

        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < LeastRounds || Stopwatch.GetElapsedTime(start) < Measurement; round++)
        {
            ours = Math.Min(ours, Time(MatrixLibrary.Managed, _ours));
            system = isSystemThere ? Math.Min(system, Time(MatrixLibrary.System, _theirs)) : double.NaN;
        }

        MatrixProducts.Library = MatrixLibrary.Managed;
        return (_shape.Operations / ours, _shape.Operations / system);
    }

    /// <summary>Nanoseconds a product.</summary>
    private double Time(MatrixLibrary library, T[] c)
    {
        MatrixProducts.Library = library;
        int repeats = Math.Max(1, (int)(SampleOperations / _shape.Operations));
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
        {
            Product.Multiply(_a, _shape.IsATransposed, _b, _shape.IsBTransposed, c.AsSpan(), _shape.M, _shape.N, _shape.K);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats;
    }

    private void RequireAgreement()
    {
        double unit = typeof(T) == typeof(float) ? 1.0 / (1 << 24) : 1.0 / (1L << 53);
        for (int i = 0; i < _ours.Length; i++)
        {
            double difference = Math.Abs(double.CreateChecked(_ours[i]) - double.CreateChecked(_theirs[i]));

            // Factors are below a half, so terms below a quarter, and the bounds of both add up.
            if (!(difference <= 2 * _shape.K * unit * _shape.K / 4))
            {
                throw new InvalidOperationException($"The products of {_shape} differ by {difference}.");
            }
        }
    }

    private static T[] Values(Random random, int length)
    {
        T[] values = new T[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = T.CreateChecked(random.NextDouble() - 0.5);
        }

        return values;
    }
}
