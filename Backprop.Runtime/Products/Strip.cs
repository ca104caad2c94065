using System.Runtime.CompilerServices;

namespace Backprop.Products;

/// <summary>One row of a tile: up to three vectors of sums, of which the last may be a narrower one.</summary>
internal unsafe struct Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth>
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<T, TVector>
    where TLast : struct
    where TLastLanes : ILanes<T, TLast>
    where TWidth : ISize
{
    public TVector First, Second;

    public TLast Last;

    /// <param name="source">Where its first vector lies.</param>
    /// <param name="last">How many elements further its last vector lies.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> Load(T* source, nint last)
    {
        Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> strip = default;
        strip.First = TLanes.Load(source);
        if (TWidth.Value > 2)
        {
            strip.Second = TLanes.Load(source + TLanes.Count);
        }

        if (TWidth.Value > 1)
        {
            strip.Last = TLastLanes.Load(source + last);
        }

        return strip;
    }

    /// <summary>Adds a multiple of another strip.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T factor, Strip<T, TVector, TLanes, TLast, TLastLanes, TWidth> other)
    {
        TVector factors = TLanes.Broadcast(factor);
        First = TLanes.MultiplyAdd(factors, other.First, First);
        if (TWidth.Value > 2)
        {
            Second = TLanes.MultiplyAdd(factors, other.Second, Second);
        }

        if (TWidth.Value > 1)
        {
            Last = TLastLanes.MultiplyAdd(TLastLanes.Part(factors), other.Last, Last);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(T* target, nint last)
    {
        TLanes.Store(First, target);
        if (TWidth.Value > 2)
        {
            TLanes.Store(Second, target + TLanes.Count);
        }

        if (TWidth.Value > 1)
        {
            TLastLanes.Store(Last, target + last);
        }
    }
}
