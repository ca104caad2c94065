using Backprop.Benchmarks.Gradients;

namespace Backprop.Benchmarks.Kernels;

/// <summary>Checks the kernels, then times them and their gradients.</summary>
internal static class KernelRun
{
    /// <summary>Of each parameter; the longest takes ninety values of a millisecond or two for one.</summary>
    private const int DifferenceEntries = 5;

    public static void Run()
    {
        FlatMethod[] subjects = [.. KernelSubjects.All(batch: 100)];
        Array.ForEach(subjects, s => s.RequireDifferences(DifferenceEntries));
        Console.WriteLine("All gradients have the kernels' own values, to the bit, and agree with differences.");
        Console.WriteLine();
        Console.WriteLine(GradientTable.Print([.. subjects.Select(s => GradientTimer.Measure(s.Case()))]));
    }
}
