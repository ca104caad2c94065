using System.Globalization;
using System.Numerics;

namespace Backprop.Benchmarks.Tensors;

/// <summary>Times products of matrices on one thread, ours against the system's library's.</summary>
internal static class ProductRun
{
    /// <summary>Squares, what a layer of a network multiplies forwards and backwards, and the narrow and the small.</summary>
    private static readonly ProductShape[] _shapes =
    [
        new(256, 256, 256), new(512, 512, 512), new(1024, 1024, 1024), new(100, 784, 50), new(784, 100, 50, IsATransposed: true),
        new(100, 50, 784, IsBTransposed: true), new(768, 128, 384), new(64, 32, 64), new(4096, 150, 16), new(100, 784, 10),
        new(16, 256, 256, IsBTransposed: true), new(1, 784, 50),
    ];

    public static void Run()
    {
        int threads = Parallelism.Threads;
        Parallelism.Threads = 1;
        string? absence = Absence();
        Console.WriteLine(absence ?? "Products of matrices on one thread, ours against the system's library's.");
        Console.WriteLine();
        Console.WriteLine("| m × k × n                 | type   | ours, GFLOP/s | system, GFLOP/s | ours / system |");
        Console.WriteLine("|---------------------------|--------|--------------:|----------------:|--------------:|");
        foreach (ProductShape shape in _shapes)
        {
            Print(shape, "float", new ProductTimer<float>(shape), absence is null);
            Print(shape, "double", new ProductTimer<double>(shape), absence is null);
        }

        Parallelism.Threads = threads;
    }

    private static void Print<T>(ProductShape shape, string type, ProductTimer<T> timer, bool isSystemThere)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (double ours, double system) = timer.Measure(isSystemThere);
        string compared = isSystemThere
            ? string.Create(CultureInfo.InvariantCulture, $"{system,15:F1} | {ours / system,13:F2}")
            : $"{"-",15} | {"-",13}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {shape,-25} | {type,-6} | {ours,13:F1} | {compared} |"));
    }

    /// <summary>Why there is nothing to compare with; null where there is.</summary>
    private static string? Absence()
    {
        try
        {
            MatrixProducts.Library = MatrixLibrary.System;
            return null;
        }
        catch (DllNotFoundException e)
        {
            return e.Message;
        }
        finally
        {
            MatrixProducts.Library = MatrixLibrary.Managed;
        }
    }
}
