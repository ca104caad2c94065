using System.IO.Compression;

namespace Backprop.Benchmarks.Data;

/// <summary>Handwritten digits, 28 by 28 pixels each.</summary>
/// <param name="Images">A byte for a pixel, row by row, one image behind the other.</param>
/// <param name="Labels">The digits.</param>
internal sealed record Mnist(byte[] Images, byte[] Labels)
{
    private const int ImagesHead = 16, LabelsHead = 8;

    private static readonly Lazy<Mnist> TrainingSet = new(() => Read("train")), TestSet = new(() => Read("t10k"));

    /// <summary>The folder of the files, or null where there is none.</summary>
    public static string? Folder { get; } = DataFolder.Find("mnist");

    /// <inheritdoc cref="DataFolder.Absence"/>
    public static string Absence => DataFolder.Absence("The handwritten digits of MNIST", "mnist");

    /// <summary>60,000 digits to learn from.</summary>
    public static Mnist Training => TrainingSet.Value;

    /// <summary>10,000 digits by other hands.</summary>
    public static Mnist Test => TestSet.Value;

    private static Mnist Read(string set) =>
        new(Unpack($"{set}-images-idx3-ubyte.gz")[ImagesHead..], Unpack($"{set}-labels-idx1-ubyte.gz")[LabelsHead..]);

    private static byte[] Unpack(string name)
    {
        using Stream file = File.OpenRead(Path.Combine(Folder ?? throw new DirectoryNotFoundException(Absence), name));
        using GZipStream plain = new(file, CompressionMode.Decompress);
        using MemoryStream bytes = new();
        plain.CopyTo(bytes);
        return bytes.ToArray();
    }
}
