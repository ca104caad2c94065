using System.Collections;

namespace Backprop.Generator.IR;

/// <summary>An immutable list that compares by its elements, so that a model holding one can be cached by value.</summary>
internal readonly struct EquatableArray<T>(T[] items) : IReadOnlyList<T>, IEquatable<EquatableArray<T>>
{
    public static readonly EquatableArray<T> Empty = new([]);

    private readonly T[]? _items = items;

    private T[] Items => _items ?? [];

    public int Count => Items.Length;

    public T this[int index] => Items[index];

    public bool Equals(EquatableArray<T> other)
    {
        if (Count != other.Count)
        {
            return false;
        }

        EqualityComparer<T> comparer = EqualityComparer<T>.Default;
        for (int i = 0; i < Count; i++)
        {
            if (!comparer.Equals(Items[i], other.Items[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        int hash = 17;
        foreach (T item in Items)
        {
            hash = unchecked((hash * 31) + (item?.GetHashCode() ?? 0));
        }

        return hash;
    }

    /// <summary>Without a box: the passes walk over these lists all the time.</summary>
    public Enumerator GetEnumerator() => new(Items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    /// <summary>Where a walk over the list stands.</summary>
    public struct Enumerator(T[] items)
    {
        private int _next;

        public readonly T Current => items[_next - 1];

        public bool MoveNext() => _next++ < items.Length;
    }
}

/// <summary>Builds <see cref="EquatableArray{T}"/> from sequences.</summary>
internal static class EquatableArray
{
    public static EquatableArray<T> Of<T>(params T[] items) => new(items);

    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => new([.. items]);

    /// <summary>Maps every element; returns the same list when nothing changed, so that trees are shared.</summary>
    public static EquatableArray<T> Map<T>(this EquatableArray<T> items, Func<T, T> map)
        where T : class
    {
        T[] mapped = new T[items.Count];
        bool changed = false;
        for (int i = 0; i < mapped.Length; i++)
        {
            mapped[i] = map(items[i]);
            changed |= !ReferenceEquals(mapped[i], items[i]);
        }

        return changed ? new(mapped) : items;
    }
}
