using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Backprop.CompilerServices;

/// <summary>An array whose memory comes from a pool.</summary>
/// <remarks>Used by generated code. Give it back with <see cref="Dispose"/>; a copy shares its memory, so keep one.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Scratch<T> : IDisposable
    where T : unmanaged
{
    private readonly int _length;
    private T[]? _values;

    /// <summary>Takes memory for so many elements.</summary>
    /// <param name="length">How many.</param>
    /// <param name="isCleared">Whether they are zero; else they are what somebody has left.</param>
    /// <exception cref="OverflowException">The number is negative, as for an array.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Scratch(int length, bool isCleared = true)
    {
        if (length < 0)
        {
            throw new OverflowException();
        }

        _length = length;
        _values = ArrayPool<T>.Shared.Rent(length);
        if (isCleared)
        {
            Array.Clear(_values, 0, length);
        }
    }

    /// <summary>The elements.</summary>
    public readonly Span<T> Span => _values.AsSpan(0, _length);

    /// <summary>Gives the memory back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Dispose()
    {
        if (_values is { } values)
        {
            _values = null;
            ArrayPool<T>.Shared.Return(values);
        }
    }
}
