namespace Backprop.Benchmarks.Adbench;

/// <content>The Jacobian of one observation, by generated code.</content>
internal static partial class BundleAdjustment
{
    /// <summary>Entries of an observation: two rows by the camera, two by the point and two by the weight, one block after the other.</summary>
    public const int BlockSize = 2 * (CameraSize + 3 + 1);

    /// <summary>Where the block by the point begins, and that by the weight.</summary>
    public const int PointBlock = 2 * CameraSize, WeightBlock = PointBlock + 2 * 3;

    /// <summary>The reprojection error of <see cref="Project"/> and its derivatives; both spans are overwritten.</summary>
    public static void ProjectBlock(
        ReadOnlySpan<double> cam, ReadOnlySpan<double> point, double w, ReadOnlySpan<double> feat, Span<double> err, Span<double> block) =>
        ProjectJacobian(
            cam, point, w, feat, err,
            block.Slice(0, PointBlock), block.Slice(PointBlock, WeightBlock - PointBlock), block.Slice(WeightBlock, BlockSize - WeightBlock));
}
