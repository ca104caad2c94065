using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>The mean in a window that moves over planes.</content>
public static partial class Kernels
{
    /// <summary>y[p, i, j] = the mean of x[p, i·stride + a, j·stride + b] for a and b below the size.</summary>
    /// <param name="x">[planes, height, width].</param>
    /// <param name="size">Of the window in both directions, at least 1.</param>
    /// <param name="stride">In both directions, at least 1.</param>
    /// <param name="planes">Images times channels.</param>
    /// <param name="height">Rows of a plane.</param>
    /// <param name="width">Columns of a plane.</param>
    /// <param name="y">[planes, (height - size) / stride + 1, (width - size) / stride + 1]; a dimension is 0 where the window does not
    /// fit.</param>
    public static void AveragePool2D<T>(ReadOnlySpan<T> x, int size, int stride, int planes, int height, int width, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int rows, int columns) = RequirePool<T>(x, size, stride, planes, height, width, y);
        using Scratch<T> scratch = new(width);
        for (int at = 0; at < planes * rows && columns > 0; at++)
        {
            (int plane, int row) = Math.DivRem(at, rows);
            ReadOnlySpan<T> from = x.Slice(((plane * height) + (row * stride)) * width, size * width);
            Span<T> to = y.Slice(at * columns, columns), sums = scratch.Span;
            from[..width].CopyTo(sums);
            for (int a = 1; a < size; a++)
            {
                TensorPrimitives.Add(sums, from.Slice(a * width, width), sums);
            }

            for (int j = 0; j < columns; j++)
            {
                T sum = sums[j * stride];
                for (int b = 1; b < size; b++)
                {
                    sum += sums[(j * stride) + b];
                }

                to[j] = sum / T.CreateTruncating((long)size * size);
            }
        }
    }

    /// <summary>dx[p, i·stride + a, j·stride + b] += dy[p, i, j] / size².</summary>
    /// <param name="dy">Like the result of <see cref="AveragePool2D"/>.</param>
    /// <param name="size">As in <see cref="AveragePool2D"/>.</param>
    /// <param name="stride">As in <see cref="AveragePool2D"/>.</param>
    /// <param name="planes">Images times channels.</param>
    /// <param name="height">Rows of a plane.</param>
    /// <param name="width">Columns of a plane.</param>
    /// <param name="dx">[planes, height, width]; added to.</param>
    public static void AveragePool2DBackward<T>(ReadOnlySpan<T> dy, int size, int stride, int planes, int height, int width, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int rows, int columns) = RequirePool(dx, size, stride, planes, height, width, dy);
        T share = T.One / T.CreateTruncating((long)size * size);
        using Scratch<T> scratch = new(width);
        for (int at = 0; at < planes * rows && columns > 0; at++)
        {
            (int plane, int row) = Math.DivRem(at, rows);
            ReadOnlySpan<T> from = dy.Slice(at * columns, columns);
            Span<T> to = dx.Slice(((plane * height) + (row * stride)) * width, size * width), slopes = scratch.Span;
            slopes.Clear();
            for (int j = 0; j < columns; j++)
            {
                for (int b = 0; b < size; b++)
                {
                    slopes[(j * stride) + b] += from[j] * share;
                }
            }

            for (int a = 0; a < size; a++)
            {
                Span<T> line = to.Slice(a * width, width);
                TensorPrimitives.Add(line, slopes, line);
            }
        }
    }
}
