using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Products;

/// <summary>What one row of A has with one or four columns of B: a vector of sums for each.</summary>
internal unsafe struct DotRow<T, TVector, TLanes, TColumns>
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<T, TVector>
    where TColumns : ISize
{
    public TVector First, Second, Third, Fourth;

    /// <summary>The next vector of each column, of which the last <c>count</c> elements are read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DotRow<T, TVector, TLanes, TColumns> Load(T* source, nint step, int count)
    {
        DotRow<T, TVector, TLanes, TColumns> row = default;
        row.First = Load(source, count);
        if (TColumns.Value > 1)
        {
            row.Second = Load(source + step, count);
            row.Third = Load(source + 2 * step, count);
            row.Fourth = Load(source + 3 * step, count);
        }

        return row;
    }

    /// <summary>Adds the products of a vector of the row with each column's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TVector row, in DotRow<T, TVector, TLanes, TColumns> columns)
    {
        First = TLanes.MultiplyAdd(row, columns.First, First);
        if (TColumns.Value > 1)
        {
            Second = TLanes.MultiplyAdd(row, columns.Second, Second);
            Third = TLanes.MultiplyAdd(row, columns.Third, Third);
            Fourth = TLanes.MultiplyAdd(row, columns.Fourth, Fourth);
        }
    }

    /// <summary>Writes start and the sums' own sums, added up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(T* start, T* target)
    {
        Vector128<T> first = TLanes.Fold(First);
        if (TColumns.Value == 1)
        {
            Quad<T>.Sum(first, start, target);
        }
        else
        {
            Quad<T>.Sums(first, TLanes.Fold(Second), TLanes.Fold(Third), TLanes.Fold(Fourth), start, target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load(T* source, int count) =>
        count == TLanes.Count ? TLanes.Load(source) : TLanes.Last(source, count);
}
