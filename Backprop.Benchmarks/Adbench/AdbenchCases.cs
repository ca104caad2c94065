using Backprop.Benchmarks.Gradients;

namespace Backprop.Benchmarks.Adbench;

/// <summary>What is timed of inputs whose methods have many results; these go into arrays that are made once.</summary>
internal static class AdbenchCases
{
    /// <summary>Of an observation in one call.</summary>
    private const int Repeats = 1000;

    /// <summary>All errors, and all errors with the sparse Jacobian.</summary>
    public static GradientCase Of(BundleInput input)
    {
        BundleJacobian bundle = new(input);
        return new(
            AdbenchFiles.Title(input.Name),
            () =>
            {
                bundle.Evaluate();
                return bundle.Errors[0];
            },
            () =>
            {
                bundle.Differentiate(BundleAdjustment.ProjectBlockByHand);
                return bundle.Entries[0];
            },
            () =>
            {
                bundle.Differentiate(BundleAdjustment.ProjectBlock);
                return bundle.Entries[0];
            });
    }

    /// <summary>The two errors of one observation, and these with their block of the Jacobian; all stays in the cache.</summary>
    public static GradientCase OfOneObservation(BundleInput input)
    {
        double[] err = new double[2], block = new double[BundleAdjustment.BlockSize];
        return new(
            AdbenchFiles.Title(input.Name) + ", one observation",
            () =>
            {
                ReadOnlySpan<double> camera = input.Camera(0), point = input.Point(0), feature = input.Feature(0);
                for (int i = 0; i < Repeats; i++)
                    BundleAdjustment.Project(camera, point, input.Weights[0], feature, err);
                return err[0];
            },
            () =>
            {
                ReadOnlySpan<double> camera = input.Camera(0), point = input.Point(0), feature = input.Feature(0);
                for (int i = 0; i < Repeats; i++)
                    BundleAdjustment.ProjectBlockByHand(camera, point, input.Weights[0], feature, err, block);
                return block[0];
            },
            () =>
            {
                ReadOnlySpan<double> camera = input.Camera(0), point = input.Point(0), feature = input.Feature(0);
                for (int i = 0; i < Repeats; i++)
                    BundleAdjustment.ProjectBlock(camera, point, input.Weights[0], feature, err, block);
                return block[0];
            })
        { Evaluations = Repeats };
    }

    /// <summary>All errors, and all errors with the dense Jacobian.</summary>
    public static GradientCase Of(HandInput input)
    {
        double[] err = new double[input.Points.Length], rows = new double[err.Length * input.Width];
        return new(
            AdbenchFiles.Title(input.Name),
            () =>
            {
                input.Evaluate(input.Theta, input.Us, err);
                return err[0];
            },
            null,
            () =>
            {
                HandTracking.Jacobian(input, err, rows);
                return rows[0];
            });
    }
}
