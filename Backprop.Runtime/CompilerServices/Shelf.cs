using System.ComponentModel;

namespace Backprop.CompilerServices;

/// <summary>Arrays that a loop makes one after the other and hands on: each has a place of its own, where it stays.</summary>
/// <remarks>Used by generated code. A place is a number, so that it can be handed on and recorded like any other.</remarks>
/// <typeparam name="T">What the arrays hold.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Shelf<T>
    where T : unmanaged
{
    private const int Fewest = 64;

    private readonly Shelf<T>? _like;
    private readonly List<(int Start, T[] Values)> _boards = [];
    private int _next;

    /// <summary>An empty one.</summary>
    public Shelf()
    {
    }

    /// <summary>Zeros in all places of another, those among them that are taken later.</summary>
    public Shelf(Shelf<T> like) => _like = like;

    /// <summary>A place for so many elements, all of them zero.</summary>
    /// <exception cref="OverflowException">The number is negative, as for an array.</exception>
    public int Take(int count)
    {
        if (count < 0)
        {
            throw new OverflowException();
        }

        if (_boards.Count == 0 || _boards[^1].Start + _boards[^1].Values.Length - _next < count)
        {
            // An array lies on one board, so boards need not hang together.
            _next = _boards.Count == 0 ? 0 : checked(_boards[^1].Start + _boards[^1].Values.Length);
            int size = Math.Max(count, Math.Min(Math.Max(Fewest, _next), int.MaxValue - _next));
            _ = checked(_next + size);
            _boards.Add((_next, new T[size]));
        }

        _next += count;
        return _next - count;
    }

    /// <summary>The elements at a place.</summary>
    public Span<T> Slice(int start, int count)
    {
        if (_like is not null)
        {
            for (int i = _boards.Count; i < _like._boards.Count; i++)
            {
                _boards.Add((_like._boards[i].Start, new T[_like._boards[i].Values.Length]));
            }
        }

        int board = _boards.Count - 1;
        while (board > 0 && _boards[board].Start > start)
        {
            board--;
        }

        // Nothing at the end of a board may be nothing at the start of the next.
        return count == 0 ? default : _boards[board].Values.AsSpan(start - _boards[board].Start, count);
    }
}
