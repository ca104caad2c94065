using System.Diagnostics;

namespace Backprop.Products;

/// <summary>The tiles of one kind of vector.</summary>
internal static class Tiles<T, TVector, TLanes, TLast, TLastLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<T, TVector>
    where TLast : struct
    where TLastLanes : ILanes<T, TLast>
{
    /// <summary>Computes a tile of 1, 2, 4 or 8 strips, 1, 2 or 3 vectors wide.</summary>
    public static void Run(
        int strips, int width, in Strided<T> a, in Strided<T> b, in Strided<T> c, in Strided<T> start, nint last, int depth, int tiles)
    {
        switch (width)
        {
            case 1:
                Run<One>(strips, a, b, c, start, last, depth, tiles);
                break;
            case 2:
                Run<Two>(strips, a, b, c, start, last, depth, tiles);
                break;
            default:
                Run<Three>(strips, a, b, c, start, last, depth, tiles);
                break;
        }
    }

    private static void Run<TWidth>(
        int strips, in Strided<T> a, in Strided<T> b, in Strided<T> c, in Strided<T> start, nint last, int depth, int tiles)
        where TWidth : ISize
    {
        switch (strips)
        {
            case 1:
                Tile<T, TVector, TLanes, TLast, TLastLanes, One, TWidth>.Run(a, b, c, start, last, depth, tiles);
                break;
            case 2:
                Tile<T, TVector, TLanes, TLast, TLastLanes, Two, TWidth>.Run(a, b, c, start, last, depth, tiles);
                break;
            case 4:
                Tile<T, TVector, TLanes, TLast, TLastLanes, Four, TWidth>.Run(a, b, c, start, last, depth, tiles);
                break;
            default:
                Debug.Assert(strips == 8, "A tile has 1, 2, 4 or 8 strips.");
                Tile<T, TVector, TLanes, TLast, TLastLanes, Eight, TWidth>.Run(a, b, c, start, last, depth, tiles);
                break;
        }
    }
}
