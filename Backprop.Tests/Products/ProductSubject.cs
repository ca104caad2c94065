using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.CompilerServices;

namespace Backprop.Tests.Products;

/// <summary>Two matrices, their product element by element in double, and what surrounds them in memory.</summary>
/// <remarks>Each lies in the midst of an array whose other elements are NaN: whoever takes one of those in is found out.</remarks>
internal sealed class ProductSubject<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Margin = 3;

    /// <summary>The sums for each element, and those of the terms' magnitudes.</summary>
    private readonly Lazy<(double[], double[])> _sums;

    private readonly T[] _a, _aTransposed, _b, _bTransposed, _bias, _before;

    public ProductSubject(int m, int n, int k)
    {
        (M, N, K) = (m, n, k);
        Random random = new(1000 * m + 100 * n + k);
        (_a, _b, _bias, _before) = (Values(random, m * k), Values(random, k * n), Values(random, n), Values(random, m * n));
        (_aTransposed, _bTransposed) = (Transposed(_a, m, k), Transposed(_b, k, n));
        _sums = new(Sums);
    }

    private int M { get; }

    private int N { get; }

    private int K { get; }

    private ReadOnlySpan<T> A => Inside(_a);

    private ReadOnlySpan<T> B => Inside(_b);

    /// <summary>C as the product leaves it; what lies around it must be as it was.</summary>
    public T[] Multiply(bool isATransposed, bool isBTransposed, bool isAdded)
    {
        T[] c = isAdded ? [.. _before] : Values(new(0), M * N);
        Product.Multiply(
            Inside(isATransposed ? _aTransposed : _a), isATransposed, Inside(isBTransposed ? _bTransposed : _b), isBTransposed,
            c.AsSpan(Margin, M * N), M, N, K, isAdded);
        return Unwrapped(c);
    }

    public T[] Affine(bool isATransposed, bool isBTransposed)
    {
        T[] c = Values(new(0), M * N);
        Product.Affine(
            Inside(isATransposed ? _aTransposed : _a), isATransposed, Inside(isBTransposed ? _bTransposed : _b), isBTransposed,
            Inside(_bias), c.AsSpan(Margin, M * N), M, N, K);
        return Unwrapped(c);
    }

    /// <summary>Each element is within the bound of any order of the sums; what they begin with counts as a term.</summary>
    public void Holds(T[] product, bool isAdded = false, bool isAffine = false)
    {
        (double[] sums, double[] sizes) = _sums.Value;
        double unit = typeof(T) == typeof(float) ? 1.0 / (1 << 24) : 1.0 / (1L << 53);
        ReadOnlySpan<T> before = Inside(_before), bias = Inside(_bias);
        for (int i = 0; i < product.Length; i++)
        {
            double start = isAdded ? double.CreateChecked(before[i]) : isAffine ? double.CreateChecked(bias[i % N]) : 0;
            double error = Math.Abs(double.CreateChecked(product[i]) - (start + sums[i]));
            if (!(error <= 2 * (K + 1) * unit * (Math.Abs(start) + sizes[i])))
            {
                Assert.Fail($"[{i / N}, {i % N}] of {M}×{K}×{N} is {product[i]}, not {start + sums[i]}");
            }
        }
    }

    /// <summary>The product as one chain of fused multiply-adds for each element.</summary>
    public T[] Chains(bool isAdded)
    {
        T[] chains = isAdded ? Inside(_before).ToArray() : new T[M * N];
        ReadOnlySpan<T> a = A, b = B;
        for (int i = 0; i < M; i++)
        {
            for (int p = 0; p < K; p++)
            {
                for (int j = 0; j < N; j++)
                {
                    chains[i * N + j] = T.FusedMultiplyAdd(a[i * K + p], b[p * N + j], chains[i * N + j]);
                }
            }
        }

        return chains;
    }

    /// <summary>Two products are the same to the bit.</summary>
    public static void AreTheSame(T[] expected, T[] actual) =>
        Assert.True(MemoryMarshal.AsBytes<T>(expected).SequenceEqual(MemoryMarshal.AsBytes<T>(actual)));

    private (double[] Sums, double[] Sizes) Sums()
    {
        double[] a = Array.ConvertAll(A.ToArray(), double.CreateChecked), b = Array.ConvertAll(B.ToArray(), double.CreateChecked);
        double[] sums = new double[M * N], sizes = new double[M * N];
        for (int i = 0; i < M; i++)
        {
            for (int p = 0; p < K; p++)
            {
                for (int j = 0; j < N; j++)
                {
                    double term = a[i * K + p] * b[p * N + j];
                    sums[i * N + j] += term;
                    sizes[i * N + j] += Math.Abs(term);
                }
            }
        }

        return (sums, sizes);
    }

    private static T[] Values(Random random, int length)
    {
        T[] values = new T[length + 2 * Margin];
        values.AsSpan().Fill(T.NaN);
        for (int i = 0; i < length; i++)
        {
            values[Margin + i] = T.CreateChecked(random.NextDouble() - 0.5);
        }

        return values;
    }

    private static T[] Transposed(T[] matrix, int rows, int columns)
    {
        T[] transposed = [.. matrix];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                transposed[Margin + j * rows + i] = matrix[Margin + i * columns + j];
            }
        }

        return transposed;
    }

    private static Span<T> Inside(T[] values) => values.AsSpan(Margin..^Margin);

    private static T[] Unwrapped(T[] c)
    {
        Assert.All(c[..Margin], static x => Assert.True(T.IsNaN(x)));
        Assert.All(c[^Margin..], static x => Assert.True(T.IsNaN(x)));
        return c[Margin..^Margin];
    }
}
