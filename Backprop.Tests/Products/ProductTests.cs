using System.Numerics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Backprop.CompilerServices;

namespace Backprop.Tests.Products;

/// <summary>The product of matrices against sums in double, of every shape that it treats in a way of its own.</summary>
[Collection(nameof(Products))]
public sealed class ProductTests
{
    /// <summary>m, n, k: nothing, ones, less than a vector, a vector and a bit, odd numbers, primes, more than a block in each direction.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 0, 3, 2 }, { 3, 0, 2 }, { 3, 2, 0 }, { 5, 40, 0 }, { 0, 0, 0 },
        { 1, 1, 1 }, { 1, 1, 100 }, { 1, 100, 1 }, { 100, 1, 1 }, { 100, 1, 50 }, { 1, 100, 50 }, { 1, 37, 131 }, { 37, 1, 131 },
        { 2, 2, 2 }, { 3, 2, 5 }, { 7, 3, 40 }, { 8, 4, 33 }, { 9, 5, 300 }, { 15, 7, 16 }, { 16, 8, 15 }, { 13, 9, 70 }, { 8, 15, 32 },
        { 8, 16, 32 }, { 7, 17, 31 }, { 9, 24, 29 }, { 10, 25, 64 }, { 11, 31, 47 }, { 12, 33, 35 }, { 6, 47, 61 }, { 5, 48, 63 },
        { 4, 49, 65 }, { 3, 50, 96 }, { 17, 63, 19 }, { 19, 64, 17 }, { 23, 65, 13 }, { 100, 50, 84 }, { 31, 97, 101 }, { 64, 127, 37 },
        { 71, 128, 67 }, { 2, 500, 40 }, { 66, 481, 11 },
        { 64, 490, 259 }, { 9, 970, 260 }, { 65, 961, 68 }, { 66, 40, 521 }, { 20, 10, 1100 }, { 33, 40, 140 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void A_product_is_within_the_bound_of_its_sums(int m, int n, int k)
    {
        Holds<float>(m, n, k);
        Holds<double>(m, n, k);
    }

    [Theory, MemberData(nameof(Shapes))] // The promise that threads, tiles and blocks change no bit rests on it.
    public void Each_element_is_one_chain_of_multiply_adds_in_order(int m, int n, int k)
    {
        Assert.SkipUnless(Fma.IsSupported || AdvSimd.IsSupported, "This processor rounds products before it adds them.");
        IsInOrder<float>(m, n, k);
        IsInOrder<double>(m, n, k);
    }

    [Fact] // The last vector of a row lies over part of the one before: nought times infinity would be no number.
    public void What_is_infinite_stays_in_its_row_and_column()
    {
        const int m = 5, n = 9, k = 67;
        float[] a = new float[m * k], b = new float[n * k], c = new float[m * n];
        Array.Fill(a, 1f);
        Array.Fill(b, 1f);
        a[2 * k + 52] = b[4 * k + 60] = float.PositiveInfinity;
        Product.Multiply<float>(a, false, b, true, c, m, n, k);
        for (int i = 0; i < c.Length; i++)
        {
            Assert.Equal(i / n == 2 || i % n == 4 ? float.PositiveInfinity : k, c[i]);
        }
    }

    [Fact]
    public void A_product_on_one_thread_allocates_nothing_once_warm()
    {
        using ThreadSetting one = new(1);
        float[] a = new float[300 * 400], b = new float[400 * 200], c = new float[300 * 200];
        foreach ((bool ta, bool tb) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            Multiply(ta, tb);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Multiply(ta, tb);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        void Multiply(bool ta, bool tb)
        {
            Product.Multiply<float>(a, ta, b, tb, c, 300, 200, 400);
            Product.Multiply<float>(a.AsSpan(0, 3000), ta, b.AsSpan(0, 900), tb, c.AsSpan(0, 30), 10, 3, 300);
        }
    }

    [Fact]
    public void An_argument_that_does_not_fit_is_named()
    {
        float[] six = new float[6], five = new float[5], four = new float[4];
        Assert.Throws<ArgumentException>("a", () => Product.Multiply<float>(five, false, six, false, four, 2, 2, 3));
        Assert.Throws<ArgumentException>("b", () => Product.Multiply<float>(six, false, five, false, four, 2, 2, 3));
        Assert.Throws<ArgumentException>("c", () => Product.Multiply<float>(six, false, six, false, five, 2, 2, 3));
        Assert.Throws<ArgumentException>("c", () => Product.Multiply<float>(six, false, six, false, six.AsSpan(0, 4), 2, 2, 3));
        Assert.Throws<ArgumentException>("bias", () => Product.Affine<float>(six, false, six, false, five, four, 2, 2, 3));
        Assert.Throws<ArgumentException>("c", () => Product.Affine<float>(six, false, six, false, four.AsSpan(1, 2), four, 2, 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>("m", () => Product.Multiply<float>(six, false, six, false, four, -2, 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>("n", () => Product.Multiply<float>(six, false, six, false, four, 2, -2, 3));
        Assert.Throws<ArgumentOutOfRangeException>("k", () => Product.Multiply<float>(six, false, six, false, four, 2, 2, -3));
        ArgumentException e = Assert.Throws<ArgumentException>(() => Product.Multiply<float>(five, false, six, false, four, 2, 2, 3));
        Assert.StartsWith("A has 5 elements, its shape 2 × 3; give it as many.", e.Message);
    }

    [Fact]
    public void Numbers_of_other_types_are_refused() =>
        Assert.Throws<NotSupportedException>(() => Product.Multiply<Half>(new Half[1], false, new Half[1], false, new Half[1], 1, 1, 1));

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

    private static void IsInOrder<T>(int m, int n, int k)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ProductSubject<T> subject = new(m, n, k);
        foreach (bool isAdded in new[] { false, true })
        {
            T[] chains = subject.Chains(isAdded);
            ProductSubject<T>.AreTheSame(chains, subject.Multiply(true, false, isAdded));
            if (n > 1)
            {
                ProductSubject<T>.AreTheSame(chains, subject.Multiply(false, false, isAdded));
            }
        }
    }
}
