using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Mathematics;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Perfolizer.Mathematics.OutlierDetection;

namespace Backprop.Benchmarks.Scalar;

/// <summary>Checks every subject, then times its three methods in turn and prints their ratios.</summary>
/// <remarks>
/// Ratios of minima: many iterations, each shorter than a slice of the scheduler, in rounds that take the methods in turn.
/// What other processes do to the machine then touches single iterations, and not one method more than another.
/// </remarks>
internal static class ScalarRun
{
    private const int Rounds = 5;

    private static readonly Subject[] Subjects = [new Fraction(), new Neuron(), new BlackScholes(), new SolarPanel()];

    public static void Run()
    {
        foreach (Subject subject in Subjects)
        {
            subject.Check();
            WarmUp(subject);
            Console.WriteLine($"{subject.GetType().Name}: both gradients agree to 1e-12, and with differences of the value.");
        }

        ScalarRow[] rows = [.. Subjects.Select(s => new ScalarRow(s.GetType().Name))];
        for (int round = 1; round <= Rounds; round++)
        {
            Console.WriteLine($"round {round} of {Rounds}");
            foreach ((Subject subject, ScalarRow row) in Subjects.Zip(rows))
                Measure(subject, row);
        }

        Console.WriteLine();
        Console.WriteLine(ScalarTable.Print(rows));
    }

    /// <summary>Calls each method until the JIT has compiled it for the last time.</summary>
    private static void WarmUp(Subject subject)
    {
        for (long start = Environment.TickCount64; Environment.TickCount64 - start < 1000;)
            _ = subject.Value() + subject.Generated() + subject.HandWritten();
    }

    private static void Measure(Subject subject, ScalarRow row)
    {
        Job job = Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(3)
            .WithIterationCount(40)
            .WithIterationTime(TimeInterval.FromMilliseconds(4))
            .WithEvaluateOverhead(false)
            .WithOutlierMode(OutlierMode.DontRemove);
        IConfig config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithOptions(ConfigOptions.DisableLogFile);
        Summary summary = BenchmarkRunner.Run(subject.GetType(), config);
        foreach (BenchmarkReport report in summary.Reports)
        {
            Statistics statistics = report.ResultStatistics
                ?? throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} was not measured: {string.Join(' ', summary.ValidationErrors)}");
            row.Add(
                report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
                statistics.Min,
                report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);
        }
    }
}
