using System.Numerics;

namespace Backprop.CompilerServices;

/// <content>Convolution in two dimensions.</content>
public static partial class Kernels
{
    /// <summary>y[n, o, i, j] = bias[o] + Σ w[o, c, p, q]·x[n, g + c, i·stride + p - padding, j·stride + q - padding], where g is the
    /// first channel of the output's group and x is 0 beyond its edges.</summary>
    /// <param name="x">[batch, channels, height, width].</param>
    /// <param name="w">[outputs, channels / groups, kernelHeight, kernelWidth].</param>
    /// <param name="bias">[outputs], or empty.</param>
    /// <param name="stride">In both directions, at least 1.</param>
    /// <param name="padding">Zeros around each image, at least 0.</param>
    /// <param name="groups">A divisor of the channels and of the outputs.</param>
    /// <param name="batch">Images.</param>
    /// <param name="channels">Channels of an image.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="outputs">Channels of the result.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    /// <param name="y">[batch, outputs, (height + 2·padding - kernelHeight) / stride + 1, (width + 2·padding - kernelWidth) / stride +
    /// 1]; a dimension is 0 where the kernel does not fit.</param>
    public static void Conv2D<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> bias, int stride, int padding, int groups, int batch, int channels,
        int height, int width, int outputs, int kernelHeight, int kernelWidth, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Convolution shape = Shape(stride, padding, groups, batch, channels, height, width, outputs, kernelHeight, kernelWidth);
        RequireConvolution(x, w, y, shape);
        Require(bias, bias.IsEmpty ? 0 : outputs);
        for (int n = 0; n < batch; n++)
        {
            for (int o = 0; o < outputs; o++)
            {
                Span<T> to = y.Slice(((n * outputs) + o) * shape.ResultPlane, shape.ResultPlane);
                to.Fill(bias.IsEmpty ? T.Zero : bias[o]);
                for (int c = 0; c < shape.ChannelsOfGroup; c++)
                {
                    ReadOnlySpan<T> from = x.Slice(((n * channels) + shape.FirstChannel(o) + c) * shape.Plane, shape.Plane);
                    Correlate(from, w.Slice(((o * shape.ChannelsOfGroup) + c) * shape.Kernel, shape.Kernel), shape, to);
                }
            }
        }
    }

    /// <summary>The same without a bias.</summary>
    /// <inheritdoc cref="Conv2D{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, int, int, int, int, int, int, int, int, int, int, Span{T})"/>
    public static void Conv2D<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, int stride, int padding, int groups, int batch, int channels,
        int height, int width, int outputs, int kernelHeight, int kernelWidth, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Conv2D(x, w, default, stride, padding, groups, batch, channels, height, width, outputs, kernelHeight, kernelWidth, y);

    /// <summary>dx[n, g + c, i·stride + p - padding, j·stride + q - padding] += w[o, c, p, q]·dy[n, o, i, j].</summary>
    /// <param name="w">[outputs, channels / groups, kernelHeight, kernelWidth].</param>
    /// <param name="dy">Like y.</param>
    /// <param name="stride">As in <c>Conv2D</c>.</param>
    /// <param name="padding">As in <c>Conv2D</c>.</param>
    /// <param name="groups">As in <c>Conv2D</c>.</param>
    /// <param name="batch">Images.</param>
    /// <param name="channels">Channels of an image.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="outputs">Channels of the result.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    /// <param name="dx">[batch, channels, height, width]; added to.</param>
    public static void Conv2DBackwardX<T>(
        ReadOnlySpan<T> w, ReadOnlySpan<T> dy, int stride, int padding, int groups, int batch, int channels, int height, int width,
        int outputs, int kernelHeight, int kernelWidth, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Convolution shape = Shape(stride, padding, groups, batch, channels, height, width, outputs, kernelHeight, kernelWidth);
        RequireConvolution(dx, w, dy, shape);
        for (int n = 0; n < batch; n++)
        {
            for (int o = 0; o < outputs; o++)
            {
                ReadOnlySpan<T> from = dy.Slice(((n * outputs) + o) * shape.ResultPlane, shape.ResultPlane);
                for (int c = 0; c < shape.ChannelsOfGroup; c++)
                {
                    Span<T> to = dx.Slice(((n * channels) + shape.FirstChannel(o) + c) * shape.Plane, shape.Plane);
                    Spread(from, w.Slice(((o * shape.ChannelsOfGroup) + c) * shape.Kernel, shape.Kernel), shape, to);
                }
            }
        }
    }

    /// <summary>dw[o, c, p, q] += Σ dy[n, o, i, j]·x[n, g + c, i·stride + p - padding, j·stride + q - padding].</summary>
    /// <param name="x">[batch, channels, height, width].</param>
    /// <param name="dy">Like y.</param>
    /// <param name="stride">As in <c>Conv2D</c>.</param>
    /// <param name="padding">As in <c>Conv2D</c>.</param>
    /// <param name="groups">As in <c>Conv2D</c>.</param>
    /// <param name="batch">Images.</param>
    /// <param name="channels">Channels of an image.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="outputs">Channels of the result.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    /// <param name="dw">[outputs, channels / groups, kernelHeight, kernelWidth]; added to.</param>
    public static void Conv2DBackwardW<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> dy, int stride, int padding, int groups, int batch, int channels, int height, int width,
        int outputs, int kernelHeight, int kernelWidth, Span<T> dw)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Convolution shape = Shape(stride, padding, groups, batch, channels, height, width, outputs, kernelHeight, kernelWidth);
        RequireConvolution(x, dw, dy, shape);
        for (int n = 0; n < batch; n++)
        {
            for (int o = 0; o < outputs; o++)
            {
                ReadOnlySpan<T> slopes = dy.Slice(((n * outputs) + o) * shape.ResultPlane, shape.ResultPlane);
                for (int c = 0; c < shape.ChannelsOfGroup; c++)
                {
                    ReadOnlySpan<T> from = x.Slice(((n * channels) + shape.FirstChannel(o) + c) * shape.Plane, shape.Plane);
                    AddProducts(from, slopes, shape, dw.Slice(((o * shape.ChannelsOfGroup) + c) * shape.Kernel, shape.Kernel));
                }
            }
        }
    }

    /// <summary>dbias[o] += Σ dy[n, o, i, j].</summary>
    /// <param name="dy">[batch, outputs, inner].</param>
    /// <param name="batch">Images.</param>
    /// <param name="outputs">Channels of the result.</param>
    /// <param name="inner">Rows of the result times its columns.</param>
    /// <param name="dbias">[outputs]; added to.</param>
    public static void Conv2DBackwardBias<T>(ReadOnlySpan<T> dy, int batch, int outputs, int inner, Span<T> dbias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(dy, Count(batch, outputs, inner));
        Require<T>(dbias, outputs);
        AddSumsOfChannels(dy, batch, outputs, inner, dbias);
    }

    private static Convolution Shape(
        int stride, int padding, int groups, int batch, int channels, int height, int width, int outputs, int kernelHeight, int kernelWidth)
    {
        if (groups < 1 || channels % groups != 0 || outputs % groups != 0)
        {
            throw new ArgumentException($"{groups} groups do not divide {channels} channels and {outputs} outputs.", nameof(groups));
        }

        Window vertical = new(height, kernelHeight, stride, padding), horizontal = new(width, kernelWidth, stride, padding);
        return new(batch, groups, channels, outputs, vertical.Checked(), horizontal.Checked());
    }

    private static void RequireConvolution<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> y, Convolution shape)
    {
        Require(x, Count(shape.Batch, shape.Channels, shape.Plane));
        Require(w, Count(shape.Outputs, shape.ChannelsOfGroup, shape.Kernel));
        Require(y, Count(shape.Batch, shape.Outputs, shape.ResultPlane));
    }
}
