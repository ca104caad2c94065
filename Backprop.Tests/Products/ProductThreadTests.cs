using System.Numerics;

namespace Backprop.Tests.Products;

/// <summary>Products that are shared among threads.</summary>
[Collection(nameof(Products))]
public sealed class ProductThreadTests
{
    /// <summary>m, n, k: cut by rows, into more parts than threads, by columns, and into dot products.</summary>
    [Theory]
    [InlineData(331, 130, 137)]
    [InlineData(1500, 70, 50)]
    [InlineData(9, 1300, 500)]
    [InlineData(3, 1500, 1100)]
    [InlineData(4097, 10, 130)]
    [InlineData(2600, 1, 900)]
    public void The_bits_are_the_same_on_any_number_of_threads(int m, int n, int k)
    {
        AreTheSame<float>(m, n, k);
        AreTheSame<double>(m, n, k);
    }

    [Fact] // Each asks the pool for help while the others do.
    public void Products_of_several_threads_at_once_do_not_disturb_each_other()
    {
        using ThreadSetting three = new(3);
        ProductSubject<double> subject = new(200, 150, 160);
        double[] expected = subject.Multiply(false, false, false);
        Parallel.For(0, 40, _ => ProductSubject<double>.AreTheSame(expected, subject.Multiply(false, false, false)));
    }

    [Fact]
    public void There_is_at_least_one_thread() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.Threads = 0);

    private static void AreTheSame<T>(int m, int n, int k)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ProductSubject<T> subject = new(m, n, k);
        foreach (bool isTransposed in new[] { false, true })
        {
            T[] alone = OnThreads(1);
            foreach (int threads in new[] { 2, 3, 5 })
            {
                ProductSubject<T>.AreTheSame(alone, OnThreads(threads));
            }

            T[] OnThreads(int threads)
            {
                using ThreadSetting setting = new(threads);
                return subject.Multiply(isTransposed, !isTransposed, isAdded: true);
            }
        }
    }
}
