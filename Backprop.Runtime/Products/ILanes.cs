using System.Runtime.Intrinsics;

namespace Backprop.Products;

/// <summary>What a tile asks of vectors, so that one kernel serves every width of them.</summary>
/// <typeparam name="T">Float or double.</typeparam>
/// <typeparam name="TVector">The vector of .NET itself: the JIT keeps many of those in registers.</typeparam>
internal unsafe interface ILanes<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    /// <summary>Elements of a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Strips of a tile: as many as have registers for their sums, three vectors each.</summary>
    static abstract int Strips { get; }

    static abstract TVector Load(T* source);

    /// <summary>A vector of which only the last elements are read; the others are 0.</summary>
    /// <param name="source">Where the whole vector lies.</param>
    /// <param name="count">How many are read.</param>
    static abstract TVector Last(T* source, int count);

    static abstract TVector Broadcast(T value);

    /// <summary>The first elements of a vector that is as wide, or of 512 bits.</summary>
    static abstract TVector Part<TWide>(TWide value)
        where TWide : struct;

    /// <summary>left · right + sum, rounded once where the processor can; which of the two never changes on one machine.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector sum);

    static abstract void Store(TVector value, T* target);

    /// <summary>Sums of the elements that lie a number of 128 bits apart, always in the same order: halves first.</summary>
    static abstract Vector128<T> Fold(TVector value);
}
