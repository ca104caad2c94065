namespace Backprop.Tests.Networks;

// The tests of the benchmarks' kernels have a namespace of that name.
using Kernels = Backprop.CompilerServices.Kernels;

/// <summary>Convolution and pooling against plain loops and differences.</summary>
public sealed class ConvolutionTests
{
    public sealed record Shape(
        int Stride, int Padding, int Groups, int Batch, int Channels, int Height, int Width, int Outputs, int KernelHeight, int KernelWidth)
    {
        public int Rows => Height + (2 * Padding) < KernelHeight ? 0 : ((Height + (2 * Padding) - KernelHeight) / Stride) + 1;

        public int Columns => Width + (2 * Padding) < KernelWidth ? 0 : ((Width + (2 * Padding) - KernelWidth) / Stride) + 1;

        public int ImageLength => Batch * Channels * Height * Width;

        public int KernelLength => Outputs * Channels / Groups * KernelHeight * KernelWidth;

        public int ResultLength => Batch * Outputs * Rows * Columns;
    }

    public static TheoryData<Shape> Shapes =>
    [
        new Shape(1, 0, 1, 1, 1, 1, 1, 1, 1, 1),
        new Shape(1, 1, 1, 2, 3, 5, 7, 2, 3, 3),
        new Shape(2, 1, 1, 1, 2, 7, 6, 3, 3, 2),
        new Shape(3, 2, 2, 2, 4, 8, 9, 6, 3, 5),
        new Shape(1, 0, 3, 1, 3, 4, 11, 3, 2, 2),
        new Shape(2, 3, 1, 1, 1, 2, 2, 1, 5, 5),
        new Shape(1, 0, 1, 1, 1, 2, 3, 2, 3, 3),
        new Shape(1, 1, 1, 0, 2, 4, 4, 2, 3, 3),
    ];

