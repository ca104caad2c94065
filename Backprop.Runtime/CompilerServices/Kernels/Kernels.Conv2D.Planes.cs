using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>What a convolution does with one plane of each array.</content>
public static partial class Kernels
{
    /// <summary>Adds to the result's plane, for each element of the kernel, its multiple of the image.</summary>
    private static void Correlate<T>(ReadOnlySpan<T> image, ReadOnlySpan<T> kernel, Convolution shape, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (Window vertical, Window horizontal) = (shape.Vertical, shape.Horizontal);
        for (int at = 0; at < kernel.Length; at++)
        {
            (int row, int column) = Math.DivRem(at, horizontal.Size);
            (int top, int bottom) = vertical.Inside(row);
            (int left, int right) = horizontal.Inside(column);
            for (int i = top; i < bottom && left < right; i++)
            {
                ReadOnlySpan<T> from = image[((vertical.At(i, row) * horizontal.Length) + horizontal.At(left, column))..];
                Span<T> to = result.Slice((i * horizontal.Count) + left, right - left);
                if (horizontal.Stride == 1)
                {
                    Rows.AddMultiple(to, kernel[at], from, to.Length);
                    continue;
                }

                for (int j = 0; j < to.Length; j++)
                {
                    to[j] += kernel[at] * from[j * horizontal.Stride];
                }
            }
        }
    }

    /// <summary>Adds to the image's plane, for each element of the kernel, its multiple of the result's.</summary>
    private static void Spread<T>(ReadOnlySpan<T> result, ReadOnlySpan<T> kernel, Convolution shape, Span<T> image)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (Window vertical, Window horizontal) = (shape.Vertical, shape.Horizontal);
        for (int at = 0; at < kernel.Length; at++)
        {
            (int row, int column) = Math.DivRem(at, horizontal.Size);
            (int top, int bottom) = vertical.Inside(row);
            (int left, int right) = horizontal.Inside(column);
            for (int i = top; i < bottom && left < right; i++)
            {
                ReadOnlySpan<T> from = result.Slice((i * horizontal.Count) + left, right - left);
                Span<T> to = image[((vertical.At(i, row) * horizontal.Length) + horizontal.At(left, column))..];
                if (horizontal.Stride == 1)
                {
                    Rows.AddMultiple(to, kernel[at], from, from.Length);
                    continue;
                }

                for (int j = 0; j < from.Length; j++)
                {
                    to[j * horizontal.Stride] += kernel[at] * from[j];
                }
            }
        }
    }

    /// <summary>Adds to each element of the kernel what the image and the result have in common where it brings them together.</summary>
    private static void AddProducts<T>(ReadOnlySpan<T> image, ReadOnlySpan<T> result, Convolution shape, Span<T> kernel)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (Window vertical, Window horizontal) = (shape.Vertical, shape.Horizontal);
        for (int at = 0; at < kernel.Length; at++)
        {
            (int row, int column) = Math.DivRem(at, horizontal.Size);
            (int top, int bottom) = vertical.Inside(row);
            (int left, int right) = horizontal.Inside(column);
            T sum = T.Zero;
            for (int i = top; i < bottom && left < right; i++)
            {
                ReadOnlySpan<T> from = image[((vertical.At(i, row) * horizontal.Length) + horizontal.At(left, column))..];
                ReadOnlySpan<T> slopes = result.Slice((i * horizontal.Count) + left, right - left);
                if (horizontal.Stride == 1)
                {
                    sum += TensorPrimitives.Dot(from[..slopes.Length], slopes);
                    continue;
                }

                for (int j = 0; j < slopes.Length; j++)
                {
                    sum += slopes[j] * from[j * horizontal.Stride];
                }
            }

            kernel[at] += sum;
        }
    }
}
