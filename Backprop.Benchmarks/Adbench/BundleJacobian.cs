namespace Backprop.Benchmarks.Adbench;

/// <summary>All errors of a bundle and their Jacobian in blocks, one for each parameter that two errors depend on; as in ADBench, every evaluation writes all its arrays.</summary>
/// <remarks>ADBench keeps compressed rows; solvers of bundle adjustment keep such blocks, whose rows lie one after the other.</remarks>
internal sealed class BundleJacobian(BundleInput input)
{
    private const int BlockSize = BundleAdjustment.BlockSize;

    /// <summary>Two reprojection errors for each observation, then an error for each weight.</summary>
    public double[] Errors { get; } = new double[3 * input.Observations];

    /// <summary>Where each block begins, and where the last ends: of an observation that by the camera, by the point and by the weight.</summary>
    public int[] Starts { get; } = new int[4 * input.Observations + 1];

    /// <summary>The column of each entry.</summary>
    public int[] Columns { get; } = new int[(BlockSize + 1) * input.Observations];

    public double[] Entries { get; } = new double[(BlockSize + 1) * input.Observations];

    /// <summary>Writes the errors alone.</summary>
    public void Evaluate()
    {
        int p = input.Observations;
        for (int i = 0; i < p; i++)
            BundleAdjustment.Project(input.Camera(i), input.Point(i), input.Weights[i], input.Feature(i), Errors.AsSpan(2 * i, 2));

        for (int i = 0; i < p; i++)
            Errors[2 * p + i] = BundleAdjustment.WeightError(input.Weights[i]);
    }

    /// <summary>The errors of an observation and its blocks.</summary>
    public delegate void Observation(
        ReadOnlySpan<double> cam, ReadOnlySpan<double> point, double w, ReadOnlySpan<double> feat, Span<double> err, Span<double> block);

    /// <summary>Writes the errors and the Jacobian.</summary>
    public void Differentiate(Observation write)
    {
        int p = input.Observations;
        for (int i = 0; i < p; i++)
        {
            Span<double> errors = Errors.AsSpan(2 * i, 2), block = Entries.AsSpan(BlockSize * i, BlockSize);
            write(input.Camera(i), input.Point(i), input.Weights[i], input.Feature(i), errors, block);
            Place(i, i % input.CameraCount, i % input.PointCount);
        }

        for (int i = 0; i < p; i++)
        {
            Errors[2 * p + i] = BundleAdjustment.WeightError(input.Weights[i]);
            Starts[3 * p + i] = BlockSize * p + i;
            Columns[BlockSize * p + i] = WeightColumn(i);
            Entries[BlockSize * p + i] = -2.0 * input.Weights[i];
        }

        Starts[4 * p] = Entries.Length;
    }

    /// <summary>Says where the blocks of an observation are, and in which columns they have entries.</summary>
    private void Place(int observation, int camera, int point)
    {
        int start = BlockSize * observation;
        Starts[3 * observation] = start;
        Starts[3 * observation + 1] = start + BundleAdjustment.PointBlock;
        Starts[3 * observation + 2] = start + BundleAdjustment.WeightBlock;
        Span<int> columns = Columns.AsSpan(start, BlockSize);
        for (int row = 0; row < 2; row++)
        {
            for (int j = 0; j < BundleAdjustment.CameraSize; j++)
                columns[BundleAdjustment.CameraSize * row + j] = BundleAdjustment.CameraSize * camera + j;
            for (int j = 0; j < 3; j++)
                columns[BundleAdjustment.PointBlock + 3 * row + j] = BundleAdjustment.CameraSize * input.CameraCount + 3 * point + j;
            columns[BundleAdjustment.WeightBlock + row] = WeightColumn(observation);
        }
    }

    private int WeightColumn(int observation) => input.Cameras.Length + input.Points.Length + observation;
}
