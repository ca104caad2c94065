using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.CompilerServices;

/// <summary>What generated code asks of the arrays it is given.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Guard
{
    /// <summary>A gradient is as long as its parameter, and has memory of its own.</summary>
    /// <exception cref="ArgumentException">It is not, or it overlaps the parameter; the message and <paramref name="name"/> say which.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> gradient, string name)
    {
        if (gradient.Length != input.Length)
        {
            throw new ArgumentException($"The gradient has {gradient.Length} elements, its parameter {input.Length}; give it as many.", name);
        }

        Apart(input, gradient, name);
    }

    /// <inheritdoc cref="Gradient{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void Gradient(Array input, Array gradient, string name)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(gradient);
        if (!IsAlike(input, gradient))
        {
            throw new ArgumentException($"The gradient is {Shape(gradient)}, its parameter {Shape(input)}; give it the same shape.", name);
        }

        Apart(input, gradient, name);
        for (int i = 0; i < input.Length && input is Array[] rows; i++)
        {
            if (rows[i] is { } row)
            {
                Gradient(row, ((Array[])gradient)[i], name);
            }
        }
    }

    /// <summary>The derivative of an array that a method returns has its shape.</summary>
    /// <param name="shadow">Something of the array's shape.</param>
    /// <param name="given">The derivative.</param>
    /// <param name="name">What it is called.</param>
    /// <exception cref="ArgumentException">It has not; the message and <paramref name="name"/> say which.</exception>
    public static void Result<T>(ReadOnlySpan<T> shadow, ReadOnlySpan<T> given, string name)
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

    /// <summary>Two arrays have no memory in common.</summary>
    /// <remarks>A call: a gradient asks it of every pair of its arrays, and the JIT does worse by the loops of a method that all of it stands in.</remarks>
    /// <exception cref="ArgumentException">They have.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Apart<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, string name) => ApartHere(first, second, name);

    /// <summary>The same where it stands, for code that takes no longer than such calls would.</summary>
    /// <inheritdoc cref="Apart{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ApartHere<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, string name)
    {
        nint distance = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(first), ref MemoryMarshal.GetReference(second));
        if ((nuint)distance < (nuint)(uint)first.Length * (nuint)Unsafe.SizeOf<T>() || (nuint)(-distance) < (nuint)(uint)second.Length * (nuint)Unsafe.SizeOf<T>())
        {
            ThrowOverlap(first, second, name);
        }
    }

    /// <inheritdoc cref="Apart{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
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

    /// <inheritdoc cref="Apart{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void Apart(Array first, Array second, string name)
    {
        if (ReferenceEquals(first, second))
        {
            throw new ArgumentException("It is also another argument; give it memory of its own.", name);
        }
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
    private static void ThrowOverlap<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, string name)
    {
        if (first.Overlaps(second))
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
