using System.Runtime.Intrinsics;

namespace Backprop.Products;

/// <summary>The product in C#: picks the way that suits the shape, and the widest vectors there are.</summary>
internal static class Managed
{
    /// <summary>Rows up to which dot products read a B that stands on its side faster than it is copied for tiles.</summary>
    private const int MaxDotRows = 32;

    /// <summary>The length, for each row, from which on dot products take longer than the sums in their end and the reading of B.</summary>
    private const int DotDepth = 4;

    /// <summary>What is computed, by so many threads at most.</summary>
    public static void Run<T>(in Factors<T> factors, int threads)
        where T : unmanaged
    {
        Factors<T> product = factors.Columns == 1 ? factors.Transposed() : factors;
        int parts = Parts.Count(product, threads);
        if (parts == 1)
        {
            Part(product, IsDots(product));
        }
        else
        {
            Crew<T>.Run(product, IsDots(product), parts, threads);
        }
    }

    /// <summary>A product or a part of one, by this thread.</summary>
    /// <param name="part">What to compute.</param>
    /// <param name="areDots">Said of the whole product, since bits depend on it.</param>
    public static void Part<T>(in Factors<T> part, bool areDots)
        where T : unmanaged
    {
        if (areDots)
        {
            RunDots(part);
        }
        else if (Vector512.IsHardwareAccelerated && part.Columns > Vector256<T>.Count)
        {
            RunTiles<T, Vector512<T>, Lanes512<T>>(part);
        }
        else if (Vector256.IsHardwareAccelerated && part.Columns > Vector128<T>.Count)
        {
            RunTiles<T, Vector256<T>, Lanes256<T>>(part);
        }
        else
        {
            RunTiles<T, Vector128<T>, Lanes128<T>>(part);
        }
    }

    private static bool IsDots<T>(in Factors<T> product)
        where T : unmanaged =>
        product.B.Column != 1 && product.A.Column == 1 && product.Rows <= MaxDotRows
        && product.Depth >= Math.Max(DotDepth * product.Rows, Vector512<T>.Count);

    private static void RunDots<T>(in Factors<T> part)
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Dots<T, Vector512<T>, Lanes512<T>>.Run(part);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Dots<T, Vector256<T>, Lanes256<T>>.Run(part);
        }
        else
        {
            Dots<T, Vector128<T>, Lanes128<T>>.Run(part);
        }
    }

    private static void RunTiles<T, TVector, TLanes>(in Factors<T> part)
        where T : unmanaged
        where TVector : struct
        where TLanes : ILanes<T, TVector>
    {
        if (part.Columns < TLanes.Count)
        {
            Narrow<T, TVector, TLanes>.Run(part);
        }
        else
        {
            Blocks<T, TVector, TLanes>.Run(part);
        }
    }
}
