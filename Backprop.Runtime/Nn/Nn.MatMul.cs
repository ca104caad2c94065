using System.Numerics;
using System.Numerics.Tensors;
using Backprop.CompilerServices;

namespace Backprop;

/// <content>Products of matrices.</content>
public static partial class Nn
{
    /// <summary>The matrix product a·b, of each matrix of a batch.</summary>
    /// <param name="a">[M,K], or [B…,M,K] with any number of dimensions B….</param>
    /// <param name="b">[K,N]; [B…,K,N] with the same dimensions B…; or, of a matrix a, a vector [K].</param>
    /// <returns>[M,N], [B…,M,N], or [M] of a vector.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says which lengths differ.</exception>
    public static Tensor<T> MatMul<T>(Tensor<T> a, Tensor<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRankFrom(nameof(MatMul), a, 2, nameof(a));
        RequireRankFrom(nameof(MatMul), b, 1, nameof(b));
        bool isVector = a.Rank == 2 && b.Rank == 1;
        if (!isVector && a.Rank != b.Rank)
        {
            throw new ArgumentException(
                $"MatMul: {Shape(a)} · {Shape(b)}: {Dimensions(a.Rank)} and {Dimensions(b.Rank)}.", nameof(b));
        }

        int batch = a.Rank - 2;
        for (int d = 0; d < batch; d++)
        {
            RequireEqual(nameof(MatMul), a, d, b, d, nameof(b), "·");
        }

        RequireEqual(nameof(MatMul), a, batch + 1, b, batch, nameof(b), "·");
        int m = Length(a, batch), k = Length(a, batch + 1), n = isVector ? 1 : Length(b, batch + 1);
        nint[] lengths = [.. a.Lengths[..(batch + 1)], .. b.Lengths[(batch + 1)..]];
        Tensor<T> product = Create(lengths, out Span<T> c);
        ReadOnlySpan<T> left = Elements(a), right = Elements(b);
        for (int matrix = 0; matrix < Count(a.Lengths[..batch]); matrix++)
        {
            Kernels.MatMul(left.Slice(matrix * m * k, m * k), right.Slice(matrix * k * n, k * n), m, n, k, c.Slice(matrix * m * n, m * n));
        }

        return product;
    }

    /// <summary>x·w + b: a fully connected layer.</summary>
    /// <param name="x">[N,In], or [N…,In] with any number of dimensions N….</param>
    /// <param name="w">[In,Out].</param>
    /// <param name="b">[Out], added to each row.</param>
    /// <returns>[N…,Out].</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says which lengths differ.</exception>
    public static Tensor<T> Affine<T>(Tensor<T> x, Tensor<T> w, Tensor<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRankFrom(nameof(Affine), x, 1, nameof(x));
        RequireRank(nameof(Affine), w, 2, nameof(w));
        RequireRank(nameof(Affine), b, 1, nameof(b));
        RequireEqual(nameof(Affine), x, x.Rank - 1, w, 0, nameof(w), "·");
        RequireEqual(nameof(Affine), w, 1, b, 0, nameof(b), "+");
        int k = Length(w, 0), n = Length(w, 1), rows = Count(x.Lengths[..^1]);
        nint[] lengths = [.. x.Lengths[..^1], n];
        Tensor<T> result = Create(lengths, out Span<T> y);
        Kernels.Affine(Elements(x), Elements(w), Elements(b), rows, n, k, y);
        return result;
    }
}
