using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>The maximum in a window that moves over planes.</content>
public static partial class Kernels
{
    /// <summary>y[p, i, j] = the maximum of x[p, i·stride + a, j·stride + b] for a and b below the size; NaN where one is.</summary>
    /// <param name="x">[planes, height, width].</param>
    /// <param name="size">Of the window in both directions, at least 1.</param>
    /// <param name="stride">In both directions, at least 1.</param>
    /// <param name="planes">Images times channels.</param>
    /// <param name="height">Rows of a plane.</param>
    /// <param name="width">Columns of a plane.</param>
    /// <param name="y">[planes, (height - size) / stride + 1, (width - size) / stride + 1]; a dimension is 0 where the window does not
    /// fit.</param>
    public static void MaxPool2D<T>(ReadOnlySpan<T> x, int size, int stride, int planes, int height, int width, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int rows, int columns) = RequirePool<T>(x, size, stride, planes, height, width, y);
        using Scratch<T> scratch = new(width);
        for (int at = 0; at < planes * rows && columns > 0; at++)
        {
            (int plane, int row) = Math.DivRem(at, rows);
            ReadOnlySpan<T> from = x.Slice(((plane * height) + (row * stride)) * width, size * width);
            Span<T> to = y.Slice(at * columns, columns), greatest = scratch.Span;
            from[..width].CopyTo(greatest);
            for (int a = 1; a < size; a++)
            {
                TensorPrimitives.Max(greatest, from.Slice(a * width, width), greatest);
            }

            for (int j = 0; j < columns; j++)
            {
                T best = greatest[j * stride];
                for (int b = 1; b < size; b++)
                {
                    best = T.Max(best, greatest[(j * stride) + b]);
                }

                to[j] = best;
            }
        }
    }

    /// <summary>Adds dy[p, i, j] to dx where the window's maximum was found; where several are equal, each gets the same share.</summary>
    /// <remarks>A maximum that is NaN adds to nothing.</remarks>
    /// <param name="x">[planes, height, width].</param>
    /// <param name="y">What <see cref="MaxPool2D"/> gave.</param>
    /// <param name="dy">Like y.</param>
    /// <param name="size">As in <see cref="MaxPool2D"/>.</param>
    /// <param name="stride">As in <see cref="MaxPool2D"/>.</param>
    /// <param name="planes">Images times channels.</param>
    /// <param name="height">Rows of a plane.</param>
    /// <param name="width">Columns of a plane.</param>
    /// <param name="dx">Like x; added to.</param>
    public static void MaxPool2DBackward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, int size, int stride, int planes, int height, int width, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int rows, int columns) = RequirePool(x, size, stride, planes, height, width, y);
        Require(dy, y.Length);
        Require<T>(dx, x.Length);
        for (int at = 0; at < planes * rows && columns > 0; at++)
        {
            (int plane, int row) = Math.DivRem(at, rows);
            int start = ((plane * height) + (row * stride)) * width;
            for (int j = 0; j < columns; j++, start += stride)
            {
                ShareInWindow(x[start..], y[(at * columns) + j], dy[(at * columns) + j], size, width, dx[start..]);
            }
        }
    }

    private static void ShareInWindow<T>(ReadOnlySpan<T> x, T greatest, T dy, int size, int width, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = 0;
        for (int a = 0; a < size; a++)
        {
            for (int b = 0; b < size; b++)
            {
                count += x[(a * width) + b] == greatest ? 1 : 0;
            }
        }

        T share = dy / T.CreateTruncating(count);
        for (int a = 0; a < size; a++)
        {
            for (int b = 0; b < size; b++)
            {
                dx[(a * width) + b] += x[(a * width) + b] == greatest ? share : T.Zero;
            }
        }
    }

    /// <summary>The lengths of the result are those of its dimensions, which are returned.</summary>
    private static (int Rows, int Columns) RequirePool<T>(
        ReadOnlySpan<T> x, int size, int stride, int planes, int height, int width, ReadOnlySpan<T> y)
    {
        Window vertical = new Window(height, size, stride, 0).Checked(), horizontal = new Window(width, size, stride, 0).Checked();
        Require(x, Count(planes, height, width));
        Require(y, Count(planes, vertical.Count, horizontal.Count));
        return (vertical.Count, horizontal.Count);
    }
}
