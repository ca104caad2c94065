using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.CompilerServices;

/// <summary>Values that a loop's iterations leave behind, for the backward code to find again, last first. Its memory comes from a pool.</summary>
/// <remarks>Used by generated code. Give it back with <see cref="Dispose"/>; a copy shares its memory, so keep one.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Recording<T> : IDisposable
    where T : unmanaged
{
    private const int Fewest = 64;

    private T[]? _values;

    /// <summary>How many values it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a value.</summary>
    public void Push(T value)
    {
        if (_values is null || Count == _values.Length)
        {
            Grow(1);
        }

        _values![Count++] = value;
    }

    /// <summary>Takes out the value added last.</summary>
    public T Pop() => _values![--Count];

    /// <summary>Room for more values, to be written in any order; none for a negative number.</summary>
    public Span<T> Take(int count)
    {
        if (count <= 0)
        {
            return default;
        }

        if (_values is null || _values.Length - Count < count)
        {
            Grow(count);
        }

        Count += count;
        return _values.AsSpan(Count - count, count);
    }

    /// <summary>The values for which room was taken last, taken out.</summary>
    public Span<T> Back(int count)
    {
        if (count <= 0)
        {
            return default;
        }

        Count -= count;
        return _values.AsSpan(Count, count);
    }

    /// <summary>Adds what an array holds.</summary>
    public void Keep(ReadOnlySpan<T> array) => array.CopyTo(Take(array.Length));

    /// <summary>Puts an array back to what was added last.</summary>
    public void Restore(Span<T> array) => Back(array.Length).CopyTo(array);

    /// <summary>Adds what an array of any shape holds; of arrays in an array, what these hold.</summary>
    public void KeepAll(Array? array)
    {
        if (array is Array?[] rows)
        {
            foreach (Array? row in rows)
            {
                KeepAll(row);
            }
        }
        else
        {
            Keep(ElementsOf(array));
        }
    }

    /// <summary>Puts an array of any shape back to what was added last.</summary>
    public void RestoreAll(Array? array)
    {
        if (array is Array?[] rows)
        {
            for (int i = rows.Length - 1; i >= 0; i--)
            {
                RestoreAll(rows[i]);
            }
        }
        else
        {
            Restore(ElementsOf(array));
        }
    }

    private static Span<T> ElementsOf(Array? array) => array is null or { Length: 0 }
        ? default
        : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    /// <summary>Gives the memory back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Dispose()
    {
        if (_values is { } values)
        {
            _values = null;
            Count = 0;
            ArrayPool<T>.Shared.Return(values);
        }
    }

    /// <remarks>Apart, so that what is done once does not stand in the way of what is done each time.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(Fewest, Math.Max(checked(Count + count), Count > int.MaxValue / 2 ? int.MaxValue / 2 : Count * 2)));
        if (_values is { } values)
        {
            values.AsSpan(0, Count).CopyTo(larger);
            ArrayPool<T>.Shared.Return(values);
        }

        _values = larger;
    }
}
