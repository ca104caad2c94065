namespace Backprop.Benchmarks.Adbench;

/// <summary>What a file of BA stands for: its one camera, point, weight and feature, repeated.</summary>
/// <param name="Name">The file.</param>
/// <param name="Cameras">n by 11.</param>
/// <param name="Points">m by 3.</param>
/// <param name="Weights">p.</param>
/// <param name="Features">p by 2.</param>
internal sealed record BundleInput(string Name, double[] Cameras, double[] Points, double[] Weights, double[] Features)
{
    public int CameraCount => Cameras.Length / BundleAdjustment.CameraSize;

    public int PointCount => Points.Length / 3;

    public int Observations => Weights.Length;

    public static BundleInput Read(string name)
    {
        NumberReader reader = new(AdbenchData.Text(Path.Combine("ba", name)));
        int n = reader.Int(), m = reader.Int(), p = reader.Int();
        double[] cameras = Repeat(reader.Doubles(BundleAdjustment.CameraSize), n), points = Repeat(reader.Doubles(3), m);
        return new(name, cameras, points, Repeat(reader.Doubles(1), p), Repeat(reader.Doubles(2), p));
    }

    /// <summary>The camera of an observation.</summary>
    public ReadOnlySpan<double> Camera(int observation) =>
        Cameras.AsSpan(BundleAdjustment.CameraSize * (observation % CameraCount), BundleAdjustment.CameraSize);

    /// <summary>The point of an observation.</summary>
    public ReadOnlySpan<double> Point(int observation) => Points.AsSpan(3 * (observation % PointCount), 3);

    public ReadOnlySpan<double> Feature(int observation) => Features.AsSpan(2 * observation, 2);

    private static double[] Repeat(double[] numbers, int count)
    {
        double[] all = new double[numbers.Length * count];
        for (int i = 0; i < all.Length; i++)
            all[i] = numbers[i % numbers.Length];

        return all;
    }
}
