using Backprop.Benchmarks.Gradients;

namespace Backprop.Benchmarks.Adbench;

/// <summary>Checks BA on an input: its errors, its Jacobian by hand, and both against known numbers.</summary>
internal static class BundleCheck
{
    /// <exception cref="InvalidOperationException">The errors are not the same or not the known ones.</exception>
    /// <exception cref="GradientCheckException">A row of the Jacobian is not that of differences.</exception>
    public static void Require(BundleInput input)
    {
        BundleJacobian bundle = new(input);
        bundle.Evaluate();
        double[] errors = [.. bundle.Errors];
        bundle.Differentiate(BundleAdjustment.ProjectBlock);
        double[] generated = [.. bundle.Entries];
        for (int i = 0; i < errors.Length; i++)
            Closeness.RequireSame($"{input.Name}: error {i} of the generated code", errors[i], bundle.Errors[i]);

        bundle.Differentiate(BundleAdjustment.ProjectBlockByHand);
        for (int i = 0; i < errors.Length; i++)
            Closeness.RequireSame($"{input.Name}: error {i}", errors[i], bundle.Errors[i]);
        Closeness.Require($"{input.Name}: generated Jacobian", bundle.Entries, generated);

        if (input.Name == "ba_test_n2_m10_p10.txt")
            RequireKnown(bundle);

        double[] turned = [.. input.Cameras.AsSpan(0, BundleAdjustment.CameraSize), .. input.Points.AsSpan(0, 3), input.Weights[0]];
        RequireBlock(turned, input.Features);
        RequireBlock([0.0, 0.0, 0.0, .. turned.AsSpan(3)], input.Features);
    }

    private static void RequireKnown(BundleJacobian bundle)
    {
        int observations = bundle.Errors.Length / 3;
        double largest = Closeness.Largest(bundle.Entries);
        Closeness.Require("errors", [-0.26904884923518938, 0.25994479267790192], bundle.Errors.AsSpan(0, 2));
        Closeness.Require("weight error", [0.82609265151599999], bundle.Errors.AsSpan(2 * observations, 1));
        Closeness.Require("row 0 by r", [228.87720220824676, 634.5748114955454, -782.2228662593405], bundle.Entries.AsSpan(0, 3), largest);
        Closeness.Require("row 0 by w", [-0.6451670397129874], bundle.Entries.AsSpan(BundleAdjustment.WeightBlock, 1), largest);
        if (bundle.Starts[^1] != 31 * observations || bundle.Columns[^1] != 11 * 2 + 3 * 10 + 9)
            throw new InvalidOperationException("The blocks of the Jacobian are not where they should be.");
    }

    /// <summary>Compares both rows with differences.</summary>
    private static void RequireBlock(double[] parameters, double[] feature)
    {
        double[] err = new double[2], block = new double[BundleAdjustment.BlockSize];
        BundleAdjustment.ProjectBlockByHand(parameters.AsSpan(0, 11), parameters.AsSpan(11, 3), parameters[14], feature.AsSpan(0, 2), err, block);
        for (int row = 0; row < 2; row++)
        {
            double[] gradient =
            [
                .. block.AsSpan(BundleAdjustment.CameraSize * row, BundleAdjustment.CameraSize),
                .. block.AsSpan(BundleAdjustment.PointBlock + 3 * row, 3),
                block[BundleAdjustment.WeightBlock + row],
            ];
            GradientCheck.Of(p => Error(p, feature, row), parameters, gradient).ThrowIfWrong();
        }
    }

    private static double Error(double[] parameters, double[] feature, int row)
    {
        Span<double> err = stackalloc double[2];
        BundleAdjustment.Project(parameters.AsSpan(0, 11), parameters.AsSpan(11, 3), parameters[14], feature.AsSpan(0, 2), err);
        return err[row];
    }
}
