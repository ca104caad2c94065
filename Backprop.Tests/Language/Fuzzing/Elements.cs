namespace Backprop.Tests.Language.Fuzzing;

/// <summary>An array of the interpreted program: shared by reference, as arrays are.</summary>
/// <param name="Items">Row by row where there are several dimensions.</param>
/// <param name="Zero">What clearing leaves.</param>
/// <param name="Lengths">One a dimension.</param>
internal sealed record Elements(object?[] Items, object? Zero, params int[] Lengths)
{
    /// <summary>An array of the interpreter's own, of what a real one holds.</summary>
    /// <param name="zero">The interpreter's 0 of a real number.</param>
    /// <param name="item">Makes an element; arrays within arrays are taken apart before.</param>
    public static Elements From(Array array, object zero, Func<object, object?> item)
    {
        object?[] items = [.. array.Cast<object>().Select(e => e is Array inner ? From(inner, zero, item) : item(e))];
        int[] lengths = [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)];
        Type type = array.GetType().GetElementType()!;
        return new(items, type == typeof(double) || type == typeof(float) ? zero : type.IsValueType ? Activator.CreateInstance(type) : null, lengths);
    }

    public Elements Copy() => this with { Items = [.. Items] };

    /// <summary>Where an element lies.</summary>
    /// <exception cref="IndexOutOfRangeException">As the array itself would throw it.</exception>
    public int Offset(ReadOnlySpan<int> indices)
    {
        int offset = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            offset = (uint)indices[i] < (uint)Lengths[i] ? (offset * Lengths[i]) + indices[i] : throw new IndexOutOfRangeException();
        }

        return offset;
    }

    /// <summary>The elements that are no arrays themselves, in order.</summary>
    public IEnumerable<object?> Leaves() => Items.SelectMany(i => i is Elements inner ? inner.Leaves() : [i]);
}

/// <summary>A span of the interpreted program: a view of an array's elements, which throws what a span throws.</summary>
/// <param name="Zero">What clearing leaves.</param>
internal sealed record View(Memory<object?> Items, object? Zero)
{
    public static View Of(Elements? array, object? zero) => new(array?.Items, array?.Zero ?? zero);
}

/// <summary>An index, or one end of a range.</summary>
internal readonly record struct Position(int Value, bool IsFromEnd)
{
    public int In(int length) => IsFromEnd ? length - Value : Value;
}

/// <summary>A range of indices.</summary>
internal readonly record struct Stretch(Position Start, Position End);
