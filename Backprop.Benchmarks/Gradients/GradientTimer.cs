using System.Diagnostics;

namespace Backprop.Benchmarks.Gradients;

/// <summary>Times a case: the least of many samples, in rounds that take its methods in turn.</summary>
/// <remarks>What other processes do to the machine touches single samples, and not one method more than another.</remarks>
internal static class GradientTimer
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400), Measurement = TimeSpan.FromMilliseconds(1500);

    /// <summary>A sample repeats what is shorter: long against the clock's resolution, short against a slice of the scheduler.</summary>
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(0.2);

    private const int LeastRounds = 10;

    /// <summary>Where results go.</summary>
    private static double _used;

    public static GradientRow Measure(GradientCase timed)
    {
        Func<double>?[] methods = [timed.Primal, timed.ByHand, timed.Generated];
        int[] repeats = [.. methods.Select(m => m is null ? 0 : Repeats(m))];
        long allocated = methods.Max(m => m is null ? 0 : Allocated(m));
        double[] least = [.. methods.Select(_ => double.PositiveInfinity)];
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < LeastRounds || Stopwatch.GetElapsedTime(start) < Measurement; round++)
        {
            for (int i = 0; i < methods.Length; i++)
            {
                if (methods[i] is { } method)
                    least[i] = Math.Min(least[i], Time(method, repeats[i]) / timed.Evaluations);
            }
        }

        double[] times = [.. least.Select(t => double.IsFinite(t) ? t : double.NaN)];
        return new(timed.Name, times[0], times[1], times[2], allocated);
    }

    /// <summary>Calls a method until the JIT has compiled it for the last time, and returns how many calls fill a sample.</summary>
    private static int Repeats(Func<double> method)
    {
        double least = double.PositiveInfinity;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
            least = Math.Min(least, Time(method, 1));

        return Math.Max(1, (int)(Sample.TotalNanoseconds / least));
    }

    /// <summary>Nanoseconds a call.</summary>
    private static double Time(Func<double> method, int repeats)
    {
        double sum = 0.0;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
            sum += method();

        double time = Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats;
        Volatile.Write(ref _used, sum);
        return time;
    }

    private static long Allocated(Func<double> method)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Volatile.Write(ref _used, method());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
