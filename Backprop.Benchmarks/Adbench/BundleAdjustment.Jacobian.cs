namespace Backprop.Benchmarks.Adbench;

/// <content>The Jacobian of one observation, by generated code.</content>
internal static partial class BundleAdjustment
{
    /// <summary>The reprojection error of <see cref="Project"/> and its two rows of derivatives; both spans are overwritten.</summary>
    /// <remarks>Forward once, backward once for each row.</remarks>
    public static void ProjectJacobian(
        ReadOnlySpan<double> cam, ReadOnlySpan<double> point, double w, ReadOnlySpan<double> feat, Span<double> err, Span<double> rows)
    {
        ProjectForward(cam, point, w, feat, err, out ProjectSaved saved);
        rows.Clear();
        Span<double> derr = stackalloc double[2];
        for (int row = 0; row < 2; row++)
        {
            Span<double> entries = rows.Slice(RowSize * row, RowSize);
            derr[row] = 1.0;
            ProjectBackward(ref saved, ref entries[RowSize - 1], entries.Slice(0, CameraSize), entries.Slice(CameraSize, 3), derr);
        }
    }
}
