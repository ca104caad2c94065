using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.CompilerServices;

/// <summary>What generated code asks of the arrays it is given.</summary>
/// <remarks>What takes spans takes those of numbers: C# would else take an array of arrays for a span of arrays.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Guard
{
    /// <summary>A gradient is as long as its parameter, and has memory of its own: no part of the parameter's, nor of other arrays'.</summary>
    /// <exception cref="ArgumentException">It is not, or it overlaps one of them; the message and <paramref name="name"/> say which.</exception>
    public static void Gradient<T>(
        ReadOnlySpan<T> input, ReadOnlySpan<T> gradient, string name, ReadOnlySpan<T> first = default, ReadOnlySpan<T> second = default,
        ReadOnlySpan<T> third = default, ReadOnlySpan<T> fourth = default, ReadOnlySpan<T> fifth = default, ReadOnlySpan<T> sixth = default)
        where T : unmanaged
    {
        if (gradient.Length != input.Length)
        {
            throw new ArgumentException($"The gradient has {gradient.Length} elements, its parameter {input.Length}; give it as many.", name);
        }

        Apart(gradient, input, name);
        Apart(gradient, name, first, second, third, fourth, fifth, sixth);
    }

    /// <summary>The same for arrays of any shape.</summary>
    /// <exception cref="ArgumentException">The gradient has another shape, or one of its rows is another one or the parameter's; the message and <paramref name="name"/> say which.</exception>
    public static void Gradient(Array input, Array gradient, string name)
    {
        RequireShape(input, gradient, name);
        Apart(input, gradient, name);
        Distinct(gradient, name);
    }

    private static void RequireShape(Array input, Array gradient, string name)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(gradient);
        if (!IsAlike(input, gradient))
        {
            throw new ArgumentException($"The gradient is {Shape(gradient)}, its parameter {Shape(input)}; give it the same shape.", name);
        }

        for (int i = 0; i < input.Length && input is Array[] rows; i++)
        {
            if (rows[i] is { } row)
            {
                RequireShape(row, ((Array[])gradient)[i], name);
            }
        }
    }

    /// <summary>The derivative of an array that a method returns has its shape.</summary>
    /// <param name="shadow">Something of the array's shape.</param>
    /// <param name="given">The derivative.</param>
    /// <param name="name">What it is called.</param>
    /// <exception cref="ArgumentException">It has not; the message and <paramref name="name"/> say which.</exception>
    public static void Result<T>(ReadOnlySpan<T> shadow, ReadOnlySpan<T> given, string name)
        where T : unmanaged
    {
        if (given.Length != shadow.Length)
        {
            throw new ArgumentException($"The derivative of the result has {given.Length} elements, the result {shadow.Length}; give it as many.", name);
        }
    }

    /// <inheritdoc cref="Result{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void Result(Array shadow, Array given, string name)
    {
        ArgumentNullException.ThrowIfNull(shadow);
        ArgumentNullException.ThrowIfNull(given, name);
        if (!IsAlike(shadow, given))
        {
            throw new ArgumentException($"The derivative of the result is {Shape(given)}, the result {Shape(shadow)}; give it the same shape.", name);
        }

        for (int i = 0; i < shadow.Length && shadow is Array[] rows; i++)
        {
            Result(rows[i], ((Array[])given)[i], name);
        }
    }

    /// <summary>A part of a Jacobian has a row for each number that is returned.</summary>
    /// <param name="rows">How many are returned.</param>
    /// <param name="columns">How many the parameter has.</param>
    /// <param name="length">How long the part is.</param>
    /// <param name="name">What it is called.</param>
    /// <exception cref="ArgumentException">It has not; the message and <paramref name="name"/> say which.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Jacobian(int rows, int columns, int length, string name)
    {
        if (length != (long)rows * columns)
        {
            ThrowJacobian(rows, columns, length, name);
        }
    }

    /// <summary>Memory that is written is no part of what else a method has.</summary>
    /// <remarks>A call: the JIT does worse by the loops of a method that all these comparisons stand in.</remarks>
    /// <exception cref="ArgumentException">It is; the message and <paramref name="name"/> say which.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Apart<T>(
        ReadOnlySpan<T> written, string name, ReadOnlySpan<T> first, ReadOnlySpan<T> second = default, ReadOnlySpan<T> third = default,
        ReadOnlySpan<T> fourth = default, ReadOnlySpan<T> fifth = default, ReadOnlySpan<T> sixth = default)
        where T : unmanaged
    {
        Apart(written, first, name);
        Apart(written, second, name);
        Apart(written, third, name);
        Apart(written, fourth, name);
        Apart(written, fifth, name);
        Apart(written, sixth, name);
    }

    /// <summary>One part of memory lies before another, whole.</summary>
    /// <remarks>
    /// Where it does not, nothing is wrong yet: parts of two arrays lie as the collector puts them. It asks one comparison where
    /// <see cref="IsOutside"/> and <c>Apart</c> ask two.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsBefore<T>(ReadOnlySpan<T> one, ReadOnlySpan<T> other) =>
        Unsafe.ByteOffset(ref MemoryMarshal.GetReference(one), ref MemoryMarshal.GetReference(other)) >= (nint)(uint)one.Length * Unsafe.SizeOf<T>();

    /// <summary>A part of memory lies before the first of several others that follow each other, or behind the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOutside<T>(ReadOnlySpan<T> one, ReadOnlySpan<T> first, ReadOnlySpan<T> last) => IsBefore(one, first) || IsBefore(last, one);

    /// <summary>Two parts of memory have none in common.</summary>
    /// <exception cref="ArgumentException">They have.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Apart<T>(ReadOnlySpan<T> one, ReadOnlySpan<T> other, string name)
    {
        nint distance = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(one), ref MemoryMarshal.GetReference(other));
        if ((nuint)distance < (nuint)(uint)one.Length * (nuint)Unsafe.SizeOf<T>() || (nuint)(-distance) < (nuint)(uint)other.Length * (nuint)Unsafe.SizeOf<T>())
        {
            ThrowOverlap(one, other, name);
        }
    }

    /// <summary>An array of any shape, or the rows of one, and a part of memory have none in common.</summary>
    /// <exception cref="ArgumentException">They have; the message and <paramref name="name"/> say which.</exception>
    public static void Apart<T>(Array first, ReadOnlySpan<T> second, string name)
        where T : unmanaged
    {
        if (first is Array?[] rows)
        {
            foreach (Array? row in rows)
            {
                if (row is not null)
                {
                    Apart(row, second, name);
                }
            }
        }
        else if (first is { Length: > 0 })
        {
            Apart(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(first)), first.Length), second, name);
        }
    }

    /// <summary>Two arrays of any shape have no row in common, and are not the same.</summary>
    /// <exception cref="ArgumentException">They have; the message and <paramref name="name"/> say which.</exception>
    public static void Apart(Array first, Array second, string name)
    {
        if ((ReferenceEquals(first, second) && first.Length > 0) || (second is Array[] && HaveCommonRow(first, second)))
        {
            throw new ArgumentException("It is also another argument, or has a row of one; give it memory of its own.", name);
        }
    }

    /// <summary>The rows of an array of arrays that is written are arrays of their own.</summary>
    /// <exception cref="ArgumentException">One stands there twice; the message and <paramref name="name"/> say which.</exception>
    public static void Distinct(Array array, string name)
    {
        if (array is Array[])
        {
            using RowSet rows = new(RowSet.Count(array));
            if (!rows.AddAll(array))
            {
                throw new ArgumentException("Two of its rows are one array; give each memory of its own.", name);
            }
        }
    }

    private static bool HaveCommonRow(Array first, Array second)
    {
        using RowSet rows = new(RowSet.Count(first) + RowSet.Count(second));
        rows.AddAll(first);
        return !rows.AddAll(second);
    }

    /// <summary>What is computed of all elements together fills a destination as long as they are.</summary>
    /// <exception cref="ArgumentException">The destination is longer.</exception>
    public static void Whole<T>(ReadOnlySpan<T> operand, ReadOnlySpan<T> destination)
    {
        if (destination.Length > operand.Length)
        {
            throw new ArgumentException("The destination is longer than the operand, so that its other elements would take part; give a slice of it.", nameof(destination));
        }
    }

    /// <summary>Sets all elements of an array, of any shape, to zero.</summary>
    public static void Clear(Array gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        if (gradient is not Array[] rows)
        {
            Array.Clear(gradient);
            return;
        }

        foreach (Array? row in rows)
        {
            if (row is not null)
            {
                Clear(row);
            }
        }
    }

    /// <summary>Unless one of the two is empty, and only stands where the other does.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowOverlap<T>(ReadOnlySpan<T> one, ReadOnlySpan<T> other, string name)
    {
        if (one.Overlaps(other))
        {
            throw new ArgumentException("It overlaps another argument; give it memory of its own.", name);
        }
    }

    private static void ThrowJacobian(int rows, int columns, int length, string name) =>
        throw new ArgumentException($"The Jacobian has {length} elements; give it {rows} rows of {columns}.", name);

    private static bool IsAlike(Array input, Array gradient)
    {
        bool isAlike = input.Rank == gradient.Rank;
        for (int d = 0; d < input.Rank && isAlike; d++)
        {
            isAlike = input.GetLength(d) == gradient.GetLength(d);
        }

        return isAlike;
    }

    private static string Shape(Array array) => string.Join(" × ", Enumerable.Range(0, array.Rank).Select(array.GetLength));
}
