namespace Backprop.Benchmarks.Adbench;

/// <summary>All errors of a bundle and their Jacobian in compressed rows; as in ADBench, every evaluation writes all its arrays.</summary>
internal sealed class BundleJacobian(BundleInput input)
{
    private const int RowSize = BundleAdjustment.RowSize;

    /// <summary>Two reprojection errors for each observation, then an error for each weight.</summary>
    public double[] Errors { get; } = new double[3 * input.Observations];

    /// <summary>Where each row begins, and where the last ends.</summary>
    public int[] Rows { get; } = new int[3 * input.Observations + 1];

    public int[] Columns { get; } = new int[(2 * RowSize + 1) * input.Observations];

    public double[] Entries { get; } = new double[(2 * RowSize + 1) * input.Observations];

    /// <summary>Writes the errors alone.</summary>
    public void Evaluate()
    {
        int p = input.Observations;
        for (int i = 0; i < p; i++)
            BundleAdjustment.Project(input.Camera(i), input.Point(i), input.Weights[i], input.Feature(i), Errors.AsSpan(2 * i, 2));

        for (int i = 0; i < p; i++)
            Errors[2 * p + i] = BundleAdjustment.WeightError(input.Weights[i]);
    }

    /// <summary>The errors of an observation and its two rows.</summary>
    public delegate void Block(
        ReadOnlySpan<double> cam, ReadOnlySpan<double> point, double w, ReadOnlySpan<double> feat, Span<double> err, Span<double> rows);

    /// <summary>Writes the errors and the Jacobian.</summary>
    public void Differentiate(Block write)
    {
        int p = input.Observations;
        for (int i = 0; i < p; i++)
        {
            Span<double> errors = Errors.AsSpan(2 * i, 2), block = Entries.AsSpan(2 * RowSize * i, 2 * RowSize);
            write(input.Camera(i), input.Point(i), input.Weights[i], input.Feature(i), errors, block);
            Place(i, i % input.CameraCount, i % input.PointCount);
        }

        for (int i = 0; i < p; i++)
        {
            Errors[2 * p + i] = BundleAdjustment.WeightError(input.Weights[i]);
            Rows[2 * p + i] = 2 * RowSize * p + i;
            Columns[2 * RowSize * p + i] = WeightColumn(i);
            Entries[2 * RowSize * p + i] = -2.0 * input.Weights[i];
        }

        Rows[3 * p] = Entries.Length;
    }

    /// <summary>Says where the two rows of an observation are, and in which columns they have entries.</summary>
    private void Place(int observation, int camera, int point)
    {
        Rows[2 * observation] = 2 * RowSize * observation;
        Rows[2 * observation + 1] = 2 * RowSize * observation + RowSize;
        Span<int> first = Columns.AsSpan(2 * RowSize * observation, RowSize);
        for (int j = 0; j < BundleAdjustment.CameraSize; j++)
            first[j] = BundleAdjustment.CameraSize * camera + j;
        for (int j = 0; j < 3; j++)
            first[BundleAdjustment.CameraSize + j] = BundleAdjustment.CameraSize * input.CameraCount + 3 * point + j;
        first[RowSize - 1] = WeightColumn(observation);
        first.CopyTo(Columns.AsSpan(2 * RowSize * observation + RowSize, RowSize));
    }

    private int WeightColumn(int observation) => input.Cameras.Length + input.Points.Length + observation;
}
