using System.Diagnostics;
using System.Globalization;

namespace Backprop.Benchmarks.Tensors;

/// <summary>Times what goes element by element, against calls on whole arrays and against a plain copy: the least of many samples, in turn.</summary>
internal static class ElementRun
{
    private static readonly TimeSpan _measurement = TimeSpan.FromSeconds(3);

    /// <summary>A sample repeats what is shorter: some hundreds of microseconds.</summary>
    private const int SampleElements = 100_000;

    public static void Run()
    {
        ElementCase[] cases = [new SigmoidChain(1_000_000), new SigmoidChain(10_000), new SoftmaxRows(1000, 1000), new LayerNormRows(1000, 1000)];
        Console.WriteLine("Element by element, in float: generated code and kernels against calls of TensorPrimitives, one an operation.");
        Console.WriteLine();
        Console.WriteLine("| what                                                 | ours, µs | one by one, µs | one by one / ours | ours, GB/s | copy, GB/s |");
        Console.WriteLine("|------------------------------------------------------|---------:|---------------:|------------------:|-----------:|-----------:|");
        foreach (ElementCase subject in cases)
        {
            subject.RequireAgreement();
            Print(subject);
        }
    }

    private static void Print(ElementCase subject)
    {
        // A copy of half the bytes reads them and writes them.
        byte[] from = new byte[subject.Bytes / 2], to = new byte[subject.Bytes / 2];
        double ours = double.PositiveInfinity, theirs = double.PositiveInfinity, copy = double.PositiveInfinity;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < _measurement)
        {
            ours = Math.Min(ours, Time(subject.Ours, subject.Bytes));
            theirs = Math.Min(theirs, Time(subject.OneByOne, subject.Bytes));
            copy = Math.Min(copy, Time(() => from.CopyTo(to, 0), subject.Bytes));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {subject.Name,-52} | {ours / 1000,8:F1} | {theirs / 1000,14:F1} | {theirs / ours,17:F2} | {subject.Bytes / ours,10:F1} | {subject.Bytes / copy,10:F1} |"));
    }

    /// <summary>Nanoseconds a call.</summary>
    private static double Time(Action call, long bytes)
    {
        int repeats = Math.Max(1, (int)(SampleElements * sizeof(float) / bytes));
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats;
    }
}
