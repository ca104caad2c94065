using Backprop.Benchmarks.Adbench;
using Backprop.Benchmarks.Generator;
using Backprop.Benchmarks.Kernels;
using Backprop.Benchmarks.Scalar;
using Backprop.Benchmarks.Tensors;

switch (args)
{
    case ["scalar"]:
        ScalarRun.Run();
        return 0;
    case ["adbench"]:
        AdbenchRun.Run();
        return 0;
    case ["kernels"]:
        KernelRun.Run();
        return 0;
    case ["tensor"]:
        TensorRun.Run();
        return 0;
    case ["generator"]:
        GeneratorRun.Run();
        return 0;
    case [] or ["help" or "--help" or "-h"]:
        Console.WriteLine(Usage());
        return 0;
    default:
        Console.Error.WriteLine($"There is no benchmark '{string.Join(' ', args)}'.");
        Console.Error.WriteLine(Usage());
        return 2;
}

static string Usage() => """
    dotnet run --project Backprop.Benchmarks -c Release -- <benchmark>

      scalar      generated gradients against hand-written ones and against the plain value
      kernels     loops over arrays and their gradients
      adbench     the objectives of ADBench and their gradients, on its input files
      tensor      loops over elements against calls one by one; products of matrices against the system's BLAS; on one thread
      generator   the generator itself: 1,000 methods cold, then the time per edit
    """;
