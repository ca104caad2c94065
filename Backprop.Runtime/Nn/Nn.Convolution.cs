using System.Numerics;
using System.Numerics.Tensors;
using Backprop.CompilerServices;

namespace Backprop;

/// <content>Convolution and pooling of images.</content>
public static partial class Nn
{
    /// <summary>Convolution in two dimensions: each output is b plus the sum over a window of the channels times w, which is not turned
    /// round.</summary>
    /// <param name="x">[N,C,H,W].</param>
    /// <param name="w">[O,C/groups,KH,KW].</param>
    /// <param name="b">[O], or null for none.</param>
    /// <param name="stride">By how much the window moves, in both directions.</param>
    /// <param name="padding">How many zeros are thought around each image.</param>
    /// <param name="groups">How many parts the channels and outputs come in, an output being made of the channels of its part.</param>
    /// <returns>[N,O,(H+2·padding-KH)/stride+1,(W+2·padding-KW)/stride+1], divided down.</returns>
    /// <exception cref="ArgumentNullException">x or w is null.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit, the groups do not divide the channels and outputs, or the kernel is
    /// larger than the padded image.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The stride or the groups are below 1, or the padding is below 0.</exception>
    public static Tensor<T> Conv2D<T>(Tensor<T> x, Tensor<T> w, Tensor<T>? b = null, int stride = 1, int padding = 0, int groups = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRank(nameof(Conv2D), x, 4, nameof(x));
        RequireRank(nameof(Conv2D), w, 4, nameof(w));
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        (int batch, int channels, int height, int width) = (Length(x, 0), Length(x, 1), Length(x, 2), Length(x, 3));
        (int outputs, int kernelHeight, int kernelWidth) = (Length(w, 0), Length(w, 2), Length(w, 3));
        if (channels % groups != 0 || outputs % groups != 0 || channels / groups != Length(w, 1))
        {
            throw new ArgumentException(
                $"Conv2D: {Shape(x)} and {Shape(w)}, groups: {groups}: w takes {Length(w, 1)} channels, a group has {channels} / {groups}.",
                nameof(w));
        }

        if (b is not null)
        {
            RequireRank(nameof(Conv2D), b, 1, nameof(b));
            RequireEqual(nameof(Conv2D), w, 0, b, 0, nameof(b), "+");
        }

        int rows = Places(nameof(Conv2D), x, height + (2 * padding), kernelHeight, stride);
        int columns = Places(nameof(Conv2D), x, width + (2 * padding), kernelWidth, stride);
        Tensor<T> result = Create([batch, outputs, rows, columns], out Span<T> y);
        Kernels.Conv2D(
            Elements(x), Elements(w), b is null ? default : Elements(b), stride, padding, groups, batch, channels, height, width, outputs,
            kernelHeight, kernelWidth, y);
        return result;
    }

    /// <summary>The maximum in each window; where several elements are the maximum, each gets the same share of the derivative.</summary>
    /// <param name="x">[N,C,H,W].</param>
    /// <param name="size">Rows and columns of the window.</param>
    /// <param name="stride">By how much it moves in both directions; null for its size.</param>
    /// <returns>[N,C,(H-size)/stride+1,(W-size)/stride+1], divided down.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentException">It has not four dimensions, or the window is larger than an image.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size or the stride is below 1.</exception>
    public static Tensor<T> MaxPool2D<T>(Tensor<T> x, int size, int? stride = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> result = CreatePooled(nameof(MaxPool2D), x, size, stride ?? size, out Span<T> y);
        Kernels.MaxPool2D(Elements(x), size, stride ?? size, Count(x.Lengths[..2]), Length(x, 2), Length(x, 3), y);
        return result;
    }

    /// <summary>The mean in each window.</summary>
    /// <param name="x">[N,C,H,W].</param>
    /// <param name="size">Rows and columns of the window.</param>
    /// <param name="stride">By how much it moves in both directions; null for its size.</param>
    /// <returns>[N,C,(H-size)/stride+1,(W-size)/stride+1], divided down.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentException">It has not four dimensions, or the window is larger than an image.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size or the stride is below 1.</exception>
    public static Tensor<T> AveragePool2D<T>(Tensor<T> x, int size, int? stride = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> result = CreatePooled(nameof(AveragePool2D), x, size, stride ?? size, out Span<T> y);
        Kernels.AveragePool2D(Elements(x), size, stride ?? size, Count(x.Lengths[..2]), Length(x, 2), Length(x, 3), y);
        return result;
    }

    private static Tensor<T> CreatePooled<T>(string operation, Tensor<T> x, int size, int stride, out Span<T> elements)
    {
        RequireRank(operation, x, 4, nameof(x));
        int rows = Places(operation, x, Length(x, 2), size, stride), columns = Places(operation, x, Length(x, 3), size, stride);
        return Create([x.Lengths[0], x.Lengths[1], rows, columns], out elements);
    }

    /// <summary>How many places a window has along a dimension.</summary>
    private static int Places<T>(string operation, Tensor<T> x, int length, int size, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return size <= length
            ? ((length - size) / stride) + 1
            : throw new ArgumentException($"{operation}: {Shape(x)}: a window of {size} does not fit into {length}.", nameof(x));
    }
}
