using System.Numerics;

namespace Backprop.Tests.Products;

/// <summary>The system's library in place of ours.</summary>
[Collection(nameof(Products))]
public sealed class SystemLibraryTests : IDisposable
{
    /// <summary>What is thrown where there is none.</summary>
    private readonly DllNotFoundException? _absence =
        Record.Exception(() => MatrixProducts.Library = MatrixLibrary.System) as DllNotFoundException;

    public void Dispose() => MatrixProducts.Library = MatrixLibrary.Managed;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 0, 2)]
    [InlineData(3, 2, 0)]
    [InlineData(37, 1, 20)]
    [InlineData(20, 30, 40)]
    [InlineData(101, 67, 203)]
    public void Its_products_are_within_the_same_bounds(int m, int n, int k)
    {
        Assert.SkipWhen(_absence is not null, "The system has no BLAS to compare with.");
        Assert.Equal(MatrixLibrary.System, MatrixProducts.Library);
        Holds<float>(m, n, k);
        Holds<double>(m, n, k);
    }

    [Fact]
    public void Where_it_is_absent_the_message_says_what_was_tried_and_what_to_install()
    {
        Assert.SkipWhen(_absence is null, "The system has a BLAS.");
        Assert.Equal(MatrixLibrary.Managed, MatrixProducts.Library);
        Assert.Contains("libopenblas.so.0", _absence.Message);
        Assert.Contains("libmkl_rt.so", _absence.Message);
        Assert.Contains("apt-get install libopenblas0", _absence.Message);
        Assert.Contains("MatrixLibrary.Managed", _absence.Message);
    }

    [Fact]
    public void There_are_two_libraries() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MatrixProducts.Library = (MatrixLibrary)7);

    private static void Holds<T>(int m, int n, int k)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ProductSubject<T> subject = new(m, n, k);
        foreach (bool isATransposed in new[] { false, true })
        {
            foreach (bool isBTransposed in new[] { false, true })
            {
                subject.Holds(subject.Multiply(isATransposed, isBTransposed, isAdded: false));
                subject.Holds(subject.Multiply(isATransposed, isBTransposed, isAdded: true), isAdded: true);
                subject.Holds(subject.Affine(isATransposed, isBTransposed), isAffine: true);
            }
        }
    }
}
