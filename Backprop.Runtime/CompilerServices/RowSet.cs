using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.CompilerServices;

/// <summary>Rows of arrays of arrays, known by what they are and not by what they hold; the memory comes from a pool.</summary>
internal readonly ref struct RowSet : IDisposable
{
    private readonly Array?[] _slots;
    private readonly int _mask;

    /// <param name="count">How many rows there will be at most.</param>
    public RowSet(int count)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * Math.Max(count, 1)));
        _slots = ArrayPool<Array?>.Shared.Rent(size);
        _mask = size - 1;
        Array.Clear(_slots, 0, size);
    }

    /// <summary>How many arrays of numbers there are in an array, itself if it is one; those without elements do not count.</summary>
    public static int Count(Array? array)
    {
        if (array is not Array?[] rows)
        {
            return array is { Length: > 0 } ? 1 : 0;
        }

        int count = 0;
        foreach (Array? row in rows)
        {
            count += Count(row);
        }

        return count;
    }

    /// <summary>Adds the arrays of numbers in an array.</summary>
    /// <returns>Whether none of them was there.</returns>
    public bool AddAll(Array? array)
    {
        if (array is not Array?[] rows)
        {
            return array is not { Length: > 0 } || Add(array);
        }

        bool areNew = true;
        foreach (Array? row in rows)
        {
            areNew &= AddAll(row);
        }

        return areNew;
    }

    public void Dispose() => ArrayPool<Array?>.Shared.Return(_slots, clearArray: true);

    private bool Add(Array row)
    {
        for (int slot = RuntimeHelpers.GetHashCode(row) & _mask; ; slot = (slot + 1) & _mask)
        {
            if (_slots[slot] is not { } known)
            {
                _slots[slot] = row;
                return true;
            }

            if (ReferenceEquals(known, row))
            {
                return false;
            }
        }
    }
}
