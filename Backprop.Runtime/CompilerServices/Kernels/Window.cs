namespace Backprop.CompilerServices;

/// <summary>Where a window stands as it moves along a dimension.</summary>
/// <param name="Length">Of the dimension.</param>
/// <param name="Size">Of the window.</param>
/// <param name="Stride">From one place to the next.</param>
/// <param name="Padding">How many zeros are thought before the dimension, and behind it.</param>
internal readonly record struct Window(int Length, int Size, int Stride, int Padding)
{
    /// <summary>How many places it has; 0 where it does not fit.</summary>
    public int Count => Length + (2 * Padding) < Size ? 0 : ((Length + (2 * Padding) - Size) / Stride) + 1;

    /// <summary>The places at which an element of the window, counted from its begin, is on the dimension and not on padding.</summary>
    public (int First, int End) Inside(int offset)
    {
        int before = Padding - offset, last = Length - 1 + before;
        int end = last < 0 ? 0 : Math.Min(Count, (last / Stride) + 1);
        return (Math.Min(end, before > 0 ? (before + Stride - 1) / Stride : 0), end);
    }

    /// <summary>Where on the dimension an element of the window is.</summary>
    public int At(int place, int offset) => (place * Stride) + offset - Padding;

    /// <exception cref="ArgumentOutOfRangeException">There is no such window.</exception>
    public Window Checked()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(Size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Padding);
        return this;
    }
}
