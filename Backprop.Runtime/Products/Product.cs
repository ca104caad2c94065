using System.ComponentModel;
using System.Numerics;
using Backprop.Products;

namespace Backprop.CompilerServices;

/// <summary>Products of matrices whose elements lie row by row.</summary>
/// <remarks>
/// Used by generated code. The same bits come out at any number of threads (<see cref="Parallelism.Threads"/>). Once warm nothing is
/// allocated by products on one thread. T is <see cref="float"/> or <see cref="double"/>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Product
{
    /// <summary>C = A·B, or C += A·B.</summary>
    /// <param name="a">A, shape (m, k); where it is transposed, its transpose is given, shape (k, m).</param>
    /// <param name="isATransposed">Whether <paramref name="a"/> is A's transpose.</param>
    /// <param name="b">B, shape (k, n); where it is transposed, its transpose is given, shape (n, k).</param>
    /// <param name="isBTransposed">Whether <paramref name="b"/> is B's transpose.</param>
    /// <param name="c">C, shape (m, n); overlaps neither factor.</param>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">The length of the sums; with 0 the product is 0.</param>
    /// <param name="isAdded">Whether the product is added to what is in C.</param>
    /// <exception cref="ArgumentException">A length is not the product of its shape, a number is negative, or C overlaps a factor.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    /// <remarks>
    /// m·n·k multiply-adds. An element is within γₖ·(|A|·|B|), γₖ ≈ k·2⁻²⁴ in float (Higham, Accuracy and Stability, §3.5); of what is
    /// in C already, where the product is added to it, the magnitude counts as a term.
    /// </remarks>
    public static void Multiply<T>(
        ReadOnlySpan<T> a, bool isATransposed, ReadOnlySpan<T> b, bool isBTransposed, Span<T> c, int m, int n, int k,
        bool isAdded = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(a, b, c, m, n, k);
        if (k == 0 && isAdded)
        {
            return;
        }

        fixed (T* pa = a, pb = b, pc = c)
        {
            Strided<T> table = new(pc, n, 1);
            Run(pa, isATransposed, pb, isBTransposed, table, isAdded ? table : Zeros<T>.Start, m, n, k);
        }
    }

    /// <summary>C = A·B with a vector added to each row.</summary>
    /// <param name="a">A, shape (m, k); where it is transposed, its transpose is given, shape (k, m).</param>
    /// <param name="isATransposed">Whether <paramref name="a"/> is A's transpose.</param>
    /// <param name="b">B, shape (k, n); where it is transposed, its transpose is given, shape (n, k).</param>
    /// <param name="isBTransposed">Whether <paramref name="b"/> is B's transpose.</param>
    /// <param name="bias">What each row begins with, length n.</param>
    /// <param name="c">C, shape (m, n); overlaps none of the others.</param>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">The length of the sums; with 0 each row is the vector.</param>
    /// <exception cref="ArgumentException">A length is not the product of its shape, a number is negative, or C overlaps an argument.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    /// <remarks>Costs what the product does: its sums begin with the vector, and no pass of its own adds it.</remarks>
    public static void Affine<T>(
        ReadOnlySpan<T> a, bool isATransposed, ReadOnlySpan<T> b, bool isBTransposed, ReadOnlySpan<T> bias, Span<T> c, int m, int n,
        int k)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(a, b, c, m, n, k);
        Require(bias.Length, n, 1, nameof(bias), "bias");
        RequireApart(c.Overlaps(bias), nameof(c));
        fixed (T* pa = a, pb = b, pbias = bias, pc = c)
        {
            Strided<T> table = new(pc, n, 1);
            if (n == 1 && m > 0)
            {
                // The product of one column is computed as that of one row, which no vector of one element can begin.
                c.Fill(bias[0]);
                Run(pa, isATransposed, pb, isBTransposed, table, table, m, n, k);
            }
            else
            {
                Run(pa, isATransposed, pb, isBTransposed, table, new Strided<T>(pbias, 0, 1), m, n, k);
            }
        }
    }

    private static void Run<T>(
        T* a, bool isATransposed, T* b, bool isBTransposed, in Strided<T> c, in Strided<T> start, int m, int n, int k)
        where T : unmanaged
    {
        if (m == 0 || n == 0)
        {
            return;
        }

        Factors<T> factors = new(
            isATransposed ? new(a, 1, m) : new(a, k, 1), isBTransposed ? new(b, 1, k) : new(b, n, 1), c, start, m, n, k);
        if (MatrixProducts.System is { } library && k > 0)
        {
            library.Run(factors, isATransposed, isBTransposed);
        }
        else
        {
            Managed.Run(factors, Parallelism.Threads);
        }
    }

    private static void Check<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"Matrices of {typeof(T)} have no product here; use float or double.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        Require(a.Length, m, k, nameof(a), "A");
        Require(b.Length, k, n, nameof(b), "B");
        Require(c.Length, m, n, nameof(c), "C");
        RequireApart(c.Overlaps(a) || c.Overlaps(b), nameof(c));
    }

    private static void Require(int length, int rows, int columns, string name, string matrix)
    {
        if (length != (long)rows * columns)
        {
            throw new ArgumentException($"{matrix} has {length} elements, its shape {rows} × {columns}; give it as many.", name);
        }
    }

    private static void RequireApart(bool overlaps, string name)
    {
        if (overlaps)
        {
            throw new ArgumentException("The product is written to what it is computed of; give it memory of its own.", name);
        }
    }
}