    [Theory, MemberData(nameof(Shapes))]
    public void Values_are_those_of_plain_loops(Shape shape)
    {
        double[] x = KernelCheck.Random(shape.ImageLength, 1), w = KernelCheck.Random(shape.KernelLength, 2), b = KernelCheck.Random(shape.Outputs, 3);
        double[] y = Forward(shape, x, w, b), expected = Plain(shape, x, w, b);
        Assert.All(y, (v, i) => Assert.Equal(expected[i], v, 1e-14));
        float[] single = new float[y.Length];
        Kernels.Conv2D(
            KernelCheck.Single(x), KernelCheck.Single(w), KernelCheck.Single(b), shape.Stride, shape.Padding, shape.Groups, shape.Batch,
            shape.Channels, shape.Height, shape.Width, shape.Outputs, shape.KernelHeight, shape.KernelWidth, single);
        KernelCheck.Near(y, single);
        double[] unbiased = Forward(shape, x, w, []), expectedUnbiased = Plain(shape, x, w, new double[shape.Outputs]);
        Assert.All(unbiased, (v, i) => Assert.Equal(expectedUnbiased[i], v, 1e-14));
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Backward_matches_differences(Shape shape)
    {
        (int s, int p, int g, int n, int c, int h, int v, int o, int kh, int kw) = shape;
        double[] x = KernelCheck.Random(shape.ImageLength, 1), w = KernelCheck.Random(shape.KernelLength, 2), b = KernelCheck.Random(shape.Outputs, 3);
        KernelCheck.Holds(x, () => Forward(shape, x, w, b), (dy, dx) => Kernels.Conv2DBackwardX(w, dy, s, p, g, n, c, h, v, o, kh, kw, dx), "x");
        KernelCheck.Holds(w, () => Forward(shape, x, w, b), (dy, dw) => Kernels.Conv2DBackwardW(x, dy, s, p, g, n, c, h, v, o, kh, kw, dw), "w");
        KernelCheck.Holds(b, () => Forward(shape, x, w, b), (dy, db) => Kernels.Conv2DBackwardBias(dy, n, o, shape.Rows * shape.Columns, db), "bias");
    }

    [Fact]
    public void Groups_divide_the_channels() =>
        Assert.Equal("groups", Assert.Throws<ArgumentException>(static () => Kernels.Conv2D(new double[3], new double[3], [], 1, 0, 2, 1, 3, 1, 1, 2, 1, 1, new double[2])).ParamName);

    [Theory]
    [InlineData(2, 2, 1, 4, 4)]
    [InlineData(2, 2, 3, 5, 7)]
    [InlineData(3, 1, 2, 5, 20)]
    [InlineData(3, 2, 1, 8, 9)]
    [InlineData(2, 3, 1, 8, 9)]
    [InlineData(1, 1, 2, 2, 3)]
    [InlineData(3, 1, 1, 2, 3)]
    [InlineData(2, 2, 0, 4, 4)]
    public void Pooling(int size, int stride, int planes, int height, int width)
    {
        double[] x = KernelCheck.Random(planes * height * width, 1);
        int rows = height < size ? 0 : ((height - size) / stride) + 1, columns = width < size ? 0 : ((width - size) / stride) + 1;
        double[] Greatest()
        {
            double[] y = new double[planes * rows * columns];
            Kernels.MaxPool2D(x, size, stride, planes, height, width, y);
            return y;
        }

        double[] Average()
        {
            double[] y = new double[planes * rows * columns];
            Kernels.AveragePool2D(x, size, stride, planes, height, width, y);
            return y;
        }

        double[] greatest = Greatest(), average = Average();
        for (int at = 0; at < greatest.Length; at++)
        {
            int corner = ((((at / columns / rows) * height) + (at / columns % rows * stride)) * width) + (at % columns * stride);
            double[] window = [.. Enumerable.Range(0, size * size).Select(k => x[corner + (k / size * width) + (k % size)])];
            Assert.Equal(window.Max(), greatest[at]);
            Assert.Equal(window.Average(), average[at], 1e-15);
        }

        KernelCheck.Holds(x, Greatest, (dy, dx) => Kernels.MaxPool2DBackward(x, greatest, dy, size, stride, planes, height, width, dx), "max");
        KernelCheck.Holds(x, Average, (dy, dx) => Kernels.AveragePool2DBackward(dy, size, stride, planes, height, width, dx), "average");
    }

    [Fact]
    public void Equal_maxima_share_and_what_is_not_a_number_is_seen()
    {
        double[] dx = [1, 1, 1, 1], y = new double[1];
        Kernels.MaxPool2DBackward([2.0, 1, 2, 2], [2.0], [3.0], 2, 2, 1, 2, 2, dx);
        Assert.Equal([2, 1, 2, 2], dx);
        Kernels.MaxPool2D([2.0, 1, double.NaN, 2], 2, 2, 1, 2, 2, y);
        Assert.Equal(double.NaN, y[0]);
        Kernels.MaxPool2DBackward([2.0, 1, double.NaN, 2], y, [3.0], 2, 2, 1, 2, 2, dx);
        Assert.Equal([2, 1, 2, 2], dx);
    }

    private static double[] Forward(Shape shape, double[] x, double[] w, double[] b)
    {
        double[] y = new double[shape.ResultLength];
        Kernels.Conv2D(
            x, w, b, shape.Stride, shape.Padding, shape.Groups, shape.Batch, shape.Channels, shape.Height, shape.Width, shape.Outputs,
            shape.KernelHeight, shape.KernelWidth, y);
        return y;
    }

    private static double[] Plain(Shape shape, double[] x, double[] w, double[] b)
    {
        double[] y = new double[shape.ResultLength];
        int channels = shape.Channels / shape.Groups;
        for (int at = 0; at < y.Length; at++)
        {
            int j = at % shape.Columns, i = at / shape.Columns % shape.Rows, o = at / shape.Columns / shape.Rows % shape.Outputs;
            int n = at / shape.Columns / shape.Rows / shape.Outputs, first = o / (shape.Outputs / shape.Groups) * channels;
            y[at] = b[o];
            for (int k = 0; k < channels * shape.KernelHeight * shape.KernelWidth; k++)
            {
                int q = k % shape.KernelWidth, p = k / shape.KernelWidth % shape.KernelHeight, c = k / shape.KernelWidth / shape.KernelHeight;
                int row = (i * shape.Stride) + p - shape.Padding, column = (j * shape.Stride) + q - shape.Padding;
                if (row >= 0 && row < shape.Height && column >= 0 && column < shape.Width)
                {
                    y[at] += w[(o * channels * shape.KernelHeight * shape.KernelWidth) + k]
                        * x[(((((n * shape.Channels) + first + c) * shape.Height) + row) * shape.Width) + column];
                }
            }
        }

        return y;
    }
}
