using Backprop.Benchmarks.Gradients;

namespace Backprop.Benchmarks.Adbench;

/// <summary>Checks the objectives of ADBench on all input files, then times them and their gradients.</summary>
internal static class AdbenchRun
{
    /// <summary>Room for the largest mixture, which keeps the rows of 100 factors of 64 dimensions on the stack.</summary>
    private const int StackSize = 16 << 20;

    public static void Run()
    {
        Thread thread = new(Measure, StackSize);
        thread.Start();
        thread.Join();
    }

    private static void Measure()
    {
        if (AdbenchData.Folder is null)
        {
            Console.WriteLine(AdbenchData.Absence);
            return;
        }

        GaussianMixtureInput[] mixtures = [.. AdbenchFiles.GaussianMixtures.Select(GaussianMixtureInput.Read)];
        LstmInput[] lstms = [.. AdbenchFiles.Lstms.Select(LstmInput.Read)];
        BundleInput[] bundles = [.. AdbenchFiles.Bundles.Select(BundleInput.Read)];
        HandInput[] hands = [.. AdbenchFiles.Hands.Select(HandInput.Read)];
        Array.ForEach(mixtures, GaussianMixtureCheck.Require);
        Array.ForEach(lstms, LstmCheck.Require);
        Array.ForEach(bundles, BundleCheck.Require);
        Array.ForEach(hands, HandCheck.Require);
        Console.WriteLine("All values and gradients agree with the known numbers, with each other and with differences.");
        Console.WriteLine();

        GradientCase[] cases =
        [
            .. mixtures.Select(i => i.Objective(i.N).Case()), .. lstms.Select(i => i.Loss(i.C).Case()),
            AdbenchCases.OfOneObservation(bundles[^1]),
            .. bundles.Select(AdbenchCases.Of), .. hands.Select(AdbenchCases.Of),
        ];
        Console.WriteLine(GradientTable.Print([.. cases.Select(GradientTimer.Measure)]));
    }
}
